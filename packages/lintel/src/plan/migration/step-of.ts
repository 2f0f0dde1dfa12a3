/** A change → the statements that make it, there and back, and what they cost. */
import type { Change } from './change.ts'
import { addColumnStep } from './changes/add-column.ts'
import { addConstraintStep } from './changes/add-constraint.ts'
import { addIndexStep } from './changes/add-index.ts'
import { changeCommentStep } from './changes/change-comment.ts'
import { changeDefaultStep } from './changes/change-default.ts'
import { changeIdentityStep } from './changes/change-identity.ts'
import { changeNullabilityStep } from './changes/change-nullability.ts'
import { changeTypeStep } from './changes/change-type.ts'
import { createTableStep } from './changes/create-table.ts'
import { dropColumnStep } from './changes/drop-column.ts'
import { dropConstraintStep } from './changes/drop-constraint.ts'
import { dropIndexStep } from './changes/drop-index.ts'
import { dropTableStep } from './changes/drop-table.ts'
import { renameColumnStep } from './changes/rename-column.ts'
import { renameConstraintStep } from './changes/rename-constraint.ts'
import { renameIndexStep } from './changes/rename-index.ts'
import { renameTableStep } from './changes/rename-table.ts'
import { replaceColumnStep } from './changes/replace-column.ts'
import { addRowSecurityStep, dropRowSecurityStep } from './row-security/at-once.ts'
import type { Step } from './step.ts'

type StepMaker<Kind extends Change['kind']> = (change: Extract<Change, { readonly kind: Kind }>) => Step

const makers: { readonly [Kind in Change['kind']]: StepMaker<Kind> } = {
  createTable: createTableStep,
  dropTable: dropTableStep,
  renameTable: renameTableStep,
  addColumn: addColumnStep,
  dropColumn: dropColumnStep,
  renameColumn: renameColumnStep,
  replaceColumn: replaceColumnStep,
  changeType: changeTypeStep,
  changeNullability: changeNullabilityStep,
  changeDefault: changeDefaultStep,
  changeIdentity: changeIdentityStep,
  changeComment: changeCommentStep,
  addConstraint: addConstraintStep,
  dropConstraint: dropConstraintStep,
  renameConstraint: renameConstraintStep,
  addIndex: addIndexStep,
  dropIndex: dropIndexStep,
  renameIndex: renameIndexStep,
  addRowSecurity: addRowSecurityStep,
  dropRowSecurity: dropRowSecurityStep,
}

export function stepOf(change: Change): Step {
  return (makers[change.kind] as (change: Change) => Step)(change)
}
