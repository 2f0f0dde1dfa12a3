/** Constraints and indexes on a live table: they come without holding anybody up, and so they go. */
import { identifier } from '../../../spec/build-entity.ts'
import { quoted } from '../../sql/column.ts'
import type { ConstraintSchema, IndexSchema } from '../../tables/database-schema.ts'
import { constraintWords } from '../changes/add-constraint.ts'
import { indexWords } from '../words.ts'
import { brief, concurrently, type LiveStep, long, reversed, step } from './live-step.ts'
import {
  addNotValid,
  alterOne,
  constraintUsing,
  createConcurrently,
  dropConcurrently,
  dropConstraint,
  dropIfThere,
  validate,
} from './statements.ts'

export function addConstraint(table: string, constraint: ConstraintSchema): LiveStep[] {
  const words = constraintWords(table, constraint)
  if (constraint.kind === 'unique' || constraint.kind === 'primaryKey') return addKey(table, constraint)
  return [
    step({
      summary: `add ${words}; rows that are there are not looked at yet`,
      undo: `drop ${words}`,
      up: brief(addNotValid(table, constraint)),
      down: brief(dropConstraint(table, constraint)),
    }),
    step({
      summary: `look at the rows for ${words}`,
      undo: `keep what was found for ${words}`,
      up: long(validate(table, constraint)),
    }),
  ]
}

function addKey(
  table: string,
  constraint: Extract<ConstraintSchema, { readonly kind: 'unique' | 'primaryKey' }>,
): LiveStep[] {
  const { name, columns } = constraint
  const words = constraintWords(table, constraint)
  const parts = columns.map((column) => ({ column }))
  const index: IndexSchema = { name, method: 'btree', unique: true, parts, columns }
  return [
    ...addIndex(table, index),
    step({
      summary: `add ${words}, from its index`,
      undo: `drop ${words}`,
      up: brief(constraintUsing(table, constraint)),
      down: brief(dropConstraint(table, constraint)),
    }),
  ]
}

export function removeConstraint(table: string, constraint: ConstraintSchema): LiveStep[] {
  return reversed(addConstraint(table, constraint))
}

export function addIndex(table: string, index: IndexSchema): LiveStep[] {
  const words = `${index.unique ? 'unique ' : ''}index ${index.name} on ${indexWords(table, index)}`
  return [
    step({
      summary: `build ${words}`,
      undo: `drop ${words}`,
      up: concurrently(createConcurrently(table, index)),
      down: concurrently(dropConcurrently(table, index.name)),
    }),
  ]
}

export function removeIndex(table: string, index: IndexSchema): LiveStep[] {
  return reversed(addIndex(table, index))
}

/** The check by which a column is known to have no empty row, so that NOT NULL need not look. */
function presence(table: string, column: string): Extract<ConstraintSchema, { kind: 'check' }> {
  const name = identifier(`${table}_${column}_present`)
  return { kind: 'check', name, columns: [column], expression: `${quoted(column)} IS NOT NULL` }
}

/** A column has to have a value from now on; a row without one stops it, with nothing lost. */
export function requireValues(table: string, column: string): LiveStep[] {
  const check = presence(table, column)
  const name = `${table}.${column}`
  return [
    step({
      summary: `ask for a value in ${name}; rows that are there are not looked at yet`,
      undo: `stop asking for a value in ${name}`,
      up: brief(addNotValid(table, check)),
      down: brief(dropIfThere(table, check.name)),
    }),
    step({
      summary: `look for rows without a value in ${name}`,
      undo: `keep what was found of ${name}`,
      up: long(validate(table, check)),
    }),
    step({
      summary: `make ${name} required`,
      undo: `make ${name} optional`,
      up: brief(alterOne(table, column, 'SET NOT NULL'), dropIfThere(table, check.name)),
      // A way back that turns round in between finds the check that it looks at.
      down: brief(alterOne(table, column, 'DROP NOT NULL'), addNotValid(table, check)),
    }),
  ]
}

/** A column may be empty from now on; on the way back a row without a value stops it. */
export function allowEmpty(table: string, column: string): LiveStep[] {
  const check = presence(table, column)
  const name = `${table}.${column}`
  return [
    step({
      summary: `make ${name} optional`,
      undo: `make ${name} required`,
      up: brief(alterOne(table, column, 'DROP NOT NULL')),
      down: brief(alterOne(table, column, 'SET NOT NULL'), dropIfThere(table, check.name)),
    }),
    step({
      summary: `nothing to look for in ${name}`,
      undo: `look for rows without a value in ${name}`,
      down: long(validate(table, check)),
    }),
    step({
      summary: `nothing to ask of ${name}`,
      undo: `ask for a value in ${name}; rows that are there are not looked at yet`,
      down: brief(addNotValid(table, check)),
    }),
  ]
}
