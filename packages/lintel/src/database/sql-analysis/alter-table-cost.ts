/**
 * What each part of ALTER TABLE costs.
 *
 * @source https://www.postgresql.org/docs/current/sql-altertable.html and AlterTableGetLockLevel of PostgreSQL 15 to 18
 */
import type { AlterTableCmd, AlterTableType, Constraint, Node } from 'libpg-query'
import { addColumnCost } from './add-column-cost.ts'
import { costOf, type StatementCost, unknownCost } from './statement-cost.ts'

const exclusive = costOf('ACCESS EXCLUSIVE')
const rewriting = costOf('ACCESS EXCLUSIVE', true)
const shared = costOf('SHARE UPDATE EXCLUSIVE')
const triggers = costOf('SHARE ROW EXCLUSIVE')

const costs: Readonly<Partial<Record<AlterTableType, StatementCost>>> = {
  AT_DropColumn: exclusive,
  AT_ColumnDefault: exclusive,
  AT_SetNotNull: exclusive,
  AT_DropNotNull: exclusive,
  AT_SetExpression: rewriting,
  AT_DropExpression: exclusive,
  // The old type is not in the statement, and it decides.
  AT_AlterColumnType: costOf('ACCESS EXCLUSIVE', 'unknown'),
  AT_AddIdentity: exclusive,
  AT_SetIdentity: exclusive,
  AT_DropIdentity: exclusive,
  AT_SetStorage: exclusive,
  AT_SetCompression: exclusive,
  AT_SetStatistics: shared,
  AT_SetOptions: shared,
  AT_ResetOptions: shared,
  AT_AlterConstraint: exclusive,
  AT_DropConstraint: exclusive,
  AT_ValidateConstraint: shared,
  AT_EnableTrig: triggers,
  AT_EnableAlwaysTrig: triggers,
  AT_EnableReplicaTrig: triggers,
  AT_EnableTrigAll: triggers,
  AT_EnableTrigUser: triggers,
  AT_DisableTrig: triggers,
  AT_DisableTrigAll: triggers,
  AT_DisableTrigUser: triggers,
  AT_EnableRule: exclusive,
  AT_DisableRule: exclusive,
  AT_EnableRowSecurity: exclusive,
  AT_DisableRowSecurity: exclusive,
  AT_ForceRowSecurity: exclusive,
  AT_NoForceRowSecurity: exclusive,
  AT_ClusterOn: shared,
  AT_DropCluster: shared,
  AT_SetLogged: rewriting,
  AT_SetUnLogged: rewriting,
  AT_SetTableSpace: rewriting,
  AT_SetAccessMethod: rewriting,
  AT_ChangeOwner: exclusive,
  AT_ReplicaIdentity: exclusive,
  AT_AddInherit: exclusive,
  AT_DropInherit: exclusive,
  // The partition itself is locked ACCESS EXCLUSIVE; it was not read through this table before.
  AT_AttachPartition: shared,
  AT_DetachPartitionFinalize: shared,
}

export function alterTableCost(command: AlterTableCmd): StatementCost {
  const { subtype, def } = command
  switch (subtype) {
    case 'AT_AddColumn':
      return def && 'ColumnDef' in def ? addColumnCost(def.ColumnDef) : unknownCost
    case 'AT_AddConstraint':
      return def && 'Constraint' in def ? constraintCost(def.Constraint) : unknownCost
    case 'AT_DetachPartition':
      return def && 'PartitionCmd' in def && def.PartitionCmd.concurrent ? shared : exclusive
    case 'AT_SetRelOptions':
    case 'AT_ResetRelOptions':
      return optionsOf(def).every((option) => maintenance.test(option)) ? shared : unknownCost
    default:
      return (subtype && costs[subtype]) ?? unknownCost
  }
}

function constraintCost({ contype }: Constraint): StatementCost {
  return contype === 'CONSTR_FOREIGN' ? triggers : exclusive
}

/** Options about how a table is looked after; others decide how it is read. */
const maintenance = /^(fillfactor|parallel_workers|toast_tuple_target|(log_)?autovacuum_\w+|vacuum_\w+)$/

function optionsOf(def: Node | undefined): readonly string[] {
  if (!def || !('List' in def)) return ['']
  return (def.List.items ?? []).map((item) => ('DefElem' in item ? (item.DefElem.defname ?? '') : ''))
}
