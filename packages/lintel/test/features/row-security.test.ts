/** The rules in the database, too: what it shows and lets change by itself, asked without the predicates of statements. */
import fc from 'fast-check'
import {
  anyone,
  application,
  entity,
  identity,
  not,
  owner,
  policy,
  type Rule,
  t,
  tenancy,
  where,
} from 'lintel'
import { createTestDatabase, testAccess, testApplication } from 'lintel/testing'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import shop from '../../../../examples/shop/src/shop.ts'
import workspaces from '../../../../examples/workspaces/src/workspaces.ts'
import { withClient } from '../../src/database/client.ts'
import { Connections } from '../../src/database/connections.ts'
import { DataAccess } from '../../src/database/data-access.ts'
import { createSchema } from '../../src/database/migration/create-schema.ts'
import { rowSecurityGaps } from '../../src/database/row-security.ts'
import { clientConfig, sessionSetup } from '../../src/database/session.ts'
import { StatementCache } from '../../src/database/statement-cache.ts'
import { fillTables } from '../../src/database/verification/rows/fill-tables.ts'
import { readSnapshot } from '../../src/database/verification/rows/read-snapshot.ts'
import { actorOf } from '../../src/plan/access/actor.ts'
import { type Decision, decide, type RowAction } from '../../src/plan/access/condition.ts'
import { admits } from '../../src/plan/access/row-check.ts'
import { rowSecurityOf } from '../../src/plan/access/row-security/row-security-of.ts'
import type { DataRow, RowSnapshot } from '../../src/plan/access/row-snapshot.ts'
import { stepOf } from '../../src/plan/migration/step-of.ts'
import { createTypes } from '../../src/plan/tables/column-types.ts'
import { tablesOf } from '../../src/plan/tables/tables-of.ts'
import { prepareSchema } from '../../src/service/prepare-schema.ts'
import { Application } from '../../src/spec/application.ts'
import type { ApplicationModel, ResourceModel, RuleModel } from '../../src/spec/model.ts'
import { Principal } from '../../src/spec/principal.ts'
import {
  anyRule,
  callers,
  concentrate,
  Member,
  Note,
  others,
  relations,
  rowRules,
  Tag,
  Team,
  User,
} from './random-rules.ts'

/** Roles belong to the whole server, and some tests here spoil theirs. */
const rowSecurity = { role: 'lintel_row_security_test' }

function secured({ declarations }: Application): Application {
  return new Application({ ...declarations, options: { ...declarations.options, rowSecurity } })
}

describe('an application with both walls answers as with one', () => {
  test.each([
    ['workspaces', workspaces],
    ['shop', shop],
  ])('%s', { timeout: 120_000 }, async (_name, app) => {
    // That every part of every rule decides somewhere, the examples' own tests see to.
    const options = { rows: 18, rowsToWrite: 2, situations: false }
    const { cells, wrong } = await testAccess(secured(app), options)
    expect(wrong).toEqual([])
    expect(cells).toBeGreaterThan(2_000)
  })
})

