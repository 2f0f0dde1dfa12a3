/** `lintel access explain`: reads what the rules need, decides in memory, and asks the database for the same. */
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClientBase } from 'pg'
import { type AdmittedCount, countAdmitted, isAdmitted } from '../../database/explanation/ask-admission.ts'
import { readNeededRows } from '../../database/explanation/read-needed-rows.ts'
import { sessionSetup } from '../../database/session.ts'
import {
  type DerivedOperation,
  derivedOperations,
  type RowOperation,
} from '../../plan/access/derived-operations.ts'
import {
  explainOperation,
  type OperationExplanation,
} from '../../plan/access/explanation/explain-operation.ts'
import type { AskedRow } from '../../plan/access/explanation/leaf-need.ts'
import { neededRows } from '../../plan/access/explanation/needed-rows.ts'
import { isId } from '../../plan/query/value-text.ts'
import { quoted } from '../../plan/sql/column.ts'
import { readContracts } from '../../service/contract-endpoints.ts'
import { stateDirectory } from '../../service/project.ts'
import { databaseUrlOf } from '../../service/settings.ts'
import type { Location } from '../../spec/location.ts'
import type { ApplicationModel, EntityModel, FieldModel } from '../../spec/model.ts'
import type { Principal } from '../../spec/principal.ts'
import { databaseFailure } from '../database-failure.ts'
import { exitCode } from '../exit-code.ts'
import { Failure } from '../failure.ts'
import type { OpenApplication } from '../project/open-application.ts'
import { withProjectDatabase } from '../project/project-database.ts'
import { projectRelative } from '../project/project-relative.ts'
import { type CallerOptions, isKnown, type NamedCaller, principalOf, readCaller } from './caller.ts'
import { findField, findOperation } from './find-operation.ts'

export interface ExplainOptions extends CallerOptions {
  readonly operation: string
  readonly row?: string
  readonly field?: string
}

/** What the command prints with `--json`. */
export interface Explained extends OperationExplanation {
  readonly operation: {
    readonly name: string
    readonly operationId?: string
    readonly method?: string
    /** The route's template. */
    readonly path?: string
    /** Of the rows that it is about. */
    readonly entity?: string
    readonly action?: string
    /** Where the rule is declared. */
    readonly at: Location
  }
  readonly caller: {
    readonly kind: 'anonymous' | 'user' | 'service'
    readonly id: string | null
    readonly roles: readonly string[]
    /** Absent: not limited. */
    readonly scopes?: readonly string[]
  }
  readonly row?: string
  readonly field?: string
  /** Rows of the table, where no row was named and a database was asked. */
  readonly count?: AdmittedCount
  /** Why rows were not counted. */
  readonly uncounted?: string
}

interface Asking {
  readonly model: ApplicationModel
  readonly operation: DerivedOperation
  readonly caller: NamedCaller
  readonly field: FieldModel | undefined
  readonly options: ExplainOptions
}

/**
 * @throws Failure `operation_unknown`, `caller_unknown`, `row_unknown`, `field_unknown`, `tables_missing`,
 *         `decisions_differ` where memory and database do not decide the same; what connecting throws
 */
export async function explainAccess(opened: OpenApplication, options: ExplainOptions): Promise<Explained> {
  return projectRelative(await explainIn(opened, options), opened.project)
}

async function explainIn(
  { project, application }: OpenApplication,
  options: ExplainOptions,
): Promise<Explained> {
  const { model } = application
  const operations = derivedOperations(model, await readContracts(application))
  const operation = findOperation(options.operation, operations, model.prefix)
  const field =
    options.field === undefined ? undefined : findField(rowsOf(operation, '--field').entity, options.field)
  if (options.row !== undefined) checkRow(rowsOf(operation, '--row'), options.row)
  const asking = { model, operation, caller: readCaller(options.as, model), field, options }
  const isNeeded = options.row !== undefined || !isKnown(asking.caller, options)
  if (isNeeded) return withProjectDatabase(project, (client) => explainOn(client, asking))
  if (!operation.rows) return explainWithout(asking)
  const isThere =
    databaseUrlOf(process.env) !== undefined || (await isDirectory(join(stateDirectory(project), 'postgres')))
  if (!isThere) return explainWithout(asking, 'there is no database')
  try {
    return await withProjectDatabase(project, (client) => explainOn(client, asking))
  } catch (error) {
    const failure = databaseFailure(error)
    if (failure) return explainWithout(asking, failure.message.replace(/\.$/, ''))
    throw error
  }
}

const isDirectory = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

function rowsOf({ rows, name }: DerivedOperation, option: string): RowOperation {
  if (rows) return rows
  throw new Failure('row_unknown', `${name} asks no row: ${option} says nothing there.`, {
    exitCode: exitCode.misused,
    hint: `Leave ${option} out.`,
  })
}

function checkRow({ entity, action }: RowOperation, row: string): void {
  const id = entity.fields.id
  if (action === 'create') {
    throw new Failure('row_unknown', `A row that is made is none of ${entity.table} yet.`, {
      exitCode: exitCode.misused,
      hint: 'Leave --row out: what is asked of the new row is told in words.',
    })
  }
  if (id && isId(id, row)) return
  throw new Failure('row_unknown', `${row} is no id of ${entity.name}: ids are of the kind ${id?.kind}.`, {
    exitCode: exitCode.misused,
  })
}

