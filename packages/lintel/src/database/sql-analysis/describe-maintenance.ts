/** VACUUM, CLUSTER, REINDEX, REFRESH, LOCK, COMMENT and SET. */
import type { CommentStmt, Node, ReindexStmt, VacuumStmt } from 'libpg-query'
import { kindOf } from './describe-alter.ts'
import { nameParts, relationName, relationNames } from './relation-name.ts'
import { costOf, lockModes } from './statement-cost.ts'
import type { StatementDescription } from './statement-description.ts'

export function describeMaintenance(node: Node): StatementDescription | undefined {
  if ('VacuumStmt' in node) return vacuum(node.VacuumStmt)
  if ('ReindexStmt' in node) return reindex(node.ReindexStmt)
  if ('CommentStmt' in node) return comment(node.CommentStmt)
  if ('ClusterStmt' in node) {
    const name = relationName(node.ClusterStmt.relation)
    const summary = `cluster ${name ?? 'every clustered table'}`
    return { summary, ...costOf('ACCESS EXCLUSIVE', true), ...(name ? { relation: name } : {}) }
  }
  if ('RefreshMatViewStmt' in node) {
    const { relation, concurrent } = node.RefreshMatViewStmt
    const name = relationName(relation) ?? ''
    const cost = concurrent ? costOf('EXCLUSIVE') : costOf('ACCESS EXCLUSIVE', true)
    const how = concurrent ? ', concurrently' : ''
    return { summary: `refresh materialized view ${name}${how}`, ...cost, relation: name }
  }
  if ('LockStmt' in node) {
    const { relations, mode = lockModes.length } = node.LockStmt
    const names = relationNames(relations)
    return { summary: `lock ${names}`, ...costOf(lockModes[mode - 1] ?? 'unknown'), relation: names }
  }
  if ('VariableSetStmt' in node) return { summary: `set ${node.VariableSetStmt.name}`, ...costOf('none') }
  return undefined
}

function vacuum({ options, rels, is_vacuumcmd: isVacuum }: VacuumStmt): StatementDescription {
  const [first] = (rels ?? []).flatMap((node) => ('VacuumRelation' in node ? [node.VacuumRelation] : []))
  const name = relationName(first?.relation)
  const isFull = isOn(options, 'full')
  const words = isVacuum ? `vacuum${isFull ? ' full' : ''}` : 'analyze'
  const cost = isFull ? costOf('ACCESS EXCLUSIVE', true) : costOf('SHARE UPDATE EXCLUSIVE')
  return { summary: `${words} ${name ?? 'every table'}`, ...cost, ...(name ? { relation: name } : {}) }
}

function reindex({ kind, relation, name, params }: ReindexStmt): StatementDescription {
  const isConcurrent = isOn(params, 'concurrently')
  const target = relationName(relation) ?? name ?? ''
  const words = kind?.replace('REINDEX_OBJECT_', '').toLowerCase() ?? 'table'
  const summary = `reindex ${words} ${target}${isConcurrent ? ', concurrently' : ''}`
  // The table is locked SHARE, but each index ACCESS EXCLUSIVE, and planning a read opens all indexes.
  const cost = isConcurrent
    ? costOf('SHARE UPDATE EXCLUSIVE')
    : { ...costOf('SHARE'), blocks: 'reads' as const }
  return { summary, ...cost, relation: target }
}

function comment({ objtype, object }: CommentStmt): StatementDescription {
  const parts = nameParts(object)
  const summary = `comment on ${kindOf(objtype)} ${parts.join('.')}`
  if (objtype === 'OBJECT_TABLE')
    return { summary, ...costOf('SHARE UPDATE EXCLUSIVE'), relation: parts.join('.') }
  const isOfTable = objtype === 'OBJECT_COLUMN' || objtype === 'OBJECT_TABCONSTRAINT'
  const lock = isOfTable ? 'SHARE UPDATE EXCLUSIVE' : 'none'
  return { summary, ...costOf(lock), ...(isOfTable ? { relation: parts.slice(0, -1).join('.') } : {}) }
}

/** `(full)`, `(full true)`, but not `(full false)`. */
function isOn(options: readonly Node[] | undefined, name: string): boolean {
  return (options ?? []).some((node) => {
    if (!('DefElem' in node) || node.DefElem.defname !== name) return false
    return !/"sval":"(false|off)"|"ival":\{\}|"Integer":\{\}|"boolval":\{\}/.test(
      JSON.stringify(node.DefElem.arg ?? ''),
    )
  })
}
