/** ALTER and RENAME. */
import type { AlterTableCmd, AlterTableStmt, Node, ObjectType, RenameStmt } from 'libpg-query'
import { alterTableCost } from './alter-table-cost.ts'
import { nameParts, relationName } from './relation-name.ts'
import { costOf, strongest, unknownCost } from './statement-cost.ts'
import type { StatementDescription } from './statement-description.ts'

export function describeAlter(node: Node): StatementDescription | undefined {
  if ('AlterTableStmt' in node) return alterTable(node.AlterTableStmt)
  if ('RenameStmt' in node) return rename(node.RenameStmt)
  if ('AlterObjectSchemaStmt' in node) {
    const { relation, newschema, objectType } = node.AlterObjectSchemaStmt
    if (relation === undefined) return undefined
    const name = relationName(relation) ?? ''
    const summary = `move ${kindOf(objectType)} ${name} to schema ${newschema}`
    return { summary, ...costOf('ACCESS EXCLUSIVE'), relation: name }
  }
  if ('AlterSeqStmt' in node) {
    const name = relationName(node.AlterSeqStmt.sequence) ?? ''
    return { summary: `alter sequence ${name}`, ...costOf('SHARE ROW EXCLUSIVE'), relation: name }
  }
  if ('AlterEnumStmt' in node) {
    const { typeName, newVal, oldVal } = node.AlterEnumStmt
    const change = oldVal === undefined ? `add ${newVal} to` : `rename ${oldVal} to ${newVal} in`
    return { summary: `${change} enum ${(typeName ?? []).flatMap(nameParts).join('.')}`, ...costOf('none') }
  }
  if ('AlterPolicyStmt' in node) {
    const { table, policy_name: policy } = node.AlterPolicyStmt
    const name = relationName(table) ?? ''
    return { summary: `alter policy ${policy} on ${name}`, ...costOf('ACCESS EXCLUSIVE'), relation: name }
  }
  return undefined
}

function alterTable({ relation, cmds, objtype }: AlterTableStmt): StatementDescription {
  const name = relationName(relation) ?? ''
  const commands = (cmds ?? []).flatMap((node) => ('AlterTableCmd' in node ? [node.AlterTableCmd] : []))
  const isTable = objtype === 'OBJECT_TABLE' || objtype === 'OBJECT_MATVIEW'
  const cost = isTable ? strongest(commands.map(alterTableCost)) : unknownCost
  const changes = commands.map(wordsOf).join(', ')
  return { summary: `alter ${kindOf(objtype)} ${name}: ${changes}`, ...cost, relation: name }
}

/** `AT_DropNotNull` of `note` → `drop not null note` */
function wordsOf({ subtype = 'AT_AddColumn', name, def }: AlterTableCmd): string {
  const action = subtype
    .replace(/^AT_/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
  const subject = name ?? subjectOf(def)
  return subject === undefined ? action : `${action} ${subject}`
}

function subjectOf(def: Node | undefined): string | undefined {
  if (def === undefined) return undefined
  if ('ColumnDef' in def) return def.ColumnDef.colname
  if ('Constraint' in def) return def.Constraint.conname
  if ('PartitionCmd' in def) return relationName(def.PartitionCmd.name)
  return undefined
}

function rename({ renameType, relation, subname, newname }: RenameStmt): StatementDescription | undefined {
  const name = relationName(relation)
  if (name === undefined) return undefined
  const what = subname === undefined ? name : `${name}.${subname}`
  const summary = `rename ${kindOf(renameType)} ${what} to ${newname}`
  // Since PostgreSQL 12 an index may be renamed while its table is in use.
  const lock = renameType === 'OBJECT_INDEX' ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE'
  return { summary, ...costOf(lock), relation: name }
}

/** `OBJECT_TABCONSTRAINT` → `constraint` */
export function kindOf(type: ObjectType = 'OBJECT_TABLE'): string {
  const known: Partial<Record<ObjectType, string>> = {
    OBJECT_TABCONSTRAINT: 'constraint',
    OBJECT_MATVIEW: 'materialized view',
  }
  return known[type] ?? type.replace('OBJECT_', '').replaceAll('_', ' ').toLowerCase()
}
