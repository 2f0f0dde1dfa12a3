/** Names, references and indexes of entities. */
import type { Declarations } from './application.ts'
import { builtInFields } from './build-entity.ts'
import type { Report } from './build-model.ts'
import { checkColumns, checkEnumTypes } from './check-columns.ts'
import type { ApplicationModel, EntityModel, FieldModel } from './model.ts'

const nameRule = /^[a-z][A-Za-z0-9]{0,62}$/

export function checkEntities(model: ApplicationModel, declared: Declarations, report: Report): void {
  const tables = new Map<string, EntityModel>()
  checkEnumTypes(model, report)
  for (const [key, entity] of Object.entries(model.entities)) {
    const other = tables.get(entity.table)
    if (other) {
      report.add({
        at: entity.at,
        message: `The entity ${entity.name} is stored in the table ${entity.table}, and so is ${other.name}.`,
        hint: `Rename one, or give it a table of its own; the other is at ${other.at.file}:${other.at.line}.`,
      })
    }
    tables.set(entity.table, entity)
    checkNames(entity, ownNames(declared, key), report)
    checkColumns(entity, declared, report)
    for (const field of Object.values(entity.fields)) checkField(model, entity, field, report)
    checkMentions(entity, report)
  }
}

/** Names of declared fields; a moment that every entity has may be declared, for the sake of its column. */
function ownNames(declared: Declarations, key: string): string[] {
  const fields = Object.entries(declared.entities.get(key)?.fields ?? {})
  return fields.filter(([name, { definition }]) => definition.moment !== name).map(([name]) => name)
}

function checkNames(entity: EntityModel, own: readonly string[], report: Report): void {
  const names = [entity.name, ...own]
  for (const name of names.filter((each) => !nameRule.test(each))) {
    report.add({
      at: entity.at,
      message: `"${name}" ${name === entity.name ? 'is not a name for an entity' : `is not a name for a field of ${entity.name}`}.`,
      hint: 'Begin with a small letter and go on with letters and digits: orderItem.',
    })
  }
  for (const name of own.filter((each) => each !== 'id' && builtInFields.includes(each as 'id'))) {
    report.add({
      at: entity.at,
      message: `${entity.name} declares "${name}", a reserved name: every entity has it already.`,
      hint: `Take it out, or choose another name. Only its column is declared: ${name}: t.${name}().column('created').`,
    })
  }
  const id = entity.fields.id
  if (id && id.kind !== 'uuid' && id.default === undefined) {
    report.add({
      at: entity.at,
      message: `${entity.name} declares its own "id" without saying where it comes from.`,
      hint: 'Use t.integerId(), or take it out: every entity has a UUIDv7 by itself.',
    })
  }
}

function checkField(model: ApplicationModel, entity: EntityModel, field: FieldModel, report: Report): void {
  if (field.kind === 'many') checkInverse(model, entity, field, report)
  if (['list', 'object'].includes(field.kind)) {
    report.add({
      at: entity.at,
      message: `${entity.name}.${field.name} is a ${field.kind}, which has no column.`,
      hint: 'Store it as t.json(schema), or as rows of an entity of its own.',
    })
  }
  const twin = Object.values(entity.fields).find((other) => other.column === field.column && other !== field)
  if (twin && field.column !== undefined && twin.name < field.name) {
    report.add({
      at: entity.at,
      message: `${entity.name}.${twin.name} and ${entity.name}.${field.name} are both stored in the column ${field.column}.`,
      hint: 'Rename one of them.',
    })
  }
  if (field.target !== undefined && !model.entities[field.target]) {
    report.add({
      at: entity.at,
      message: `${entity.name}.${field.name} refers to ${field.target}, which is not part of the application.`,
      hint: 'Is there another entity of the same name?',
    })
  }
  if (field.pattern !== undefined && !isPattern(field.pattern)) {
    report.add({
      at: entity.at,
      message: `The pattern of ${entity.name}.${field.name} is not a regular expression.`,
      hint: 'Mend it; it is written without slashes: "^[A-Z]{3}$".',
    })
  }
  if (field.onDelete === 'setNull' && !field.optional) {
    report.add({
      at: entity.at,
      message: `${entity.name}.${field.name} is set to null when its target goes, but it is required.`,
      hint: "Make it optional(), or choose onDelete 'restrict' or 'cascade'.",
    })
  }
}

function checkInverse(model: ApplicationModel, entity: EntityModel, field: FieldModel, report: Report): void {
  const target = model.entities[field.target ?? '']
  const inverse = target?.fields[field.inverse ?? '']
  if (!target || (inverse?.kind === 'ref' && inverse.target === entity.name)) return
  report.add({
    at: entity.at,
    message: `${entity.name}.${field.name} expects ${target.name}.${field.inverse} to refer back to ${entity.name}, which it does not.`,
    hint: `Add ${field.inverse}: t.ref(() => …) to ${target.name}, or name the reference that leads here.`,
  })
}

function checkMentions(entity: EntityModel, report: Report): void {
  const missing = (name: string) => !entity.fields[name]?.column
  const complain = (name: string, where: string) =>
    report.add({
      at: entity.at,
      message: `${where} of ${entity.name} names "${name}", which is not a stored field of it.`,
      hint: `Stored fields: ${storedFields(entity).join(', ')}.`,
    })
  for (const index of entity.indexes)
    for (const name of index.fields.filter(missing)) complain(name, 'An index')
  for (const name of entity.search.filter(missing)) complain(name, 'search')
  for (const name of entity.search.filter((each) => entity.fields[each]?.private)) {
    report.add({
      at: entity.at,
      message: `search of ${entity.name} names "${name}", which is private: what is found would tell what it holds.`,
      hint: 'Search fields that callers may see.',
    })
  }
  for (const check of entity.checks) {
    const right = 'field' in check.right ? [check.right.field] : []
    for (const name of [check.left, ...right].filter(missing)) complain(name, `The check ${check.name}`)
  }
}

export function storedFields(entity: EntityModel): string[] {
  return Object.values(entity.fields).flatMap((field) => (field.column ? [field.name] : []))
}

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u')
    return true
  } catch {
    return false
  }
}
