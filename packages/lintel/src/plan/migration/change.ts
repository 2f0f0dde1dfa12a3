/** Every kind of difference between two schemas, as plain data. */
import type { AddColumn } from './changes/add-column.ts'
import type { AddConstraint } from './changes/add-constraint.ts'
import type { AddIndex } from './changes/add-index.ts'
import type { ChangeComment } from './changes/change-comment.ts'
import type { ChangeDefault } from './changes/change-default.ts'
import type { ChangeIdentity } from './changes/change-identity.ts'
import type { ChangeNullability } from './changes/change-nullability.ts'
import type { ChangeType } from './changes/change-type.ts'
import type { CreateTable } from './changes/create-table.ts'
import type { DropColumn } from './changes/drop-column.ts'
import type { DropConstraint } from './changes/drop-constraint.ts'
import type { DropIndex } from './changes/drop-index.ts'
import type { DropTable } from './changes/drop-table.ts'
import type { RenameColumn } from './changes/rename-column.ts'
import type { RenameConstraint } from './changes/rename-constraint.ts'
import type { RenameIndex } from './changes/rename-index.ts'
import type { RenameTable } from './changes/rename-table.ts'
import type { ReplaceColumn } from './changes/replace-column.ts'
import type { AddRowSecurity, DropRowSecurity } from './row-security/at-once.ts'

export type Change =
  | CreateTable
  | DropTable
  | RenameTable
  | AddColumn
  | DropColumn
  | RenameColumn
  | ReplaceColumn
  | ChangeType
  | ChangeNullability
  | ChangeDefault
  | ChangeIdentity
  | ChangeComment
  | AddConstraint
  | DropConstraint
  | RenameConstraint
  | AddIndex
  | DropIndex
  | RenameIndex
  | AddRowSecurity
  | DropRowSecurity
