/** A condition that rows have to meet from now on: a key, a reference, a check. */

import { quoted } from '../../sql/column.ts'
import type { ConstraintSchema } from '../../tables/database-schema.ts'
import { alterTable, constraintDefinition } from '../definitions.ts'
import { harmless, type Step } from '../step.ts'
import { oneLine } from '../words.ts'

export interface AddConstraint {
  readonly kind: 'addConstraint'
  readonly table: string
  readonly constraint: ConstraintSchema
}

export function addConstraintStep({ table, constraint }: AddConstraint): Step {
  return {
    ...harmless,
    up: [addConstraintStatement(table, constraint)],
    down: [dropConstraintStatement(table, constraint.name)],
    // A reference locks its target, too.
    lock: constraint.kind === 'foreignKey' ? 'SHARE ROW EXCLUSIVE' : 'ACCESS EXCLUSIVE',
    summary: `add ${constraintWords(table, constraint)}`,
  }
}

export function addConstraintStatement(table: string, constraint: ConstraintSchema): string {
  return alterTable(table, `ADD ${constraintDefinition(constraint)}`)
}

export function dropConstraintStatement(table: string, name: string): string {
  return alterTable(table, `DROP CONSTRAINT ${quoted(name)}`)
}

export function constraintWords(table: string, constraint: ConstraintSchema): string {
  const columns = `${table} (${constraint.columns.join(', ')})`
  switch (constraint.kind) {
    case 'primaryKey':
      return `primary key ${columns}`
    case 'unique':
      return `unique ${columns}`
    case 'check':
      return oneLine(`check ${constraint.name}: ${constraint.expression}`)
    case 'foreignKey':
      return `reference ${columns} to ${constraint.references.table}, on delete ${deletion[constraint.onDelete]}`
  }
}

const deletion = {
  noAction: 'refuse',
  restrict: 'refuse at once',
  cascade: 'delete too',
  setNull: 'set to null',
  setDefault: 'set to the default',
} as const
