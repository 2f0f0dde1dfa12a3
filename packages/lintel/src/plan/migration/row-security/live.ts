/**
 * Row-level security on a live database. Policies of a table are replaced in one transaction, and hold for builds of before
 * and of now; the views that builds of before read stay until the next contract.
 */
import { quoted } from '../../sql/column.ts'
import type {
  Bridge,
  DatabaseSchema,
  FormerRowSecurity,
  RowSecuritySchema,
} from '../../tables/database-schema.ts'
import { functionName } from '../live/column-trigger.ts'
import { brief, type LiveStatement, type LiveStep, step } from '../live/live-step.ts'
import { statement } from '../live/statements.ts'
import { isInForce, sameRowSecurity } from './same-row-security.ts'
import {
  createFoundation,
  createPolicy,
  createView,
  dropFoundation,
  dropPolicy,
  dropView,
  grant,
  grantView,
  openTable,
  policiesText,
  revoke,
  seal,
  secureTable,
} from './statements.ts'

export interface RowSecurityChange {
  readonly before: RowSecuritySchema | undefined
  /** The same under the names that tables have by then. */
  readonly from: RowSecuritySchema | undefined
  readonly to: RowSecuritySchema | undefined
  /** Number of the migration. */
  readonly number: number
  /** Tables that are new: nobody else uses them yet. */
  readonly created: ReadonlySet<string>
}

export interface RowSecurityPlan {
  /** Stands before everything else: on the way back it comes last, when tables have their former names. */
  readonly begin: readonly LiveStep[]
  readonly steps: readonly LiveStep[]
  /** With what it keeps for older builds. */
  readonly after: RowSecuritySchema | undefined
}

export function changeRowSecurity(change: RowSecurityChange): RowSecurityPlan {
  const { before, from, to, number } = change
  if (sameRowSecurity(from, to)) return { begin: [], steps: [], after: from }
  const begin = before && isInForce(before) ? [begun(before)] : []
  if (!to) return { begin, ...(from ? endRowSecurity(from, number) : { steps: [], after: undefined }) }
  const former = formerParts(from, to, number)
  const tables = Object.keys(to.tables).filter(
    (table) => from?.role !== to.role || policiesText(from.tables[table]) !== policiesText(to.tables[table]),
  )
  return {
    begin,
    steps: [foundation(from, to), ...tables.map((table) => securedTable(table, change)), sealed(to)],
    after: { ...to, ...(former ? { former } : {}) },
  }
}

function begun(before: RowSecuritySchema): LiveStep {
  return step({
    summary: 'begin to change the policies',
    undo: 'note the policies, so that a start knows them again',
    down: brief(...free([seal(before)])),
  })
}

function foundation(from: RowSecuritySchema | undefined, to: RowSecuritySchema): LiveStep {
  const there = new Set([...(from?.views ?? []), ...(from?.former?.views ?? [])].map(({ name }) => name))
  const added = to.views.filter(({ name }) => !there.has(name))
  // Another role reads those that are there, too.
  const shared = from?.role === to.role ? [] : to.views.filter(({ name }) => there.has(name))
  const back = from ? added.map(dropView) : dropFoundation
  const statements = [
    ...createFoundation(to),
    ...added.flatMap((view) => createView(view, to.role)),
    ...shared.map((view) => grantView(view, to.role)),
  ]
  return step({
    summary: `add what policies of ${to.role} read (${added.length} views)`,
    undo: `drop what policies of ${to.role} read`,
    up: brief(...free(statements)),
    down: brief(...free(back)),
  })
}

function securedTable(table: string, { from, to, created }: RowSecurityChange): LiveStep {
  const [old, wanted] = [from?.tables[table], to?.tables[table] ?? []]
  const role = to?.role ?? ''
  const isSecured = old !== undefined && from?.role === role
  const names = `policies of ${table}`
  const replaced = [
    ...(old ?? []).map((policy) => dropPolicy(table, policy)),
    ...(isSecured ? [] : secureTable(table, role)),
    ...wanted.map((policy) => createPolicy(table, policy)),
  ]
  const restored = [
    ...wanted.map((policy) => dropPolicy(table, policy)),
    ...(isSecured ? [] : openTable(table, role)),
    ...(old && from && !isSecured ? secureTable(table, from.role) : []),
    ...(old ?? []).map((policy) => createPolicy(table, policy)),
  ]
  const locking = (sql: readonly string[]) => (created.has(table) ? free(sql) : on(table, sql))
  return step({
    summary: `${old ? 'replace' : 'add'} the ${names}`,
    undo: old ? `restore the ${names}` : `drop the ${names}`,
    up: brief(...locking(replaced)),
    down: brief(...on(table, restored)),
  })
}