async function explainWithout(asking: Asking, uncounted?: string): Promise<Explained> {
  const principal = await principalOf(asking.caller, asking.options, {
    model: asking.model,
    client: undefined,
  })
  const { explanation } = explain(asking, principal)
  const isCounted = explanation.asks !== undefined && uncounted !== undefined
  return { ...explained(asking, principal), ...explanation, ...(isCounted ? { uncounted } : {}) }
}

function explain({ model, operation, field }: Asking, principal: Principal, asked?: AskedRow) {
  return explainOperation({
    ...{ model, operation, principal },
    ...(field ? { field } : {}),
    ...(asked ? { asked } : {}),
  })
}

function explained({ operation, options: { row, field } }: Asking, principal: Principal) {
  const { name, operationId, route, rows, at } = operation
  return {
    operation: {
      name,
      ...(operationId === undefined ? {} : { operationId }),
      ...route,
      ...(rows ? { entity: rows.entity.name, action: rows.action } : {}),
      at,
    },
    caller: callerOf(principal),
    ...(row === undefined ? {} : { row }),
    ...(field === undefined ? {} : { field }),
  }
}

function callerOf(principal: Principal): Explained['caller'] {
  const { isSignedIn, kind, roles, scopes } = principal
  return {
    kind: isSignedIn ? 'user' : kind === 'service' ? kind : 'anonymous',
    id: isSignedIn ? principal.id : null,
    roles,
    ...(scopes ? { scopes } : {}),
  }
}

/** Of one statement. */
const timeoutSeconds = 10

/** Everything is read as it was at one moment, and nothing can be written. */
async function explainOn(client: ClientBase, asking: Asking): Promise<Explained> {
  await client.query(sessionSetup)
  await client.query(
    `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = '${timeoutSeconds}s'`,
  )
  try {
    const { model, caller, options } = asking
    const principal = await principalOf(caller, options, { model, client })
    return await explainRows(client, asking, principal)
  } catch (error) {
    throw isSchemaMissing(error) ? schemaMissing(error) : error
  } finally {
    await client.query('ROLLBACK')
  }
}

async function explainRows(client: ClientBase, asking: Asking, principal: Principal): Promise<Explained> {
  const { model, operation, options } = asking
  const { rows } = operation
  const callerId = principal.isSignedIn ? principal.id : null
  const base = explained(asking, principal)
  if (!rows) return { ...base, ...explain(asking, principal).explanation }
  if (options.row === undefined) {
    const { explanation, decision } = explain(asking, principal)
    // A row that is made is not among those that are there.
    if (rows.action === 'create') return { ...base, ...explanation }
    const counting = countAdmitted({ client, model, entity: rows.entity, decision, callerId })
    return { ...base, ...explanation, ...(await counted(counting)) }
  }
  const asked = await readRow(client, { model, rows, id: options.row, callerId })
  const { explanation, decision } = explain(asking, principal, asked)
  const found = await isAdmitted({ client, model, entity: rows.entity, decision, callerId }, options.row)
  if (found !== (explanation.verdict === 'admitted')) throw differ(explanation, found)
  return { ...base, ...explanation }
}

/** A table may be too long to be counted for a look at it. */
async function counted(counting: Promise<AdmittedCount>): Promise<Pick<Explained, 'count' | 'uncounted'>> {
  try {
    return { count: await counting }
  } catch (error) {
    // PostgreSQL's query_canceled.
    const isLate = error instanceof Error && 'code' in error && error.code === '57014'
    if (isLate) return { uncounted: `it took longer than ${timeoutSeconds} s` }
    throw error
  }
}

interface Wanted {
  readonly model: ApplicationModel
  readonly rows: RowOperation
  readonly id: string
  readonly callerId: string | null
}

async function readRow(client: ClientBase, { model, rows, id, callerId }: Wanted): Promise<AskedRow> {
  const needed = neededRows(model, rows)
  const read = await readNeededRows({ client, model, needed, id, callerId })
  if (!read) throw await rowMissing(client, rows.entity, id)
  const { rows: clock } = await client.query<{ readonly ms: string }>(
    'SELECT floor(extract(epoch FROM now()) * 1000)::text AS ms',
  )
  const nowMs = Number(clock[0]?.ms)
  return { row: read.row, scope: { snapshot: read.snapshot, principalId: callerId, nowMs } }
}

async function rowMissing(client: ClientBase, { table }: EntityModel, id: string): Promise<Failure> {
  const { rows } = await client.query<{ readonly id: string }>(
    `SELECT "id"::text AS id FROM public.${quoted(table)} ORDER BY "id" DESC LIMIT 3`,
  )
  const ids = rows.map((row) => row.id)
  return new Failure('row_unknown', `There is no row ${id} in ${table}.`, {
    exitCode: exitCode.misused,
    hint: ids.length === 0 ? `${table} is empty.` : `The last rows there are ${ids.join(', ')}.`,
  })
}

function differ({ verdict }: OperationExplanation, found: boolean): Failure {
  const said = found ? 'admits' : 'does not admit'
  return new Failure(
    'decisions_differ',
    `The statement of the database ${said} the row, and the same rules in memory say ${verdict}.`,
    { exitCode: exitCode.fault, hint: 'This is a fault of Lintel: report it with the rules and the row.' },
  )
}

// PostgreSQL's undefined_table and undefined_column.
const missingCodes = ['42P01', '42703']

function isSchemaMissing(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && missingCodes.includes(String(error.code))
}

function schemaMissing({ message }: Error): Failure {
  return new Failure('tables_missing', `The database has not the tables of the model: ${message}.`, {
    hint: 'Apply the migrations with "lintel migrate up", or serve once with "lintel dev".',
  })
}
