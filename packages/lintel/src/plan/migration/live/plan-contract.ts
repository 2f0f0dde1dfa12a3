/**
 * The migration that ends what is kept for older builds: bridges and columns whose values are elsewhere go; columns and
 * tables that hold values of their own are put aside by the first contract and dropped by the next.
 */
import { quoted } from '../../sql/column.ts'
import type { Bridge, ColumnSchema, DatabaseSchema, TableSchema } from '../../tables/database-schema.ts'
import { createTableStatements } from '../changes/create-table.ts'
import { renameTableStep } from '../changes/rename-table.ts'
import { columnDefinition } from '../definitions.ts'
import { planProblem } from '../plan-problems.ts'
import { contractRowSecurity } from '../row-security/live.ts'
import { createBridge, dropBridge } from './bridge.ts'
import type { ColumnBridge } from './column-trigger.ts'
import { partsOf } from './diff-table.ts'
import { backfill, brief, type LiveStep, reversed, step } from './live-step.ts'
import { fillOldStatement } from './new-columns.ts'
import { addConstraint, addIndex, removeConstraint, removeIndex, requireValues } from './parts.ts'
import type { MigrationPlan, PlanOptions } from './plan-migration.ts'
import { standsOn } from './served-schema.ts'
import { splitBackfillBack } from './split-trigger.ts'
import { alter, renameColumn, statement } from './statements.ts'
import { asideName, keyOf } from './table-plan.ts'

export interface ContractRequest {
  /** The last snapshot. */
  readonly from: DatabaseSchema
  readonly number: number
  readonly options?: PlanOptions
}

/** What waits in the snapshot, ended; without steps where nothing waits. */
export function planContract({ from, number, options = {} }: ContractRequest): MigrationPlan {
  const { bridges = [], rowSecurity, ...served } = from
  const security = contractRowSecurity(from)
  const tables = Object.values(from.tables)
  const contracted = tables.map((table) => contractTable(table, bridges, number))
  const going = tables.filter(({ retired }) => retired?.stage === 'aside')
  const names = new Set(Object.keys(from.tables))
  const leaving = tables
    .filter(({ retired }) => retired?.stage === 'serving')
    .map((table) => ({ table, aside: asideName(table.name, names) }))
  const isDestructive =
    [...contracted.flatMap(({ steps }) => steps)].some((each) => each.destructive) || going.length > 0
  return {
    phase: 'contract',
    number,
    to: {
      ...served,
      tables: Object.fromEntries(
        [
          ...contracted.flatMap(({ table }) => (table.retired ? [] : [table])),
          ...leaving.map(({ table, aside }) => asideTable(table, aside, number)),
        ].map((table) => [table.name, table]),
      ),
      ...(security.after ? { rowSecurity: security.after } : {}),
    },
    steps: [
      ...security.steps,
      ...bridges.filter(({ kind }) => kind === 'view').map(endBridge),
      ...contracted.flatMap(({ steps }) => steps),
      // Both sides may leave, so no reference is left when the first one does.
      ...leaving.flatMap(({ table }) => dropReferences(table)),
      ...leaving.map(({ table, aside }) => putTableAside(table, aside)),
      ...going.map(dropTable),
    ],
    problems:
      isDestructive && !options.allowDataLoss
        ? [
            planProblem(
              'data_loss',
              `${asideWords(from).join(', ')} would be dropped, with the values kept aside.`,
            ),
          ]
        : [],
    compatibleFrom: Math.max(
      0,
      ...bridges.map(({ by }) => by),
      ...tables.flatMap(servingSince),
      rowSecurity?.former?.by ?? 0,
    ),
  }
}

function servingSince(table: TableSchema): number[] {
  return [table, ...table.columns, ...table.indexes].flatMap(({ retired }) =>
    retired?.stage === 'serving' ? [retired.by] : [],
  )
}

function asideWords({ tables }: DatabaseSchema): string[] {
  return Object.values(tables).flatMap((table) => [
    ...(table.retired?.stage === 'aside' ? [table.name] : []),
    ...table.columns.flatMap(({ name, retired }) =>
      retired?.stage === 'aside' ? [`${table.name}.${name}`] : [],
    ),
  ])
}

