/** The typed query builder: Kysely, bound to the caller's rules and to our connections. */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { AnyEntity } from '../spec/entity.ts'
import { type AccessContext, entityModel } from './access-context.ts'
import { callerOf } from './caller.ts'
import { problemOf } from './database-problems.ts'
import { PolicyPlugin } from './policy-plugin.ts'

export function queryBuilder(context: AccessContext, entities: readonly AnyEntity[]): Kysely<never> {
  const models = entities.map((entity) => entityModel(context, entity))
  return new Kysely<never>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new ContextDriver(context),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    plugins: [new PolicyPlugin(context, models)],
  })
}

class ContextDriver extends DummyDriver implements Driver {
  readonly #connection: DatabaseConnection

  constructor(context: AccessContext) {
    super()
    this.#connection = {
      executeQuery: (query) => execute(context, query),
      streamQuery: () => {
        throw new TypeError('Queries are not streamed: ask for pages.')
      },
    }
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }
}

async function execute<R>(context: AccessContext, query: CompiledQuery): Promise<QueryResult<R>> {
  const statement = context.statements.get(`query|${query.sql}`, () => ({ text: query.sql, slots: [] }))
  const parameters = { values: query.parameters, caller: callerOf(context) }
  context.reads?.statement(statement)
  try {
    return { rows: (await context.executor.rows(statement, parameters)) as R[] }
  } catch (error) {
    throw problemOf(error, context.meaning) ?? error
  }
}
