/** The generated operations: six kinds of business rule, three for each entity. */

import { includePath, pathText } from './paths.ts'
import { capital, type EntityPlan, type Relation } from './plan.ts'
import { sourceText } from './source-text.ts'

export const operationsPerEntity = 3

type Write = (plan: readonly EntityPlan[], entity: EntityPlan) => string

/** The text of `sales/record-operations.ts`. */
export function operationsText(plan: readonly EntityPlan[], entity: EntityPlan): string {
  const turns = Array.from(
    { length: operationsPerEntity },
    (_, turn) => (entity.index * operationsPerEntity + turn) % kinds.length,
  )
  const body = turns.map((turn) => kinds[turn]!(plan, entity))
  const related = entity.relations.map(({ target }) => plan[target]!)
  const named = [...new Set([entity, ...related])].filter(({ type }) =>
    new RegExp(`\\b${type}\\b(?!\`)`).test(body.join('\n')),
  )
  return sourceText({ file: `${entity.file}-operations`, entities: named, body })
}

/** Reads with includes, refuses by declared errors, and changes one row, in a transaction. */
const advance: Write = (
  plan,
  { index, name, type, file, area },
) => `export const advance${type} = operation('POST /${file}/{row}/advance', {
  summary: 'Move one ${name} on',
  tag: '${area}',
  allow: signedIn,
  params: { row: t.ref(() => ${type}) },
  input: {
    status: t.enum('open', 'active', 'closed'),
    reason: t.text({ max: 500 }).optional(),
    steps: t.integer({ min: 1, max: 10 }).default(1),
  },
  output: ${type},
  status: 200,
  errors: { row_not_found: 404, already_closed: 409 },
  grants: [grant(${type}, 'update', 'status', 'position')],
  async run({ params, input, db, fail, log }) {
    return db.transaction(async (tx) => {
      const row = await tx.get(${type}, params.row, { include: ['${includeOf(plan, index, 2)}'] })
      if (!row) throw fail('row_not_found')
      if (row.status === 'closed') throw fail('already_closed', { detail: \`\${row.name} is closed.\` })
      const changes = { status: input.status, position: { increment: input.steps } }
      const changed = await tx.update(${type}, { id: row.id, status: row.status }, changes)
      if (!changed) throw fail('row_not_found')
      log.info('advanced', { id: changed.id, reason: input.reason })
      return changed
    })
  },
})`

/** Finds rows with relations up to three steps away, and gives a shape of its own. */
const summary: Write = (plan, { index, name, type, file, area }) => {
  const path = includePath(plan, plan[index]!, 3, index)
  return `export const summarize${type} = operation('GET /${file}/summary', {
  summary: 'What there is of each ${name}',
  tag: '${area}',
  allow: signedIn,
  query: {
    status: t.enum('open', 'active', 'closed').optional(),
    limit: t.integer({ min: 1, max: 100 }).default(20),
  },
  output: { rows: t.list({ id: t.uuid(), name: t.string(), position: t.integer(), far: t.list(t.string()) }) },
  async run({ query, db }) {
    const rows = await db.find(${type}, {
      ...(query.status === null ? {} : { where: { status: query.status } }),
      include: ['${pathText(path)}', '${includeOf(plan, index, 1)}'],
      orderBy: ['-createdAt', 'name'],
      limit: query.limit,
    })
    return {
      rows: rows.map((row) => ({
        id: row.id,
        name: row.name,
        position: row.position,
        far: ${namesAlong('row', path.steps)},
      })),
    }
  },
})`
}

/** Groups and counts with the typed query builder, over two entities. */
const report: Write = (plan, { index, name, type, file, area, relations }) => {
  const reference = relations.find((each) => each.kind === 'ref' && each.target !== index)!
  const other = plan[reference.target]!
  return `export const report${type} = operation('GET /${file}/report', {
  summary: 'How many of each ${name} there are',
  tag: '${area}',
  allow: role('support'),
  query: { from: t.integer({ min: 0 }).default(0) },
  output: t.list({ status: t.string(), other: t.string(), rows: t.bigint() }),
  async run({ query, db }) {
    const rows = await db
      .query(${type}, ${other.type})
      .selectFrom('${name}')
      .innerJoin('${other.name}', '${other.name}.id', '${name}.${reference.name}')
      .select(['${name}.status', '${other.name}.name as other'])
      .select((each) => each.fn.countAll<string>().as('rows'))
      .where('${name}.position', '>=', query.from)
      .groupBy(['${name}.status', '${other.name}.name'])
      .orderBy('${other.name}.name')
      .limit(100)
      .execute()
    return rows.map(({ status, other, rows: count }) => ({ status, other, rows: String(count) }))
  },
})`
}

