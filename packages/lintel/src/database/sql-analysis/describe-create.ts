/** CREATE: new things, and what they lock of those that were there. */
import type { CreateStmt, IndexStmt, Node } from 'libpg-query'
import { nameParts, relationName } from './relation-name.ts'
import { costOf } from './statement-cost.ts'
import type { StatementDescription } from './statement-description.ts'

export function describeCreate(node: Node): StatementDescription | undefined {
  if ('CreateStmt' in node) {
    return { ...createTable(node.CreateStmt), creates: relationName(node.CreateStmt.relation) ?? '' }
  }
  if ('IndexStmt' in node) return createIndex(node.IndexStmt)
  return onTable(node) ?? standalone(node)
}

function createTable({ relation, tableElts, partbound, inhRelations }: CreateStmt): StatementDescription {
  const summary = `create table ${relationName(relation) ?? ''}`
  const [parent] = (inhRelations ?? []).flatMap((node) => ('RangeVar' in node ? [node.RangeVar] : []))
  if (parent) {
    const name = relationName(parent) ?? ''
    const lock = partbound ? 'ACCESS EXCLUSIVE' : 'SHARE UPDATE EXCLUSIVE'
    const words = partbound ? `${summary}, partition of ${name}` : `${summary}, inheriting from ${name}`
    return { summary: words, ...costOf(lock), relation: name }
  }
  const [referred, ...more] = [...new Set((tableElts ?? []).flatMap(referencesOf))].filter(
    (name) => name !== relationName(relation),
  )
  if (referred === undefined) return { summary, ...costOf('none') }
  const names = [referred, ...more].join(', ')
  return { summary: `${summary}, referring to ${names}`, ...costOf('SHARE ROW EXCLUSIVE'), relation: names }
}

/** Tables that the foreign keys of a column or a table refer to. */
function referencesOf(element: Node): readonly string[] {
  if ('ColumnDef' in element) return (element.ColumnDef.constraints ?? []).flatMap(referencesOf)
  if (!('Constraint' in element)) return []
  const name = relationName(element.Constraint.pktable)
  return name === undefined ? [] : [name]
}

function createIndex({ idxname, relation, concurrent, unique }: IndexStmt): StatementDescription {
  const name = relationName(relation) ?? ''
  const words = ['create', ...(unique ? ['unique'] : []), 'index', ...(idxname ? [idxname] : []), 'on', name]
  const summary = `${words.join(' ')}${concurrent ? ', concurrently' : ''}`
  return { summary, ...costOf(concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE'), relation: name }
}

/** What hangs on a table that is there. */
function onTable(node: Node): StatementDescription | undefined {
  if ('CreateTrigStmt' in node) {
    const { trigname, relation } = node.CreateTrigStmt
    const name = relationName(relation) ?? ''
    return {
      summary: `create trigger ${trigname} on ${name}`,
      ...costOf('SHARE ROW EXCLUSIVE'),
      relation: name,
    }
  }
  if ('CreatePolicyStmt' in node) {
    const { policy_name: policy, table } = node.CreatePolicyStmt
    const name = relationName(table) ?? ''
    return { summary: `create policy ${policy} on ${name}`, ...costOf('ACCESS EXCLUSIVE'), relation: name }
  }
  if ('RuleStmt' in node) {
    const { rulename, relation } = node.RuleStmt
    const name = relationName(relation) ?? ''
    return { summary: `create rule ${rulename} on ${name}`, ...costOf('ACCESS EXCLUSIVE'), relation: name }
  }
  if ('CreateStatsStmt' in node) {
    const { defnames, relations } = node.CreateStatsStmt
    const [first] = (relations ?? []).flatMap((each) => ('RangeVar' in each ? [each.RangeVar] : []))
    const name = relationName(first) ?? ''
    const summary = `create statistics ${(defnames ?? []).flatMap(nameParts).join('.')} on ${name}`
    return { summary, ...costOf('SHARE UPDATE EXCLUSIVE'), relation: name }
  }
  return undefined
}

/** What locks no table, or reads from some. */
function standalone(node: Node): StatementDescription | undefined {
  if ('ViewStmt' in node) {
    const { view, replace } = node.ViewStmt
    const name = relationName(view) ?? ''
    if (!replace) return { summary: `create view ${name}`, ...costOf('none') }
    return { summary: `create or replace view ${name}`, ...costOf('ACCESS EXCLUSIVE'), relation: name }
  }
  if ('CreateTableAsStmt' in node) {
    const { into, objtype } = node.CreateTableAsStmt
    const kind = objtype === 'OBJECT_MATVIEW' ? 'materialized view' : 'table'
    const creates = relationName(into?.rel) ?? ''
    return { summary: `create ${kind} ${creates} from a query`, ...costOf('ACCESS SHARE'), creates }
  }
  const name = newObject(node)
  return name === undefined ? undefined : { summary: `create ${name}`, ...costOf('none') }
}

function newObject(node: Node): string | undefined {
  const named = (parts: readonly Node[] | undefined) => (parts ?? []).flatMap(nameParts).join('.')
  if ('CreateSeqStmt' in node) return `sequence ${relationName(node.CreateSeqStmt.sequence)}`
  if ('CreateFunctionStmt' in node) {
    const { is_procedure: isProcedure, funcname } = node.CreateFunctionStmt
    return `${isProcedure ? 'procedure' : 'function'} ${named(funcname)}`
  }
  if ('CreateEnumStmt' in node) return `enum ${named(node.CreateEnumStmt.typeName)}`
  if ('CreateDomainStmt' in node) return `domain ${named(node.CreateDomainStmt.domainname)}`
  if ('CompositeTypeStmt' in node) return `type ${relationName(node.CompositeTypeStmt.typevar)}`
  if ('CreateExtensionStmt' in node) return `extension ${node.CreateExtensionStmt.extname}`
  if ('CreateSchemaStmt' in node) return `schema ${node.CreateSchemaStmt.schemaname}`
  if ('CreateRoleStmt' in node) return `role ${node.CreateRoleStmt.role}`
  return undefined
}
