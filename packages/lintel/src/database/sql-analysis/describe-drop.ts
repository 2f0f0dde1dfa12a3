/** DROP and TRUNCATE. */
import type { DropStmt, Node, ObjectType } from 'libpg-query'
import { kindOf } from './describe-alter.ts'
import { nameParts, relationNames } from './relation-name.ts'
import { costOf, type StatementCost, unknownCost } from './statement-cost.ts'
import type { StatementDescription } from './statement-description.ts'

export function describeDrop(node: Node): StatementDescription | undefined {
  if ('DropStmt' in node) return drop(node.DropStmt)
  if ('TruncateStmt' in node) {
    const names = relationNames(node.TruncateStmt.relations)
    const cascades = node.TruncateStmt.behavior === 'DROP_CASCADE'
    const summary = `empty ${names}${cascades ? ' and what refers to it' : ''}`
    return { summary, ...costOf('ACCESS EXCLUSIVE'), relation: names }
  }
  return undefined
}

const relations = new Set<ObjectType>(['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_SEQUENCE'])
/** They are named behind their table. */
const hanging = new Set<ObjectType>(['OBJECT_TRIGGER', 'OBJECT_POLICY', 'OBJECT_RULE'])

function drop(statement: DropStmt): StatementDescription {
  const { removeType = 'OBJECT_TABLE', behavior } = statement
  const objects = (statement.objects ?? []).map(nameParts)
  const cascades = behavior === 'DROP_CASCADE' ? ', with what depends on it' : ''
  if (hanging.has(removeType)) {
    const table = objects[0]?.slice(0, -1).join('.') ?? ''
    const summary = `drop ${kindOf(removeType)} ${objects[0]?.at(-1)} on ${table}`
    return { summary, ...costOf('ACCESS EXCLUSIVE'), relation: table }
  }
  const names = objects.map((parts) => parts.join('.')).join(', ')
  const how = statement.concurrent ? ', concurrently' : cascades
  const locksRelation = relations.has(removeType) || removeType === 'OBJECT_INDEX'
  const relation = locksRelation ? { relation: names } : {}
  return { summary: `drop ${kindOf(removeType)} ${names}${how}`, ...dropCost(statement), ...relation }
}

function dropCost({ removeType = 'OBJECT_TABLE', behavior, concurrent }: DropStmt): StatementCost {
  if (removeType === 'OBJECT_INDEX') return costOf(concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE')
  if (relations.has(removeType)) return costOf('ACCESS EXCLUSIVE')
  // Columns of a type, checks that call a function, tables of a schema: which ones only the database knows.
  return behavior === 'DROP_CASCADE' ? unknownCost : costOf('none')
}
