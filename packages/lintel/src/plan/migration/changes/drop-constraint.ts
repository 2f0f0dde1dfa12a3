/** A condition that rows need not meet any more. */
import type { ConstraintSchema } from '../../tables/database-schema.ts'
import { harmless, type Step } from '../step.ts'
import { addConstraintStatement, constraintWords, dropConstraintStatement } from './add-constraint.ts'

export interface DropConstraint {
  readonly kind: 'dropConstraint'
  readonly table: string
  readonly constraint: ConstraintSchema
}

export function dropConstraintStep({ table, constraint }: DropConstraint): Step {
  return {
    ...harmless,
    up: [dropConstraintStatement(table, constraint.name)],
    down: [addConstraintStatement(table, constraint)],
    summary: `drop ${constraintWords(table, constraint)}`,
  }
}
