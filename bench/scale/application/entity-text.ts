/** One generated entity, with its resource or its policy, as an author would write the file. */

import { includePath, ownerPath, pathText } from './paths.ts'
import type { EntityPlan, Relation } from './plan.ts'
import { sourceText } from './source-text.ts'

/** The text of `sales/record.ts`. */
export function entityText(plan: readonly EntityPlan[], entity: EntityPlan): string {
  const others = [...new Set(entity.relations.map(({ target }) => target))].filter(
    (target) => target !== entity.index,
  )
  return sourceText({
    file: entity.file,
    entities: others.map((target) => plan[target]!),
    body: [declaration(plan, entity), entity.index === 0 ? identityText : '', rulesText(plan, entity)],
  })
}

const identityText = "export const accounts = identity(User, { role: 'role' })"

function declaration(plan: readonly EntityPlan[], entity: EntityPlan): string {
  const columns = entity.columns.map(({ name, declaration }) => `  ${name}: ${declaration},`)
  const relations = entity.relations.map((relation) => `  ${relation.name}: ${relationText(plan, relation)},`)
  const options = entity.index % 4 === 0 ? ", { search: ['name'], index: [['status', 'createdAt']] }" : ''
  return [
    `export const ${entity.type} = entity('${entity.name}', {`,
    ...columns,
    ...relations,
    `}${options})`,
  ].join('\n')
}

function relationText(plan: readonly EntityPlan[], { kind, target, optional, inverse }: Relation): string {
  const { type } = plan[target]!
  if (kind === 'many') return `t.many(() => ${type}, '${inverse}')`
  if (kind === 'manyToMany') return `t.manyToMany(() => ${type})`
  return optional
    ? `t.ref(() => ${type}, { onDelete: 'setNull' }).optional()`
    : `t.ref(() => ${type}).immutable()`
}

function rulesText(plan: readonly EntityPlan[], entity: EntityPlan): string {
  const read = `  read: ${readRule(plan, entity)},`
  if (!entity.exposed)
    return [`export const ${entity.name}Policy = policy(${entity.type}, {`, read, '})'].join('\n')
  return [
    `export const ${entity.name}Resource = resource(${entity.type}, {`,
    read,
    ...writeRules(plan, entity),
    `  filter: [${quoted(filters(plan, entity))}],`,
    "  sort: ['createdAt', 'name', 'position'],",
    "  defaultSort: ['-createdAt'],",
    `  include: [${quoted(includes(plan, entity))}],`,
    ...(entity.index % 4 === 0 ? ['  search: true,', '  bulk: true,'] : []),
    '})',
  ].join('\n')
}

/** Five ways of being allowed, in turn. */
function readRule(plan: readonly EntityPlan[], entity: EntityPlan): string {
  const owner = ownerPath(plan, entity)
  const own = owner === undefined ? 'signedIn' : `owner('${owner}')`
  const ways = [
    `[${own}, role('support')]`,
    entity.relations.some(({ name }) => name === 'parent') ? "[through('parent'), role('admin')]" : own,
    `anyOf(${own}, allOf(role('support'), where('status', 'ne', 'closed')))`,
    'anyone',
    "allOf(signedIn, not(where('status', 'eq', 'closed')))",
  ]
  return ways[entity.index % ways.length]!
}

function writeRules(plan: readonly EntityPlan[], entity: EntityPlan): string[] {
  const keeper = entity.relations.some(({ name }) => name === 'keeper')
  const owner = ownerPath(plan, entity)
  const who = owner === undefined ? "role('support')" : `[owner('${owner}'), role('support')]`
  return [
    keeper ? '  create: { who: signedIn, set: { keeper: principalId } },' : "  create: role('support'),",
    `  update: { who: ${who}, fields: ['name', 'status', 'position'] },`,
    "  delete: role('admin'),",
  ]
}

function includes(plan: readonly EntityPlan[], entity: EntityPlan): string[] {
  const paths = [1, 2, 3].map((length) => pathText(includePath(plan, entity, length, entity.index + length)))
  return [...new Set(paths)]
}

function filters(plan: readonly EntityPlan[], entity: EntityPlan): string[] {
  const related = [0, 1].map((turn) => `${pathText(includePath(plan, entity, 1, turn))}.status`)
  return [...new Set(['status', 'position', 'createdAt', 'name', ...related])]
}

function quoted(texts: readonly string[]): string {
  return texts.map((text) => `'${text}'`).join(', ')
}
