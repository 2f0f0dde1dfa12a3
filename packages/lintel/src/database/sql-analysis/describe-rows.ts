/** Statements about rows: INSERT, UPDATE, DELETE, MERGE, COPY and SELECT. */
import type { Node, RangeVar, SelectStmt } from 'libpg-query'
import { relationName, relationNames } from './relation-name.ts'
import { costOf, unknownCost } from './statement-cost.ts'
import type { StatementDescription } from './statement-description.ts'

export function describeRows(node: Node): StatementDescription | undefined {
  if ('InsertStmt' in node) return writes('insert rows into', node.InsertStmt.relation)
  if ('UpdateStmt' in node) {
    const { relation, whereClause } = node.UpdateStmt
    return writes(whereClause ? 'update rows of' : 'update all rows of', relation)
  }
  if ('DeleteStmt' in node) {
    const { relation, whereClause } = node.DeleteStmt
    return writes(whereClause ? 'delete rows of' : 'delete all rows of', relation)
  }
  if ('MergeStmt' in node) return writes('merge rows into', node.MergeStmt.relation)
  if ('CopyStmt' in node) {
    const { is_from: isFrom, relation } = node.CopyStmt
    if (isFrom) return writes('copy rows into', relation)
    const name = relationName(relation)
    return {
      summary: `copy rows of ${name ?? 'a query'}`,
      ...costOf('ACCESS SHARE'),
      ...(name ? { relation: name } : {}),
    }
  }
  return 'SelectStmt' in node ? select(node.SelectStmt) : undefined
}

function writes(action: string, relation: RangeVar | undefined): StatementDescription {
  const name = relationName(relation) ?? ''
  return { summary: `${action} ${name}`, ...costOf('ROW EXCLUSIVE'), relation: name }
}

function select(statement: SelectStmt): StatementDescription {
  const names = relationNames(statement.fromClause)
  const summary = names === '' ? 'select values' : `select rows of ${names}`
  const relation = names === '' ? {} : { relation: names }
  const text = JSON.stringify(statement)
  // A function may do anything, and a part of WITH may write.
  if (/"(FuncCall|InsertStmt|UpdateStmt|DeleteStmt|MergeStmt)":/.test(text)) {
    return { summary, ...unknownCost, ...relation }
  }
  const lock = text.includes('"LockingClause":') ? 'ROW SHARE' : 'ACCESS SHARE'
  return { summary, ...costOf(names === '' ? 'none' : lock), ...relation }
}
