/** Two schemas → a migration that a live database takes while builds of before and of now both serve. */
import { quoted } from '../../sql/column.ts'
import type { Bridge, DatabaseSchema, RowSecuritySchema, TableSchema } from '../../tables/database-schema.ts'
import { createTableStatements } from '../changes/create-table.ts'
import { matchColumns, renameTables } from '../diff-renames.ts'
import { type PlanProblem, planProblem } from '../plan-problems.ts'
import { withColumnRenamed, withTableRenamed } from '../renamed-schema.ts'
import { columnsRenamed } from '../row-security/columns-renamed.ts'
import { changeRowSecurity, securedBridges } from '../row-security/live.ts'
import { bridgedTables } from './bridge.ts'
import { changeTable } from './change-table.ts'
import type { ColumnBridge } from './column-trigger.ts'
import { brief, type LiveStep, step } from './live-step.ts'
import { nameProblems } from './name-problems.ts'
import { addConstraint } from './parts.ts'
import { renameTableLive } from './rename-table.ts'
import { retireTable } from './retire-table.ts'
import { revived, servedSchema } from './served-schema.ts'
import { type Split, splitTable } from './split-table.ts'
import { statement } from './statements.ts'
import type { LiveContext, TablePlan } from './table-plan.ts'
import { type ViewBridge, viewRenamed } from './table-view.ts'

export interface PlanOptions {
  /** Lets columns and tables retire although nothing else has their values (default `false`). */
  readonly allowDataLoss?: boolean
}

export interface MigrationPlan {
  readonly phase: 'expand' | 'contract' | 'by-hand'
  readonly number: number
  /** The schema that it leads to, with what is kept for older builds. */
  readonly to: DatabaseSchema
  readonly steps: readonly LiveStep[]
  /** Reasons not to run it. */
  readonly problems: readonly PlanProblem[]
  /** Builds of this migration and later ones can serve on its schema; 0: all can. */
  readonly compatibleFrom: number
}

export interface PlanRequest {
  /** The last snapshot, with what it keeps for older builds. */
  readonly from: DatabaseSchema
  /** What the model needs. */
  readonly to: DatabaseSchema
  /** Number of the migration. */
  readonly number: number
  readonly options?: PlanOptions
}

/**
 * Plans the way from one schema to another. It never throws: what it refuses stands in `problems`,
 * and a plan with problems is not meant to run.
 */
export function planMigration({ from, to, number, options = {} }: PlanRequest): MigrationPlan {
  const context: LiveContext = { number, allowDataLoss: options.allowDataLoss ?? false }
  const renamed = renameAll(from, to, number)
  const full = revived(renamed.schema, to)
  const bridges = [...(from.bridges ?? []), ...renamed.bridges]
  const served = servedSchema(full)
  const created = Object.values(to.tables).filter(({ name }) => !served.tables[name])
  const splits = created.map((table) => splitTable(table, { from: served, to, number }))
  const kept = Object.values(to.tables).flatMap((table) => {
    const [before, own] = [full.tables[table.name], served.tables[table.name]]
    if (!before || !own) return []
    const pair = { before, from: own, to: table, splitAway: splitAway(table, splits) }
    const bridged = bridgedColumns(full, table.name)
    const older = { views: viewsOf(bridges, table), bridges: columnBridges(full, table.name) }
    return [changeTable({ ...pair, ...older, bridged }, context)]
  })
  const dropped = Object.values(served.tables).filter(({ name }) => !to.tables[name])
  const retired = dropped.map((table) => retireTable(full.tables[table.name] ?? table, context))
  const after = schemaAfter({
    to,
    tables: [...kept, ...retired].map(({ table }) => table),
    earlier: Object.values(full.tables).filter((table) => table.retired),
    bridges: [
      ...bridges.map((bridge) => bridgeAfter(bridge, kept)),
      ...kept.flatMap(({ bridges }) => bridges),
      ...splits.flatMap(({ bridge }) => bridge ?? []),
    ],
  })
  const security = changeRowSecurity({
    before: from.rowSecurity,
    from: renamed.rowSecurity,
    to: to.rowSecurity,
    number,
    created: new Set(created.map(({ name }) => name)),
  })
  const newBridges = (after.bridges ?? []).filter(({ by }) => by === number)
  return {
    phase: 'expand',
    number,
    to: withRowSecurity(after, security.after),
    steps: [
      ...security.begin,
      ...renamed.steps,
      ...created.map(createTable),
      ...kept.flatMap(({ steps }) => steps),
      ...created.flatMap(addReferences),
      ...splits.flatMap(({ steps }) => steps),
      ...security.steps,
      ...(to.rowSecurity ? securedBridges(newBridges, to.rowSecurity.role) : []),
    ],
    problems: [
      ...renamed.problems,
      ...kept.flatMap(({ problems }) => problems),
      ...retired.flatMap(({ problems }) => problems),
      ...splits.flatMap(({ problems }) => problems),
      ...nameProblems({ before: full, to }),
    ],
    compatibleFrom: kept.some(({ breaks }) => breaks) ? number : 0,
  }
}

function viewsOf(bridges: readonly Bridge[], { name }: TableSchema): ViewBridge[] {
  return bridges.flatMap((bridge) => (bridge.kind === 'view' && bridge.table === name ? [bridge] : []))
}

function bridgeAfter(bridge: Bridge, plans: readonly TablePlan[]): Bridge {
  if (bridge.kind !== 'view') return bridge
  const plan = plans.find(({ table }) => table.name === bridge.table)
  return plan ? viewRenamed(bridge, plan.renamed) : bridge
}

