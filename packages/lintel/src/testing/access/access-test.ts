/** Tests of access that follow from the model: every person, every row, by every door, against the running server. */
import { Client } from 'pg'
import { clientConfig } from '../../database/session.ts'
import { readSnapshot } from '../../database/verification/rows/read-snapshot.ts'
import type { DataRow } from '../../plan/access/row-snapshot.ts'
import type { ContractModel } from '../../plan/contract/contract-model.ts'
import { needsCredentials } from '../../plan/contract/needs-credentials.ts'
import { quoted, sqlType } from '../../plan/sql/column.ts'
import { tablesOf } from '../../plan/tables/tables-of.ts'
import { Random } from '../../plan/verification/random.ts'
import { readContracts } from '../../service/contract-endpoints.ts'
import type { Application } from '../../spec/application.ts'
import type { ApplicationModel, EntityModel } from '../../spec/model.ts'
import { createTestDatabase, type TestDatabase } from '../test-database.ts'
import { AccessServer } from './access-server.ts'
import { arrangeRows } from './arrange-rows.ts'
import { arrangeSituations, type Telling } from './arrange-situations.ts'
import { Oracle } from './oracle.ts'
import { type Person, peopleCount, peopleOf } from './people.ts'
import { RowBackup } from './row-backup.ts'
import { type FirstDoors, tryDoors } from './try-doors.ts'
import { type Cell, FirstWrong, Verdicts } from './verdicts.ts'

export interface AccessTestOptions {
  /** Rows of each table (default 24). */
  readonly rows?: number
  /** Rows of each entity that each person tries to write (default 8). */
  readonly rowsToWrite?: number
  /** Also rows on which a single part of a rule decides: many more questions (default `true`). */
  readonly situations?: boolean
  /** The same seed gives the same rows (default 1). */
  readonly seed?: number
  /** Settings by the names of their environment variables. */
  readonly environment?: Readonly<Record<string, string>>
}

export interface AccessTestReport {
  /** Questions that were asked. */
  readonly cells: number
  readonly wrong: readonly Cell[]
  /** Questions by door. */
  readonly doors: Readonly<Record<string, number>>
  /** What could not be tried, and how often. */
  readonly untried: Readonly<Record<string, number>>
}

/** A filled database, and what is expected of a server on it. */
export class AccessTest {
  readonly #application: Application
  readonly #options: AccessTestOptions
  readonly #contracts: ReadonlyMap<string, ContractModel>
  readonly #database: TestDatabase
  readonly #client: Client
  readonly #people: readonly Person[]
  readonly #candidates: ReadonlyMap<string, readonly DataRow[]>
  readonly #telling: readonly Telling[]
  readonly #oracle: Oracle
  readonly #backup: RowBackup

  private constructor(parts: {
    readonly application: Application
    readonly options: AccessTestOptions
    readonly contracts: ReadonlyMap<string, ContractModel>
    readonly database: TestDatabase
    readonly client: Client
    readonly people: readonly Person[]
    readonly candidates: ReadonlyMap<string, readonly DataRow[]>
    readonly telling: readonly Telling[]
    readonly oracle: Oracle
    readonly backup: RowBackup
  }) {
    this.#application = parts.application
    this.#options = parts.options
    this.#contracts = parts.contracts
    this.#database = parts.database
    this.#client = parts.client
    this.#people = parts.people
    this.#candidates = parts.candidates
    this.#telling = parts.telling
    this.#oracle = parts.oracle
    this.#backup = parts.backup
  }

  static async prepare(application: Application, options: AccessTestOptions = {}): Promise<AccessTest> {
    const { model } = application
    const { rows = 24, seed = 1, environment = {} } = options
    const database = await createTestDatabase()
    const { connectionString } = database
    const client = new Client(clientConfig({ connectionString, idleInTransactionTimeoutMs: 0 }))
    client.on('error', () => undefined)
    try {
      const server = await AccessServer.start({
        application,
        model,
        connectionString,
        environment,
        isNew: true,
      })
      await server.stop()
      const contracts = await readContracts(application)
      await client.connect()
      await arrangeRows({ client, model, rowsPerTable: rows, seed })
      const people = peopleOf(model, await idsOfPeople(client, model))
      const candidates = await setAside(client, model)
      const { situations = true } = options
      const telling = situations ? await arrangeSituations({ client, model, people }) : []
      const backup = new RowBackup(client, tablesOf(model))
      await backup.take()
      const oracle = new Oracle(model, await readSnapshot(client, model))
      return new AccessTest({
        application,
        options,
        contracts,
        database,
        client,
        people,
        candidates,
        telling,
        oracle,
        backup,
      })
    } catch (error) {
      await client.end().catch(() => undefined)
      await database.drop()
      throw error
    }
  }

