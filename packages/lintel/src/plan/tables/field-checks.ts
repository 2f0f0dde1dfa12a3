/** Conditions of single fields as CHECK constraints: lengths, ranges, the values of an enum; and those of entities. */
import { textLimit } from '../../spec/column-type.ts'
import type { CheckModel, EntityModel, FieldModel } from '../../spec/model.ts'
import { enumType, quoted, textLiteral } from '../sql/column.ts'
import type { ConstraintNames } from './constraint-names.ts'
import type { CheckRule, CheckSchema, ColumnSchema } from './database-schema.ts'
import { literal } from './literal.ts'

const textual = new Set<string>(['text', 'email', 'url', 'slug'])
const numeric = new Set<string>(['integer', 'bigint', 'decimal'])

/** The check that a field's own rules come to, if any. */
export function fieldCheck(
  entity: EntityModel,
  field: FieldModel,
  names: ConstraintNames,
): CheckSchema | undefined {
  const rule = ruleOf(field)
  if (!rule || field.column === undefined) return undefined
  const name = names.claim(entity.table, field.column, rule.kind)
  return { kind: 'check', name, columns: [field.column], expression: expressionOf(field.column, rule), rule }
}

type FieldRule = Exclude<CheckRule, { readonly kind: 'comparison' }>

function ruleOf(field: FieldModel): FieldRule | undefined {
  const { kind, values } = field
  if (kind === 'enum' && values) return enumType(field) ? undefined : { kind: 'values', values }
  const least = guardsLeast(field) ? undefined : field.min
  const max = guardsMost(field) ? undefined : field.max
  if ((!textual.has(kind) && !numeric.has(kind)) || (least === undefined && max === undefined))
    return undefined
  const bounds = { ...(least === undefined ? {} : { min: least }), ...(max === undefined ? {} : { max }) }
  return { kind: textual.has(kind) ? 'length' : 'range', ...bounds }
}

// What the column's type refuses by itself needs no check.
const smallest = -32_768
const largest = 32_767

function guardsLeast({ kind, min, columnType }: FieldModel): boolean {
  return textual.has(kind) ? (min ?? 0) <= 0 : columnType === 'smallint' && min === smallest
}

function guardsMost({ kind, max, columnType }: FieldModel): boolean {
  return textual.has(kind) ? max === textLimit(columnType) : columnType === 'smallint' && max === largest
}

function expressionOf(column: string, rule: FieldRule): string {
  const name = quoted(column)
  if (rule.kind === 'values') return isOneOf(name, rule.values.map(textLiteral))
  const subject = rule.kind === 'length' ? `char_length(${name})` : name
  const { min, max } = rule
  return [min === undefined ? [] : `${subject} >= ${min}`, max === undefined ? [] : `${subject} <= ${max}`]
    .flat()
    .join(' AND ')
}

function isOneOf(name: string, values: readonly string[]): string {
  return values.length === 1 ? `${name} = ${values[0]}` : `${name} IN (${values.join(', ')})`
}

/** A declared condition of an entity: `"ends_at" > "starts_at"`. */
export function entityCheck(
  check: CheckModel,
  entity: EntityModel,
  columns: readonly ColumnSchema[],
): CheckSchema {
  const columnNamed = (field: string) => columns.find((column) => column.field === field)
  const left = columnNamed(check.left)
  const other = 'field' in check.right ? columnNamed(check.right.field) : undefined
  if (!left) throw new Error(`The check ${check.name} of ${entity.name} was not checked.`)
  const right = 'value' in check.right ? literal(check.right.value, left.type) : quoted(other?.name ?? '')
  return {
    kind: 'check',
    name: check.name,
    columns: [left.name, ...(other ? [other.name] : [])],
    expression: `${quoted(left.name)} ${check.operator} ${right}`,
    rule: { kind: 'comparison' },
  }
}
