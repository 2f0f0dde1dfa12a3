import { afterAll, expect, test } from 'vitest'
import { databaseTarget, TcpProxy } from '../../test/tcp-proxy.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { withClient } from './client.ts'
import { Connections } from './connections.ts'
import { inTransaction } from './transaction.ts'

const database = await createTestDatabase()
const proxy = new TcpProxy(databaseTarget(database.connectionString))
await proxy.open()
afterAll(async () => {
  await proxy.shut()
  await database.drop()
})
const login = /^postgres(?:ql)?:\/\/([^@/]*)@/.exec(database.connectionString)?.[1] ?? 'postgres'
const name = /\/([^/?]+)(?:\?|$)/.exec(database.connectionString.replace(/^.*@/, ''))?.[1] ?? ''

/** Waits until a statement with this text runs. */
const until = (text: string) =>
  withClient(database.connectionString, async (client) => {
    for (;;) {
      const { rowCount } = await client.query(
        `SELECT FROM pg_stat_activity
         WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid() AND query LIKE $1`,
        [`%${text}%`],
      )
      if (rowCount) return
    }
  })
const outcomeOf = (work: Promise<unknown>) => work.catch((error: unknown) => error)

test('a connection that is ended on its way from one hand to the next ends no process', async () => {
  // One for reads, two for what writes: one is taken, and for the other a transaction waits behind a statement.
  const connections = new Connections({
    connectionString: `postgres://${login}@127.0.0.1:${proxy.port}/${name}`,
    poolSize: 3,
  })
  let release = () => {}
  let isTaken = () => {}
  const begun = new Promise<void>((resolve) => {
    isTaken = resolve
  })
  const taken = inTransaction(connections, {}, () => {
    isTaken()
    return new Promise<void>((resolve) => {
      release = resolve
    })
  })
  try {
    await begun
    const write = connections.write(
      { text: "SELECT pg_sleep(1)::text || 'done'", slots: [] },
      { principal: null, values: {} },
    )
    await until('pg_sleep')
    const waiting = outcomeOf(inTransaction(connections, {}, ({ client }) => client.query('SELECT 1')))
    proxy.endWithNextAnswer()
    expect(await write).toEqual([['done']])
    // It was given a dead connection, and says so.
    expect(await waiting).toBeInstanceOf(Error)
    const next = await inTransaction(connections, {}, ({ client }) => client.query('SELECT 1 AS one'))
    expect(next.rows).toEqual([{ one: 1 }])
  } finally {
    release()
    await taken.catch(() => undefined)
    await connections.close()
  }
})