/** Stores a row with nested rows, from an input that repeats what the entity needs. */
const open: Write = (plan, { name, type, file, area, columns, relations }) => {
  const parent = relations.find((each) => each.name === 'parent')
  const children = relations.filter(({ kind }) => kind === 'many')
  const needed = columns.filter(({ required }) => required)
  const linesOf = ({ name: relation, target }: Relation) => {
    const fields = plan[target]!.columns.filter(({ required }) => required)
    return `    ${relation}: t.list({ ${fields.map((each) => `${each.name}: ${inputOf(each.declaration)}`).join(', ')} }, { max: 50 }),`
  }
  return `export const open${type} = operation('POST /${file}/open', {
  summary: 'Begin one ${name}, with what belongs to it',
  tag: '${area}',
  allow: signedIn,
  input: {
${[
  ...needed.map((each) => `    ${each.name}: ${inputOf(each.declaration)},`),
  ...(parent ? [`    parent: t.ref(() => ${plan[parent.target]!.type}),`] : []),
  ...children.map(linesOf),
].join('\n')}
  },
  output: ${type},
  errors: { too_many: { status: 422, title: 'There are too many.' } },
  grants: [${[`grant(${type}, 'create')`, ...children.map(({ target }) => `grant(${plan[target]!.type}, 'create')`)].join(', ')}],
  async run({ input, db, fail }) {
    const open = await db.count(${type}, { status: 'open', name: { prefix: input.name.slice(0, 3) } })
    if (open > 1000) throw fail('too_many')
    return db.insert(${type}, { ...input, status: 'open' })
  },
})`
}

/** Changes and deletes many rows, again when transactions collide. */
const sweep: Write = (
  _plan,
  { name, type, file, area },
) => `export const sweep${type} = operation('POST /${file}/sweep', {
  summary: 'Close every ${name} that is old, and delete the oldest',
  tag: '${area}',
  allow: role('admin'),
  input: { before: t.timestamp(), above: t.integer({ min: 0 }), ids: t.list(t.ref(() => ${type}), { max: 100 }) },
  output: { closed: t.integer(), deleted: t.integer() },
  grants: [grant(${type}, 'update'), grant(${type}, 'delete')],
  async run({ input, db }) {
    return db.transaction(
      async (tx) => {
        const old = { createdAt: { lt: input.before }, position: { gte: input.above } }
        const closed = await tx.updateMany(${type}, { ...old, status: { in: ['open', 'active'] } }, { status: 'closed' })
        const deleted = await tx.deleteMany(${type}, { id: { in: input.ids }, status: 'closed' })
        return { closed, deleted }
      },
      { isolation: 'serializable' },
    )
  },
})`

/** Reads two entities at once, and joins them in code. */
const compare: Write = (plan, { index, name, type, file, area, relations }) => {
  const other = plan[relations.find(({ target }) => target !== index)!.target]!
  return `export const compare${type} = operation('GET /${file}/{row}/compare', {
  summary: 'One ${name} beside each ${other.name}',
  tag: '${area}',
  allow: signedIn,
  params: { row: t.ref(() => ${type}) },
  output: { id: t.uuid(), same: t.list(t.uuid()), later: t.integer() },
  errors: { row_not_found: 404 },
  async run({ params, db, fail }) {
    const row = await db.get(${type}, params.row, { include: ['${includeOf(plan, index, 2)}'] })
    if (!row) throw fail('row_not_found')
    const [others, later] = await Promise.all([
      db.find(${other.type}, { where: { status: row.status }, include: ['${includeOf(plan, other.index, 1)}'], limit: 50 }),
      db.count(${type}, { createdAt: { gt: row.createdAt } }),
    ])
    return { id: row.id, same: others.filter((each) => each.name === row.name).map((each) => each.id), later }
  },
})`
}

const kinds: readonly Write[] = [advance, summary, report, open, sweep, compare]

function includeOf(plan: readonly EntityPlan[], index: number, length: number): string {
  return pathText(includePath(plan, plan[index]!, length, index + length))
}

/** An expression for the names at the end of a path, whatever it leads through. */
function namesAlong(start: string, steps: readonly Relation[]): string {
  const [step, ...rest] = steps
  if (!step) return `[${start}.name]`
  if (step.kind === 'ref') {
    const next = `${start}.${step.name}`
    return step.optional ? `${next} === null ? [] : ${namesAlong(next, rest)}` : namesAlong(next, rest)
  }
  const each = `each${capital(step.name)}${steps.length}`
  return `${start}.${step.name}.flatMap((${each}) => (${namesAlong(each, rest)}))`
}

/** What the entity says of the column, without what only a column can be. */
function inputOf(declaration: string): string {
  return declaration.replaceAll(/\.(unique|immutable|personal)\(\)/g, '')
}