interface Contracted {
  readonly steps: readonly LiveStep[]
  readonly table: TableSchema
}

function contractTable(table: TableSchema, all: readonly Bridge[], number: number): Contracted {
  if (table.retired) return { steps: [], table }
  const bridges = all.filter((each) => each.kind === 'columns' && each.table === table.name) as ColumnBridge[]
  const splits = all.filter((each) => each.kind === 'split' && each.from === table.name)
  const retired = table.columns.filter((each) => each.retired)
  const follows = retired.filter((each) => each.retired?.follows)
  const alone = retired.filter((each) => each.retired?.stage === 'serving' && !each.retired.follows)
  const going = retired.filter((each) => each.retired?.stage === 'aside')
  const names = new Set(table.columns.map(({ name }) => name))
  const aside = alone.map((column) => ({ column, name: asideName(column.name, names) }))
  const gone = new Set(retired.map(({ name }) => name))
  const indexes = table.indexes.filter((each) => each.retired)
  return {
    steps: [
      ...indexes.flatMap((each) => removeIndex(table.name, each)),
      ...removeParts(table, new Set(alone.map(({ name }) => name))),
      ...reversed(restore({ table, bridges, follows })),
      ...splits.flatMap((each) => reversed(restoreSplit(each, table))),
      ...aside.map(({ column, name }) => putColumnAside(table.name, column, name)),
      ...going.map((column) => dropColumn(table.name, column)),
    ],
    table: {
      ...table,
      columns: [
        ...table.columns.filter((each) => !each.retired),
        ...aside.map(({ column, name }) => asideColumn(column, name, number)),
      ],
      constraints: table.constraints.filter((each) => !standsOn(each, gone)),
      indexes: table.indexes.filter((each) => !each.retired && !standsOn(each, gone)),
    },
  }
}

function asideColumn(column: ColumnSchema, name: string, number: number): ColumnSchema {
  return { ...column, name, retired: { stage: 'aside', by: number, formerly: column.name } }
}

function removeParts(table: TableSchema, columns: ReadonlySet<string>): LiveStep[] {
  const { constraints, indexes } = partsOf(table, (part) => standsOn(part, columns))
  return [
    ...indexes.filter((each) => !each.retired).flatMap((each) => removeIndex(table.name, each)),
    ...constraints.flatMap((each) => removeConstraint(table.name, each)),
  ]
}

interface Restoring {
  readonly table: TableSchema
  readonly bridges: readonly ColumnBridge[]
  readonly follows: readonly ColumnSchema[]
}

/** The way back of a contract: columns made anew and kept in step again, with what stood on them. */
function restore({ table, bridges, follows }: Restoring): LiveStep[] {
  if (bridges.length === 0 && follows.length === 0) return []
  const key = keyOf(table)
  const groups = bridges.flatMap((bridge) => bridge.groups)
  const anew = new Set(follows.map(({ name }) => name))
  const { constraints, indexes } = partsOf(table, (part) => standsOn(part, anew))
  const words = follows.map(({ name }) => `${table.name}.${name}`).join(', ')
  const inStep = bridges.length === 0 ? '' : ` and what keeps ${table.name} in step`
  return [
    step({
      summary: `bring back ${words === '' ? 'no column' : words}${inStep}`,
      undo: `drop ${words === '' ? 'no column' : words}${inStep}`,
      up: brief(
        ...follows.map((column) => alter(table.name, `ADD COLUMN ${columnDefinition(emptyFirst(column))}`)),
        ...follows.flatMap((column) =>
          column.default === undefined
            ? []
            : [alter(table.name, `ALTER COLUMN ${quoted(column.name)} SET DEFAULT ${column.default}`)],
        ),
        ...follows.flatMap((column) => commentOf(table.name, column)),
        ...bridges.flatMap(createBridge),
      ),
      down: brief(
        ...bridges.flatMap(dropBridge),
        ...follows.map(({ name }) => alter(table.name, `DROP COLUMN ${quoted(name)}`)),
      ),
    }),
    ...(groups.length === 0
      ? []
      : [
          step({
            summary: `fill ${groups.flatMap((group) => group.old.map(({ column }) => `${table.name}.${column}`)).join(', ')} of the rows that are there`,
            undo: 'nothing to take back of the rows',
            up: backfill(
              { table: table.name, key },
              fillOldStatement({ table: table.name, key }, groups, anew),
            ),
          }),
        ]),
    ...follows.filter(({ nullable }) => !nullable).flatMap(({ name }) => requireValues(table.name, name)),
    ...constraints.flatMap((each) => addConstraint(table.name, each)),
    ...indexes.flatMap((each) => addIndex(table.name, each)),
  ]
}