describe('the database by itself', () => {
  const { model } = application('walled', {
    rowSecurity,
    parts: [
      {
        User,
        Team,
        Member,
        Tag,
        Note,
        accounts: identity(User),
        tenants: tenancy(Team, { members: 'members.user' }),
        ...others,
        notes: policy(Note, { read: owner('owner') }),
      },
    ],
  })
  let database: Awaited<ReturnType<typeof createTestDatabase>>
  let owning: Client
  let serving: Client
  let snapshot: RowSnapshot
  let people: readonly string[]
  let current: ApplicationModel = model

  beforeAll(async () => {
    database = await createTestDatabase()
    const { connectionString } = database
    owning = new Client(clientConfig({ connectionString }))
    serving = new Client(clientConfig({ connectionString }))
    await Promise.all([owning.connect(), serving.connect()])
    const schema = tablesOf(model)
    for (const statement of createTypes(schema)) await owning.query(statement)
    await createSchema({ client: owning, schema })
    await owning.query(sessionSetup)
    await fillTables({ client: owning, schema, rowsPerTable: 60, seed: 7 })
    await concentrate(owning)
    snapshot = await readSnapshot(owning, model)
    people = rowsOf('user').map(({ id }) => id ?? '')
    await serving.query(`${sessionSetup}; SET ROLE ${rowSecurity.role}`)
  })
  afterAll(async () => {
    await Promise.all([owning.end(), serving.end()])
    await database.drop()
  })

  function rowsOf(name: string): readonly DataRow[] {
    const found = model.entities[name]
    return found ? snapshot.rows(found) : []
  }

  /** One rule for every action on notes, in the database. */
  async function secure(rule: RuleModel): Promise<void> {
    const next = { ...model, resources: { ...model.resources, notes: ruled(rule) } }
    const [old, wanted] = [rowSecurityOf(current), rowSecurityOf(next)]
    if (!old || !wanted) throw new Error('There is no row-level security.')
    const steps = [
      stepOf({ kind: 'dropRowSecurity', security: old }),
      stepOf({ kind: 'addRowSecurity', security: wanted }),
    ]
    await owning.query(steps.flatMap(({ up }) => up).join(';\n'))
    current = next
  }

  function ruled(who: RuleModel): ResourceModel {
    const { notes } = model.resources
    if (!notes) throw new Error('There are no notes.')
    const write = { who, fields: [], set: {} }
    return { ...notes, read: { who }, create: write, update: write, delete: { who } }
  }

  interface Caller {
    readonly person: number
    readonly roles: readonly string[]
    readonly scopes?: readonly string[] | undefined
  }

  const idOf = ({ person }: Caller) => people[person] ?? null

  /** Ids of the rows that a statement gives for a caller; nothing of what it does stays. */
  async function given(sql: string, caller: Caller, action: RowAction): Promise<readonly string[]> {
    const { roles, scopes } = caller
    const id = idOf(caller)
    const says = { id, signedIn: id !== null, roles, scopes, grants: [], doing: `${action} note` }
    await serving.query('BEGIN')
    try {
      await serving.query(`SELECT set_config('lintel.caller', $1, true)`, [JSON.stringify(says)])
      const { rows } = await serving.query<{ id: string }>(sql)
      return rows.map((row) => row.id).toSorted()
    } finally {
      await serving.query('ROLLBACK')
    }
  }

  function decided(rule: RuleModel, { roles, scopes, ...caller }: Caller, action: RowAction): Decision {
    const { note } = model.entities
    if (!note) throw new Error('There is no note.')
    const id = idOf({ roles, ...caller })
    const actor = actorOf(new Principal({ id, roles, ...(scopes ? { scopes } : {}) }))
    // Without views: as the application decides that knows nothing of them.
    const { rowSecurity: _, ...plain } = model
    return decide(structuredClone(rule), { model: plain, entity: note, actor, action })
  }

  const statements = {
    read: 'SELECT id FROM notes',
    update: 'UPDATE notes SET text = text RETURNING id',
    delete: 'UPDATE notes SET deleted_at = now() WHERE id IS NOT NULL RETURNING id',
  } as const

  async function agree(rule: RuleModel, caller: Caller): Promise<number> {
    await secure(rule)
    const scope = { snapshot, principalId: idOf(caller), nowMs: Date.now() }
    const sizes: number[] = []
    for (const action of ['read', 'update', 'delete'] as const) {
      const decision = decided(rule, caller, action)
      const expected = rowsOf('note').flatMap((row) => (admits(decision, row, scope) ? [row.id ?? ''] : []))
      expect(await given(statements[action], caller, action), action).toEqual(expected.toSorted())
      sizes.push(expected.length)
    }
    await agreeOnNew(rule, caller)
    return Math.max(...sizes)
  }

  /** Copies of rows, each with an id of its own. */
  async function agreeOnNew(rule: RuleModel, caller: Caller): Promise<void> {
    const decision = decided(rule, caller, 'create')
    const scope = { snapshot, principalId: idOf(caller), nowMs: Date.now() }
    for (const row of rowsOf('note').slice(0, 5)) {
      const id = crypto.randomUUID()
      const columns = Object.values(model.entities.note?.fields ?? {}).flatMap(({ name, column }) =>
        column === undefined || name === 'id' ? [] : [{ column, value: row[name] ?? null }],
      )
      const values = columns.map(({ value }) =>
        value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`,
      )
      const insert = `INSERT INTO notes (id, ${columns.map(({ column }) => column).join(', ')}) VALUES ('${id}', ${values.join(', ')}) RETURNING id`
      const stored = given(insert, caller, 'create').catch((error: { code?: string }) => error.code)
      expect(await stored, insert).toEqual(admits(decision, { ...row, id }, scope) ? [id] : '42501')
    }
  }

  test('shows and lets change what every kind of condition admits', { timeout: 120_000 }, async () => {
    let some = 0
    for (const arbitrary of [...rowRules, relations]) {
      await fc.assert(
        fc.asyncProperty(arbitrary, callers, async ({ model: rule }, caller) => {
          const size = await agree(rule, caller)
          if (size > 0 && size < 60) some++
        }),
        { numRuns: 5 },
      )
    }
    // A property of rules that admit nothing, or everything, would say little.
    expect(some).toBeGreaterThan(rowRules.length)
  })

  test('and what rules in rules admit', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyRule, callers, async ({ model: rule }: Rule<string>, caller) => {
        await agree(rule, caller)
      }),
      { numRuns: 50 },
    )
  })

  test('shows nothing and takes nothing where nobody said who calls', async () => {
    await secure({ rule: 'signedIn' })
    for (const table of Object.keys(rowSecurityOf(model)?.tables ?? {})) {
      const { rows } = await serving.query(`SELECT 1 FROM ${table}`)
      // Teams are open to everybody where they say so.
      if (table !== 'teams' && table !== 'users' && table !== 'members') expect(rows, table).toEqual([])
    }
    expect((await owning.query('SELECT 1 FROM notes')).rows.length).toBeGreaterThan(0)
    await expect(serving.query('INSERT INTO notes (id) VALUES (gen_random_uuid())')).rejects.toMatchObject({
      code: '42501',
    })
    expect((await serving.query('DELETE FROM notes RETURNING 1')).rows).toEqual([])
  })
})

describe('a start', () => {
  const Thing = entity('thing', { name: t.string(), of: t.ref(() => Person) })
  const Person = entity('person', { name: t.string() })
  const app = application('refused', {
    rowSecurity: { role: 'lintel_row_security_start' },
    parts: [{ Person, Thing, accounts: identity(Person), things: policy(Thing, { read: owner('of') }) }],
  })
  const { role: serves } = app.model.rowSecurity ?? { role: '' }
  const schema = tablesOf(app.model)
  const security = schema.rowSecurity
  let database: Awaited<ReturnType<typeof createTestDatabase>>

  beforeAll(async () => {
    database = await createTestDatabase()
    await withClient(database.connectionString, (client) => createSchema({ client, schema }))
  })
  afterAll(() => database.drop())

  const started = (client: Client) => prepareSchema({ client, schema, migrations: [], policy: 'trust' })

  test.each([
    [
      'DISABLE',
      `ALTER TABLE things DISABLE ROW LEVEL SECURITY`,
      `ALTER TABLE things ENABLE ROW LEVEL SECURITY`,
      'Row-level security of the table things is not on.',
    ],
    [
      'another policy',
      `CREATE POLICY mine ON things USING (true)`,
      `DROP POLICY mine ON things`,
      'changed the policies',
    ],
    [
      'another condition',
      `ALTER POLICY lintel_system ON things USING (true)`,
      `ALTER POLICY lintel_system ON things USING ((SELECT lintel_access.is_system()))`,
      'changed the policies',
    ],
    [
      'a function',
      `CREATE OR REPLACE FUNCTION lintel_access.is_covered_by(scopes text[]) RETURNS boolean LANGUAGE sql RETURN true`,
      undefined,
      'changed the policies',
    ],
    [
      'another model',
      `COMMENT ON SCHEMA lintel_access IS 'other other'`,
      undefined,
      'not those of this application',
    ],
    [
      'an owner',
      `ALTER TABLE things OWNER TO ${serves}`,
      `ALTER TABLE things OWNER TO CURRENT_USER`,
      'owns the table things',
    ],
    [
      'BYPASSRLS',
      `ALTER ROLE ${serves} BYPASSRLS`,
      `ALTER ROLE ${serves} NOBYPASSRLS`,
      'bypasses row-level security',
    ],
    ['a superuser', `ALTER ROLE ${serves} SUPERUSER`, `ALTER ROLE ${serves} NOSUPERUSER`, 'is a superuser'],
  ])('is refused: %s', async (_what, spoil, mend, message) => {
    await withClient(database.connectionString, async (client) => {
      if (!security) throw new Error('There is no row-level security.')
      await client.query(stepOf({ kind: 'dropRowSecurity', security }).up.join(';\n'))
      await client.query(stepOf({ kind: 'addRowSecurity', security }).up.join(';\n'))
      await started(client)
      expect(await rowSecurityGaps({ client, security })).toEqual([])
      try {
        await client.query(spoil)
        await expect(started(client)).rejects.toThrow(message)
      } finally {
        if (mend) await client.query(mend)
      }
    })
  })
})

describe('statements that forget the rules', () => {
  const Person = entity('person', { name: t.string() })
  const Secret = entity('secret', { text: t.string(), of: t.ref(() => Person) })
  const declared = (rule: Rule<'of'>) =>
    application('forgetful', {
      rowSecurity,
      parts: [
        {
          Person,
          Secret,
          accounts: identity(Person),
          people: policy(Person, { read: anyone }),
          secrets: policy(Secret, { read: rule, create: rule, update: rule, delete: rule }),
        },
      ],
    })

  test('find nothing and change nothing of others', async () => {
    const app = await testApplication(declared(owner('of')))
    const forgetful = declared(anyone as Rule<'of'>).model
    const connections = new Connections({ connectionString: app.connectionString, ...rowSecurity })
    const careless = new Connections({ connectionString: app.connectionString })
    try {
      const [ann, bob] = await app.db.insertMany(Person, [{ name: 'Ann' }, { name: 'Bob' }])
      if (!ann || !bob) throw new Error('Nobody is there.')
      const { id } = await app.db.insert(Secret, { text: 'of Ann', of: ann.id })
      const asBob = (pool: Connections) =>
        new DataAccess(
          {
            model: forgetful,
            executor: pool,
            statements: new StatementCache(),
            actor: actorOf(new Principal({ id: bob.id, roles: [] })),
            principalId: bob.id,
            grants: [],
            meaning: () => undefined,
            hashPassword: async (text) => text,
          },
          pool,
        )
      // One wall alone lets everything through, where it was forgotten.
      expect(await asBob(careless).count(Secret)).toBe(1)
      const db = asBob(connections)
      expect(await db.find(Secret)).toEqual([])
      expect(await db.count(Secret)).toBe(0)
      expect(await db.query(Secret).selectFrom('secret').select('id').execute()).toEqual([])
      expect(await db.update(Secret, id, { text: 'of Bob' })).toBeUndefined()
      expect(await db.delete(Secret, id)).toBe(false)
      await expect(db.insert(Secret, { text: 'for Ann', of: ann.id })).rejects.toThrow('row-level security')
      await expect(db.transaction((tx) => tx.insert(Secret, { text: 'x', of: ann.id }))).rejects.toThrow(
        'row-level security',
      )
      const own = await db.insert(Secret, { text: 'of Bob', of: bob.id })
      await expect(db.update(Secret, own.id, { of: ann.id })).rejects.toThrow('row-level security')
      expect(await db.find(Secret)).toHaveLength(1)
      expect(await app.db.count(Secret)).toBe(2)
    } finally {
      await Promise.all([connections.close(), careless.close()])
      await app.stop()
    }
  })
})

describe('roles as production has them', () => {
  const Person = entity('person', { name: t.string(), cards: t.many(() => Card, 'of') })
  const Card = entity('card', { of: t.ref(() => Person), text: t.string() })
  const Sheet = entity('sheet', { card: t.ref(() => Card), text: t.string() })
  const role = 'lintel_row_security_roles'
  const app = application('roles', {
    rowSecurity: { role },
    parts: [
      {
        Person,
        Card,
        Sheet,
        accounts: identity(Person),
        // Nobody reads cards, and rules of sheets read them.
        sheets: policy(Sheet, { read: owner('card.of') }),
      },
    ],
  })
  const [migrator, server] = ['lintel_row_security_owner', 'lintel_row_security_login']
  let database: Awaited<ReturnType<typeof createTestDatabase>>

  beforeAll(async () => {
    database = await createTestDatabase()
    await withClient(database.connectionString, async (client) => {
      for (const name of [role, migrator, server]) {
        const found = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name])
        if (found.rowCount === 0) await client.query(`CREATE ROLE ${name} NOLOGIN`)
      }
      await client.query(`GRANT ${role} TO ${server}`)
      await client.query(`GRANT CREATE ON DATABASE "${client.database}" TO ${migrator}`)
      await client.query(`GRANT CREATE ON SCHEMA public TO ${migrator}`)
    })
  })
  afterAll(() => database.drop())

  test('neither who migrates nor who serves is a superuser', async () => {
    const schema = tablesOf(app.model)
    const as = (name: string, work: (client: Client) => Promise<void>) =>
      withClient(database.connectionString, async (client) => {
        await client.query(`SET SESSION AUTHORIZATION ${name}`)
        await work(client)
      })
    await as(migrator, async (client) => {
      await createSchema({ client, schema })
      await client.query(
        `INSERT INTO persons (id, name) VALUES ('0198a000-0000-7000-8000-000000000001', 'Ann')`,
      )
      await client.query(`INSERT INTO cards (id, of_id, text) SELECT id, id, 'card' FROM persons`)
      await client.query(`INSERT INTO sheets (id, card_id, text) SELECT id, id, 'sheet' FROM persons`)
      // It may not become the role, so it could not serve.
      await expect(prepareSchema({ client, schema, migrations: [], policy: 'trust' })).rejects.toThrow(
        'may not become',
      )
    })
    await as(server, async (client) => {
      await prepareSchema({ client, schema, migrations: [], policy: 'trust' })
      await client.query(`SET ROLE ${role}`)
      const sheets = async (id: string) => {
        const caller = JSON.stringify({ id, signedIn: true, roles: [], grants: [] })
        await client.query(`SELECT set_config('lintel.caller', $1, false)`, [caller])
        return (await client.query('SELECT text FROM sheets')).rows
      }
      expect(await sheets('0198a000-0000-7000-8000-000000000001')).toEqual([{ text: 'sheet' }])
      expect(await sheets('0198a000-0000-7000-8000-000000000002')).toEqual([])
      expect((await client.query('SELECT FROM cards')).rowCount).toBe(0)
      await expect(client.query('TRUNCATE sheets')).rejects.toMatchObject({ code: '42501' })
    })
  })
})

describe('a specification', () => {
  const Person = entity('person', { name: t.string() })
  const Counted = entity('counted', { of: t.ref(() => Person), revision: t.version() })
  const declare = (rules: Parameters<typeof policy<typeof Counted>>[1], role = 'lintel_row_security_test') =>
    application('declared', {
      rowSecurity: { role },
      parts: [{ Person, Counted, accounts: identity(Person), counted: policy(Counted, rules) }],
    })

  test.each(['Shop', 'pg_shop', 'my shop', '', 'a'.repeat(64)])('cannot name the role %j', (role) => {
    expect(() => declare({ read: anyone }, role)).toThrow(`rowSecurity names the role "${role}"`)
  })

  test.each(['updatedAt', 'revision'] as const)('cannot ask %s of a changed row', (field) => {
    const young = not(where(field, 'null', true))
    expect(() => declare({ update: young })).toThrow(`reads ${field}, which every update changes`)
    expect(() => declare({ update: { who: young, after: owner('of') } })).not.toThrow()
  })

  test('makes the role of its name, and none where there are no rows', () => {
    const named = (name: string, parts: object) =>
      application(name, { rowSecurity: true, parts: [parts] }).model
    expect(named('The Shop 2', { Person }).rowSecurity).toEqual({ role: 'the_shop_2_app' })
    expect(named('2nd', { Person }).rowSecurity).toEqual({ role: '_2nd_app' })
    expect(named('empty', {}).rowSecurity).toBeUndefined()
    expect(application('plain', { parts: [{ Person }] }).model.rowSecurity).toBeUndefined()
  })
})