  /**
   * Asks a server that runs by the model, or by another one on the same tables.
   *
   * @param first  the doors that are tried before the others
   */
  async run(
    model: ApplicationModel = this.#application.model,
    { stopsAtFirst = false, first }: { readonly stopsAtFirst?: boolean; readonly first?: FirstDoors } = {},
  ): Promise<AccessTestReport> {
    const { environment = {}, seed = 1, rowsToWrite = 8 } = this.#options
    const { connectionString } = this.#database
    const server = await AccessServer.start({
      application: this.#application,
      model,
      connectionString,
      environment,
    })
    const verdicts = new Verdicts(stopsAtFirst)
    const bench = {
      application: this.#application,
      contracts: this.#contracts,
      server,
      oracle: this.#oracle,
      people: this.#people,
      verdicts,
      backup: this.#backup,
      candidates: this.#candidates,
      telling: this.#telling,
      random: new Random(`doors ${seed}`),
      rowsToWrite,
    }
    try {
      await tryDoors(bench, first)
    } catch (error) {
      if (!(error instanceof FirstWrong)) throw error
    } finally {
      await server.stop()
      await this.#backup.restore()
    }
    const { cells, wrong, doors, untried } = verdicts
    return { cells, wrong, doors: Object.fromEntries(doors), untried: Object.fromEntries(untried) }
  }

  /** Operations that the document of their contract lets nobody in to without credentials. */
  get guarded(): ReadonlySet<string> {
    const operations = [...this.#contracts.values()].flatMap((contract) => contract.operations)
    return new Set(operations.filter(needsCredentials).map(({ operationId }) => operationId))
  }

  async end(): Promise<void> {
    await this.#client.end()
    await this.#database.drop()
  }
}

/** The first rows of the identity's entity. */
async function idsOfPeople(client: Client, model: ApplicationModel): Promise<readonly string[]> {
  const entity = model.entities[model.identity?.entity ?? '']
  if (!entity) return []
  const snapshot = await readSnapshot(client, model)
  return snapshot
    .rows(entity)
    .slice(0, peopleCount(model))
    .map(({ id }) => id ?? '')
}

/** So many rows of each entity that somebody may create are taken out, to be created again. */
const candidatesPerEntity = 8

async function setAside(
  client: Client,
  model: ApplicationModel,
): Promise<ReadonlyMap<string, readonly DataRow[]>> {
  const taken = new Map<string, readonly DataRow[]>()
  const creatable = Object.values(model.entities).filter((entity) =>
    Object.values(model.resources).some((resource) => resource.entity === entity.name && resource.create),
  )
  const before = await readSnapshot(client, model)
  // What one of them refers to has to stay.
  const needed = new Set<string | null>()
  for (const entity of creatable) {
    const people = entity.name === model.identity?.entity ? peopleCount(model) : 0
    const rows: DataRow[] = []
    for (const row of before.rows(entity).slice(people).toReversed()) {
      if (rows.length === candidatesPerEntity) break
      if (needed.has(row.id ?? null) || !(await isTaken(client, model, entity, row.id ?? ''))) continue
      rows.push(row)
      for (const { kind, name } of Object.values(entity.fields))
        if (kind === 'ref') needed.add(row[name] ?? null)
    }
    taken.set(entity.name, rows)
  }
  return taken
}

/** Takes a row that nothing refers to. */
async function isTaken(
  client: Client,
  model: ApplicationModel,
  entity: EntityModel,
  id: string,
): Promise<boolean> {
  const references = Object.values(model.entities).flatMap(({ table, fields }) =>
    Object.values(fields).flatMap((field) =>
      field.kind === 'ref' && field.target === entity.name && field.column !== undefined
        ? [`AND NOT EXISTS (SELECT 1 FROM ${quoted(table)} r WHERE r.${quoted(field.column)} = t.id)`]
        : [],
    ),
  )
  const key = entity.fields.id
  const type = key ? sqlType(key, model) : 'uuid'
  const { rowCount } = await client.query(
    `DELETE FROM ${quoted(entity.table)} t WHERE t.id = $1::${type} ${references.join(' ')}`,
    [id],
  )
  return rowCount === 1
}
