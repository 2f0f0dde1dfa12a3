/** Whether two parts of a schema do the same, whatever they are called. */
import type { ConstraintSchema, IndexPart, IndexSchema } from './database-schema.ts'
import { sameExpression } from './same-expression.ts'

export function sameConstraint(one: ConstraintSchema, other: ConstraintSchema): boolean {
  if (one.kind === 'check' && other.kind === 'check') {
    return sameExpression(one.expression, other.expression) && one.notValid === other.notValid
  }
  if (one.kind !== other.kind || !sameNames(one.columns, other.columns)) return false
  if (one.kind !== 'foreignKey' || other.kind !== 'foreignKey') return true
  return (
    one.references.table === other.references.table &&
    sameNames(one.references.columns, other.references.columns) &&
    one.onDelete === other.onDelete &&
    one.notValid === other.notValid
  )
}

export function sameIndex(one: IndexSchema, other: IndexSchema): boolean {
  return (
    one.method === other.method &&
    one.unique === other.unique &&
    one.invalid === other.invalid &&
    sameExpression(one.where, other.where) &&
    one.parts.length === other.parts.length &&
    one.parts.every((part, at) => samePart(part, other.parts[at]))
  )
}

function samePart(one: IndexPart, other: IndexPart | undefined): boolean {
  if (!other) return false
  if ('column' in one)
    return 'column' in other && one.column === other.column && one.descending === other.descending
  return 'expression' in other && sameExpression(one.expression, other.expression)
}

function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, at) => name === other[at])
}
