/** A source file with the imports that its body needs. */

import type { EntityPlan } from './plan.ts'

const framework = [
  'allOf',
  'anyOf',
  'anyone',
  'application',
  'entity',
  'grant',
  'identity',
  'not',
  'operation',
  'owner',
  'policy',
  'principalId',
  'resource',
  'role',
  'signedIn',
  't',
  'through',
  'where',
]

export interface Source {
  /** `sales/record`: every file lies in the folder of an area. */
  readonly file: string
  /** Entities of other files that the body names. */
  readonly entities: readonly EntityPlan[]
  readonly body: readonly string[]
}

export function sourceText({ file, entities, body }: Source): string {
  const text = body.filter((part) => part !== '').join('\n\n')
  const used = framework.filter((name) =>
    new RegExp(`(?<![.\\w])${name}(?=[(.,\\s\\])])`).test(text.replaceAll(/'[^']*'/g, "''")),
  )
  const imports = entities.map(
    (entity) => `import { ${entity.type} } from '${pathBetween(file, entity.file)}'`,
  )
  return `${[`import { ${used.join(', ')} } from 'lintel'`, ...imports.toSorted()].join('\n')}\n\n${text}\n`
}

function pathBetween(from: string, to: string): string {
  const [fromFolder] = from.split('/')
  const [toFolder, name] = to.split('/')
  return fromFolder === toFolder ? `./${name}.ts` : `../${toFolder}/${name}.ts`
}