function sealed(security: RowSecuritySchema): LiveStep {
  return step({
    summary: 'note the policies, so that a start knows them again',
    undo: 'forget the policies',
    up: brief(...free([seal(security)])),
  })
}

/** Policies go; builds of before go on as their role, and what they read goes with the next contract. */
function endRowSecurity(from: RowSecuritySchema, number: number): Omit<RowSecurityPlan, 'begin'> {
  const { version, role, views, tables, former } = from
  const secured = Object.entries(tables).map(([table, policies]) =>
    step({
      summary: `drop the policies of ${table}`,
      undo: `add the policies of ${table}`,
      up: brief(
        ...on(table, [...policies.map((policy) => dropPolicy(table, policy)), unsecured(table, 'DISABLE')]),
      ),
      down: brief(
        ...on(table, [unsecured(table, 'ENABLE'), ...policies.map((policy) => createPolicy(table, policy))]),
      ),
    }),
  )
  const bare = Object.keys(tables).map((table) => [table, []] as const)
  const kept = {
    by: number,
    views: [...views, ...(former?.views ?? [])],
    tables: { ...former?.tables, ...Object.fromEntries(bare) },
  }
  return {
    steps: secured,
    after: { version, role, views: [], tables: {}, former: kept },
  }
}

function unsecured(table: string, change: 'ENABLE' | 'DISABLE'): string {
  return `ALTER TABLE ${quoted(table)} ${change} ROW LEVEL SECURITY`
}

/** What older builds read: views, and policies of tables that are theirs alone. */
function formerParts(
  from: RowSecuritySchema | undefined,
  to: RowSecuritySchema,
  number: number,
): FormerRowSecurity | undefined {
  if (!from) return undefined
  const wanted = new Set(to.views.map(({ name }) => name))
  const views = [...from.views, ...(from.former?.views ?? [])].filter(({ name }) => !wanted.has(name))
  const tables = Object.entries({ ...from.former?.tables, ...from.tables }).filter(
    ([table]) => !to.tables[table],
  )
  if (views.length === 0 && tables.length === 0) return undefined
  return { by: number, views, tables: Object.fromEntries(tables) }
}

/** For a contract: what older builds read goes, before the columns that it reads. */
export function contractRowSecurity({ rowSecurity }: DatabaseSchema): RowSecurityPlan {
  if (!rowSecurity?.former) return { begin: [], steps: [], after: rowSecurity }
  const { former, ...own } = rowSecurity
  const { role } = own
  const isLast = !isInForce(own)
  const created = former.views.flatMap((view) => createView(view, role))
  return {
    begin: [],
    steps: [
      ...Object.entries(former.tables).map(([table, policies]) => {
        const dropped = policies.map((policy) => dropPolicy(table, policy))
        const added = policies.map((policy) => createPolicy(table, policy))
        return step({
          summary: `take from ${role} what builds of before did with ${table}`,
          undo: `give ${role} what builds of before do with ${table}`,
          up: brief(...on(table, [...dropped, ...(isLast ? [revoke(table, role)] : [])])),
          down: brief(...on(table, [...(isLast ? [grant(table, role)] : []), ...added])),
        })
      }),
      step({
        summary: `drop what policies of older builds read (${former.views.length} views)`,
        undo: 'add what policies of older builds read',
        up: brief(...free(isLast ? dropFoundation : [...former.views.map(dropView), seal(own)])),
        down: brief(...free(isLast ? [...createFoundation(own), ...created] : [...created, seal(own)])),
      }),
    ],
    after: isLast ? undefined : own,
  }
}

/** What keeps older builds in step is used by the role, too, and not bound by the policies of what it writes. */
export function securedBridges(bridges: readonly Bridge[], role: string): readonly LiveStep[] {
  return bridges.flatMap((bridge): LiveStep[] => {
    if (bridge.kind === 'columns') return []
    const up =
      bridge.kind === 'view'
        ? [`ALTER VIEW ${quoted(bridge.name)} SET (security_invoker = true)`]
        : ['there', 'back'].map(
            (way) =>
              `ALTER FUNCTION ${functionName(`${bridge.name}_${way}`)}() SECURITY DEFINER SET search_path = public, pg_temp`,
          )
    return [
      step({
        summary: `let ${role} use ${bridge.name}, for older builds`,
        undo: `leave ${bridge.name} to the owner`,
        up: brief(...free(up)),
      }),
    ]
  })
}

function free(sql: readonly string[]): readonly LiveStatement[] {
  return sql.map((each) => statement(each))
}

/** A policy is part of its table: statements that read it are planned anew, so they wait. */
function on(table: string, sql: readonly string[]): readonly LiveStatement[] {
  return sql.map((each) => statement(each, { [table]: 'ACCESS EXCLUSIVE' }))
}
