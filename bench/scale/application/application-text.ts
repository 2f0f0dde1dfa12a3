/** The parts of the generated application, the application itself, and declarations that the types have to refuse. */

import type { EntityPlan } from './plan.ts'

/** The text of `parts.ts`: every module, so that loading them can be told from building the model. */
export function partsText(plan: readonly EntityPlan[]): string {
  const modules = plan.flatMap(({ name, file }) => [
    { name, path: `./${file}.ts` },
    { name: `${name}Operations`, path: `./${file}-operations.ts` },
  ])
  const imports = modules.map(({ name, path }) => `import * as ${name} from '${path}'`)
  return `${imports.join('\n')}\n\nexport const parts = [\n${modules.map(({ name }) => `  ${name},\n`).join('')}]\n`
}

export const applicationText = `import { application } from 'lintel'
import { parts } from './parts.ts'

export default application('lintel-bench-scale', { parts })
`

/** Types that say yes to everything are fast; each of these lines is an error, or `tsc` fails. */
export function refusedText([user, first]: readonly EntityPlan[]): string {
  if (!user || !first) throw new RangeError('There are no entities.')
  return `import { owner, resource, type Transaction } from 'lintel'
import { ${first.type} } from './${first.file}.ts'

export const refused = resource(${first.type}, {
  // @ts-expect-error: no such path
  read: owner('parent.nobody'),
  // @ts-expect-error: no such field
  filter: ['status', 'parent.nothing'],
  // @ts-expect-error: a relation has no order
  sort: ['parent', 'items'],
  // @ts-expect-error: no such relation
  include: ['parent', 'next.nothing'],
})

export async function refusedCalls(tx: Transaction) {
  // @ts-expect-error: no such relation
  await tx.find(${first.type}, { include: ['parent.nothing'] })
  // @ts-expect-error: no such status
  await tx.find(${first.type}, { where: { status: 'absent' } })
  // @ts-expect-error: a required field is missing
  await tx.insert(${first.type}, { status: 'open' })
  const [row] = await tx.find(${first.type}, { include: ['parent'] })
  // @ts-expect-error: not included, so it is an id
  return row?.next?.name
}
`
}