function emptyFirst({ name, type }: ColumnSchema): ColumnSchema {
  return { name, type, nullable: true }
}

function commentOf(table: string, { name, comment }: ColumnSchema) {
  if (comment === undefined) return []
  return [
    statement(`COMMENT ON COLUMN ${quoted(table)}.${quoted(name)} IS '${comment.replaceAll("'", "''")}'`, {
      [table]: 'SHARE UPDATE EXCLUSIVE',
    }),
  ]
}

function restoreSplit(bridge: Bridge, table: TableSchema): LiveStep[] {
  if (bridge.kind !== 'split') return []
  const key = keyOf(table)
  return [
    reversed([endBridge(bridge)])[0] as LiveStep,
    step({
      summary: `carry what ${bridge.to} says back to ${bridge.from}`,
      undo: 'nothing to take back of the rows',
      up: backfill({ table: table.name, key }, splitBackfillBack(bridge, key)),
    }),
  ]
}

function endBridge(bridge: Bridge): LiveStep {
  const what =
    bridge.kind === 'view'
      ? `the view ${bridge.name}`
      : `what keeps ${bridge.kind === 'split' ? bridge.to : bridge.table} in step`
  return step({
    summary: `drop ${what}`,
    undo: `bring back ${what}`,
    up: brief(...dropBridge(bridge)),
    down: brief(...createBridge(bridge)),
  })
}

function putColumnAside(table: string, { name }: ColumnSchema, aside: string): LiveStep {
  return step({
    summary: `put column ${table}.${name} aside as ${aside}`,
    undo: `bring column ${table}.${name} back`,
    up: brief(renameColumn(table, name, aside)),
    down: brief(renameColumn(table, aside, name)),
  })
}

function dropColumn(table: string, column: ColumnSchema): LiveStep {
  return step({
    summary: `drop column ${table}.${column.name} with the values kept aside`,
    undo: `add column ${table}.${column.name}, empty`,
    up: brief(alter(table, `DROP COLUMN ${quoted(column.name)}`)),
    down: brief(alter(table, `ADD COLUMN ${columnDefinition(column)}`), ...commentOf(table, column)),
    loses: true,
  })
}

/** Nothing holds the rows of others any more. */
function dropReferences({ name, constraints }: TableSchema): LiveStep[] {
  const keys = constraints.filter(({ kind }) => kind === 'foreignKey')
  return keys.flatMap((each) => removeConstraint(name, each))
}

function putTableAside(table: TableSchema, aside: string): LiveStep {
  const { up, down } = renameTableStep({ kind: 'renameTable', from: table.name, to: aside })
  return step({
    summary: `put table ${table.name} aside as ${aside}`,
    undo: `bring table ${table.name} back`,
    up: brief(...up.map((sql) => statement(sql, { [table.name]: 'ACCESS EXCLUSIVE' }))),
    down: brief(...down.map((sql) => statement(sql, { [aside]: 'ACCESS EXCLUSIVE' }))),
  })
}

function asideTable(table: TableSchema, aside: string, number: number): TableSchema {
  return {
    ...table,
    name: aside,
    constraints: table.constraints.filter(({ kind }) => kind !== 'foreignKey'),
    retired: { stage: 'aside', by: number, formerly: table.name },
  }
}

function dropTable(table: TableSchema): LiveStep {
  return step({
    summary: `drop table ${table.name} with the rows kept aside`,
    undo: `create table ${table.name}, empty`,
    up: brief(statement(`DROP TABLE ${quoted(table.name)}`, { [table.name]: 'ACCESS EXCLUSIVE' })),
    down: brief(...createTableStatements(table).map((sql) => statement(sql))),
    loses: true,
  })
}