function createTable(table: TableSchema): LiveStep {
  return step({
    summary: `create table ${table.name} (${table.columns.length} columns)`,
    undo: `drop table ${table.name}`,
    up: brief(...createTableStatements(table).map((sql) => statement(sql))),
    down: brief(statement(`DROP TABLE ${quoted(table.name)}`, { [table.name]: 'ACCESS EXCLUSIVE' })),
  })
}

/** Both sides may be new, so they come after all tables; the new one has no rows to look at. */
function addReferences(table: TableSchema): LiveStep[] {
  return table.constraints
    .filter(({ kind }) => kind === 'foreignKey')
    .flatMap((constraint) => addConstraint(table.name, constraint))
}

function splitAway({ name }: TableSchema, splits: readonly Split[]): ReadonlySet<string> {
  return new Set(splits.flatMap(({ source }) => (source?.table === name ? source.columns : [])))
}

/** Columns that a trigger names, under the names they have. */
function bridgedColumns(schema: DatabaseSchema, table: string): ReadonlySet<string> {
  return new Set(
    (schema.bridges ?? []).flatMap((bridge) => {
      if (bridge.kind === 'columns' && bridge.table === table) {
        const columns = [...bridge.groups.flatMap((group) => [...group.old, ...group.new]), ...bridge.fills]
        return columns.map(({ column }) => column)
      }
      if (bridge.kind !== 'split') return []
      const { from, to, reference, columns } = bridge
      if (from === table) return columns.map((each) => each.from)
      return to === table ? [reference, ...columns.map((each) => each.to)] : []
    }),
  )
}

function columnBridges({ bridges = [] }: DatabaseSchema, table: string): ColumnBridge[] {
  return bridges.flatMap((bridge) => (bridge.kind === 'columns' && bridge.table === table ? [bridge] : []))
}

function withRowSecurity(
  { rowSecurity: _before, ...schema }: DatabaseSchema,
  rowSecurity: RowSecuritySchema | undefined,
): DatabaseSchema {
  return { ...schema, ...(rowSecurity ? { rowSecurity } : {}) }
}

interface Renamed {
  readonly schema: DatabaseSchema
  readonly steps: readonly LiveStep[]
  readonly bridges: readonly Bridge[]
  readonly problems: readonly PlanProblem[]
  readonly rowSecurity: RowSecuritySchema | undefined
}

/** Tables get their new names first, with the columns that only get new names with them. */
function renameAll(from: DatabaseSchema, to: DatabaseSchema, number: number): Renamed {
  const tables = renameTables(servedSchema(from), to).changes.filter((each) => each.kind === 'renameTable')
  const problems = tables.flatMap((rename) => renameProblems(rename, from, to))
  let schema: DatabaseSchema = from
  for (const rename of tables) {
    schema = { ...from, tables: withTableRenamed(schema, rename.from, rename.to).tables }
  }
  const done = tables.map((rename) => {
    const table = schema.tables[rename.to]
    const target = to.tables[rename.to]
    const columns = table && target ? renamedInPlace(table, target) : []
    for (const each of columns) {
      schema = { ...from, ...withColumnRenamed(schema, rename.to, each.from, each.to) }
    }
    const plan = table
      ? renameTableLive({ rename, table, columns, number })
      : { steps: [], bridge: undefined }
    return { ...plan, rename, columns }
  })
  return {
    schema,
    steps: done.flatMap(({ steps }) => steps),
    bridges: done.flatMap(({ bridge }) => bridge ?? []),
    problems,
    rowSecurity: from.rowSecurity && securityRenamed(from.rowSecurity, done),
  }
}

interface NewName {
  readonly from: string
  readonly to: string
}

/** Policies stay with their table, and read its columns under their new names. */
function securityRenamed(
  security: RowSecuritySchema,
  renames: readonly { readonly rename: NewName; readonly columns: readonly NewName[] }[],
): RowSecuritySchema {
  const tables = Object.entries(security.tables).map(([table, policies]) => {
    const found = renames.find(({ rename }) => rename.from === table)
    return found ? [found.rename.to, columnsRenamed(policies, found.columns)] : [table, policies]
  })
  return { ...security, tables: Object.fromEntries(tables) }
}

function renamedInPlace(table: TableSchema, to: TableSchema) {
  const type = (each: TableSchema, name: string) => each.columns.find((column) => column.name === name)?.type
  return [...matchColumns(table, to)].flatMap(([after, before]) =>
    after !== before && type(table, before) === type(to, after) ? [{ from: before, to: after }] : [],
  )
}

function renameProblems(
  rename: { readonly from: string; readonly to: string },
  from: DatabaseSchema,
  to: DatabaseSchema,
): PlanProblem[] {
  const isBridged = (from.bridges ?? []).some((bridge) => bridgedTables(bridge).includes(rename.from))
  return [
    ...(to.tables[rename.from]
      ? [
          planProblem(
            'name_reused',
            `${rename.from} becomes ${rename.to}, and another table becomes ${rename.from}.`,
          ),
        ]
      : []),
    ...(isBridged
      ? [planProblem('contract_first', `${rename.from} is kept in step for an older release.`)]
      : []),
  ]
}

interface After {
  readonly to: DatabaseSchema
  readonly tables: readonly TableSchema[]
  /** Retired by migrations before. */
  readonly earlier: readonly TableSchema[]
  readonly bridges: readonly Bridge[]
}

function schemaAfter({ to, tables, earlier, bridges }: After): DatabaseSchema {
  const all = { ...to.tables, ...named(earlier), ...named(tables) }
  return { ...to, tables: all, ...(bridges.length === 0 ? {} : { bridges }) }
}

function named(tables: readonly TableSchema[]): Record<string, TableSchema> {
  return Object.fromEntries(tables.map((table) => [table.name, table]))
}
