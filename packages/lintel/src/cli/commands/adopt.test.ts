import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { introspectSchema } from '../../database/migration/introspection/introspect-schema.ts'
import { migrateDown, migrateUp } from '../../database/migration/migrate.ts'
import { readMigrations } from '../../database/migration/read-migrations.ts'
import { schemaDrift } from '../../database/migration/schema-drift.ts'
import {
  createThrowawayDatabase,
  type ThrowawayDatabase,
} from '../../database/migration/throwaway-database.test-support.ts'
import type { ConstraintSchema, DatabaseSchema } from '../../plan/tables/database-schema.ts'
import { TestProject } from '../command.fixture.ts'

const repository = fileURLToPath(new URL('../../../../../', import.meta.url))
const schemas = fileURLToPath(new URL('../../../test/adoption/', import.meta.url))
const open = 'read: anyone, create: anyone, update: anyone, delete: anyone'

/** A database as another program left it, and an empty application beside it. */
class Adopted {
  readonly project: TestProject
  readonly database: ThrowawayDatabase
  readonly env: Record<string, string>

  private constructor(project: TestProject, database: ThrowawayDatabase, url: string) {
    this.project = project
    this.database = database
    this.env = { DATABASE_URL: url, TOKEN_SECRET: 'a-secret-for-tests-of-forty-characters!!' }
  }

  static async make(schema: string): Promise<Adopted> {
    return Adopted.of(await readFile(`${schemas}${schema}.sql`, 'utf8'))
  }

  static async of(sql: string): Promise<Adopted> {
    const database = await createThrowawayDatabase()
    await database.client.query(sql)
    const adopted = new Adopted(await TestProject.make({}), database, urlOf(database.client))
    kept.push(adopted)
    return adopted
  }

  run(...words: readonly string[]) {
    return this.project.run(words, { env: this.env })
  }

  async json(...words: readonly string[]) {
    const { code, stdout, stderr } = await this.run(...words, '--json')
    expect(stderr).toBe('')
    expect(code).toBe(0)
    return JSON.parse(stdout)
  }

  /** What `lintel migrate up` does, without a process of its own. */
  async migrateUp(client = this.database.client): Promise<void> {
    await migrateUp({ client, migrations: await this.migrations() })
  }

  migrations() {
    return readMigrations(this.project.path('migrations'))
  }

  /** Lets everybody do everything with the rows of a file's entity. */
  async open(file: string, options = ''): Promise<void> {
    const text = await this.project.read(file)
    const opened = text
      .replace('{ entity,', '{ anyone, entity,')
      .replace(', {})\n', `, { ${open}${options} })\n`)
    expect(opened).not.toBe(text)
    await this.project.write({ [file]: opened })
  }

  async serve() {
    const [, url] = await this.project.start(['start'], { env: this.env }).says(/"address":"(http:[^"]+)"/)
    return async (path: string, method = 'GET', body?: unknown) => {
      const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
      const response = await fetch(`${url}${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': type } }),
      })
      const text = await response.text()
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
    }
  }

  async remove(): Promise<void> {
    await this.project.remove()
    await this.database.drop()
  }
}

const kept: Adopted[] = []
afterAll(async () => {
  for (const each of kept.splice(0)) await each.remove()
})

function urlOf(client: Client): string {
  const { host, port, user, password, database } = client
  const account = password ? `${user}:${encodeURIComponent(String(password))}` : user
  return host.startsWith('/')
    ? `postgres://${account}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
    : `postgres://${account}@${host}:${port}/${database}`
}

/** Every row of every table, as text. */
async function contents(client: Client): Promise<Record<string, readonly string[]>> {
  const { rows: tables } = await client.query(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
  )
  const found: Record<string, readonly string[]> = {}
  for (const { name } of tables) {
    const { rows } = await client.query(`SELECT t::text AS row FROM public."${name}" t ORDER BY 1`)
    found[name] = rows.map(({ row }) => row)
  }
  return found
}

/** The database of a form is adopted by the first of its tests, and served by the second as the first has left it. */
function aDatabaseOf(schema: string, serve: (of: () => Adopted, adoption: () => Report) => void): void {
  describe(`a database of the form of ${schema}`, () => {
    let adopted: Adopted
    let report: Report
    beforeAll(async () => {
      adopted = await Adopted.make(schema)
    })

    test('is adopted without a change to what it holds, planned, migrated, and made anew elsewhere', async () => {
      const { client } = adopted.database
      const rows = await contents(client)
      const before = await introspectSchema(client)
      report = await adopted.json('adopt')
      expect(report).toMatchObject({ written: true, recorded: true, problems: [] })
      expect(await contents(client)).toEqual(rows)
      expect(await introspectSchema(client)).toEqual(before)

      await expectTidy(adopted)
      const planned = await adopted.json('plan')
      expect(planned.steps.map(({ summary }: { summary: string }) => summary)).toEqual(report.changes)
      expect(planned.steps.filter(({ destructive }: { destructive: boolean }) => destructive)).toEqual([])
      expect(planned.up).not.toMatch(/DROP|RENAME|TYPE/)
      await adopted.migrateUp()
      expect(await contents(client)).toEqual(rows)
      const { findings } = await adopted.json('doctor')
      for (const check of ['model', 'migrations', 'drift']) {
        expect(findings.filter((each: { check: string }) => each.check === check)).toEqual([
          { check, state: 'ok', message: expect.any(String) },
        ])
      }

      await expectSameElsewhere(adopted)
    }, 240_000)

    serve(
      () => adopted,
      () => report,
    )
  })
}

interface Report {
  readonly notes: readonly { readonly code: string; readonly subject: string }[]
  readonly changes: readonly string[]
  readonly tables: readonly object[]
}

/** The migrations make the same tables on an empty database; there they can be taken back, where rows are they cannot. */
async function expectSameElsewhere(adopted: Adopted, missing: readonly string[] = []): Promise<void> {
  const { client } = adopted.database
  const migrations = await adopted.migrations()
  const empty = await createThrowawayDatabase()
  try {
    await adopted.migrateUp(empty.client)
    const made = await introspectSchema(empty.client)
    expect(Object.keys(made.tables)).not.toEqual([])
    expect(schemaDrift(partOf(await introspectSchema(client), made), made)).toEqual(missing)
    await migrateDown({ client: empty.client, migrations, to: 0 })
    expect(Object.keys((await introspectSchema(empty.client)).tables)).toEqual([])
  } finally {
    await empty.drop()
  }
  await expect(migrateDown({ client, migrations, to: 0, ignoreServing: true })).rejects.toThrow(
    'has rows, which were there before Lintel',
  )
}

/** The tables that are there as well. A foreign key to a table that is left out cannot be made elsewhere. */
function partOf(schema: DatabaseSchema, { tables }: DatabaseSchema): DatabaseSchema {
  const isMade = (each: ConstraintSchema) =>
    each.kind !== 'foreignKey' || tables[each.references.table] !== undefined
  const picked = Object.values(schema.tables)
    .filter(({ name }) => tables[name])
    .map((table) => [table.name, { ...table, constraints: table.constraints.filter(isMade) }] as const)
  return { format: 1, tables: Object.fromEntries(picked) }
}

aDatabaseOf('rails', (of, adoption) => {
  test('is served as it was before', async () => {
    const adopted = of()
    const report = adoption()
    const codes = report.notes.map(({ code, subject }) => `${code} ${subject}`)
    expect(codes).toEqual(
      expect.arrayContaining([
        'key_missing page_views',
        'key_not_id prices',
        'table_bookkeeping schema_migrations',
        'join_table products_tags',
        'column_type products.weight',
        'column_type users.tags',
        'soft_delete products.deleted_at',
        'private_guess users.encrypted_password',
        'trigger_kept products',
        'view_left_out listed_products',
        'index_kept products.index_products_on_listed',
      ]),
    )
    await adopted.open(
      'src/products.ts',
      ", include: ['tags', 'category'], filter: ['state'], sort: ['createdAt']",
    )
    await adopted.open('src/categories.ts')
    await adopted.open('src/tags.ts')
    await adopted.open('src/users.ts', ", sort: ['createdAt']")
    await adopted.json('plan')
    await adopted.migrateUp()
    const ask = await adopted.serve()

    const product = await ask('/products/1?include=tags,category')
    expect(product.body.data).toMatchObject({
      name: 'Middlemarch',
      price: '12.50',
      state: 'listed',
      publishedOn: '2024-02-01',
      createdAt: '2024-02-01T10:00:00.1+00:00',
      category: { id: 2, name: 'Novels' },
      tags: [{ name: 'classic' }, { name: 'long' }],
    })
    // What is deleted softly is not there, and what is left out of the model is in no answer.
    expect((await ask('/products/3')).status).toBe(404)
    expect(product.body.data).not.toHaveProperty('weight')
    const first = await ask('/users?sort=-createdAt&limit=1')
    expect(first.body.data).toMatchObject([{ email: 'bob@example.org' }])
    // The moments of the two differ by a microsecond, which the cursor must keep.
    const second = await ask(`/users?sort=-createdAt&limit=1&after=${first.body.meta.next}`)
    expect(second.body.data).toMatchObject([{ email: 'ada@example.org' }])
    expect(JSON.stringify(first.body)).not.toContain('$2a$')

    const taken = await ask('/users', 'POST', { email: 'ada@example.org' })
    expect(taken.body.error).toMatchObject({ code: 'conflict', details: [{ pointer: '/email' }] })
    const created = await ask('/products', 'POST', { name: 'Emma', category: 2, tags: [1] })
    expect(created).toMatchObject({
      status: 201,
      body: { data: { stock: 0, state: 'draft', price: '0.00' } },
    })
    expect((await ask('/products', 'POST', { name: 'Emma', category: 2 })).status).toBe(409)
    expect((await ask('/products', 'POST', { name: 'Else', category: 99 })).body.error.details).toMatchObject(
      [{ pointer: '/category', code: 'not_found' }],
    )
    expect((await ask('/categories/1', 'PATCH', { position: 32_768 })).status).toBe(422)
    expect((await ask('/categories/1', 'PATCH', { position: 32_767 })).body.data.position).toBe(32_767)
    expect((await ask('/products/1', 'DELETE')).status).toBe(204)
    const { rows } = await adopted.database.client.query(
      'SELECT weight, deleted_at = updated_at AS moved FROM products WHERE id = 1',
    )
    expect(rows).toEqual([{ weight: 0.9, moved: true }])
    // Nothing was opened here.
    expect((await ask('/messages')).status).toBe(404)
  }, 240_000)
})

aDatabaseOf('prisma', (of, adoption) => {
  test('is served as it was before', async () => {
    const adopted = of()
    const report = adoption()
    expect(report.tables).toContainEqual({ table: '_PostToTag', entity: 'post', field: 'tags' })
    await adopted.open('src/posts.ts', ", include: ['author', 'tags'], filter: ['status', 'createdAt']")
    await adopted.open('src/users.ts')
    await adopted.open('src/tags.ts')
    await adopted.json('plan')
    await adopted.migrateUp()
    const ask = await adopted.serve()
    const posts = await ask(
      '/posts?status=PUBLISHED&include=author,tags&createdAt[lt]=2024-02-01T12:00:00%2B02:00',
    )
    expect(posts.body.data).toMatchObject([
      {
        id: 1,
        title: 'First',
        content: 'It\'s "here"',
        status: 'PUBLISHED',
        viewCount: '9007199254740993',
        rating: '4.5',
        meta: { a: [1, null] },
        author: {
          email: 'ada@example.org',
          role: 'ADMIN',
          country: 'GB',
          createdAt: '2024-01-01T10:00:00.123+00:00',
        },
        tags: [{ name: 'news' }, { name: 'old' }],
      },
    ])
    expect(posts.body.data[0].author).not.toHaveProperty('passwordHash')
    const [author] = posts.body.data.map(({ author }: { author: { id: string } }) => author.id)
    expect((await ask('/posts', 'POST', { title: 'First', author })).body.error).toMatchObject({
      code: 'conflict',
      details: [{ pointer: '/author' }, { pointer: '/title' }],
    })
    const created = await ask('/posts', 'POST', { title: 'Third', author, status: 'PUBLISHED', tags: [2] })
    expect(created.body.data).toMatchObject({ status: 'PUBLISHED', viewCount: '0' })
    expect(
      (await ask(`/posts/${created.body.data.id}`, 'PATCH', { status: 'DRAFT', tags: [] })).body.data.status,
    ).toBe('DRAFT')
    expect((await ask(`/users/${author}`, 'DELETE')).body.error.code).toBe('still_referenced')
  }, 240_000)
})

aDatabaseOf('django', (of) => {
  test('is served as it was before', async () => {
    const adopted = of()
    await adopted.open(
      'src/blog-articles.ts',
      ", sort: ['createdAt'], include: ['author.authGroups', 'blogComments']",
    )
    await adopted.open('src/auth-users.ts')
    await adopted.open('src/auth-groups.ts')
    await adopted.open('src/blog-comments.ts')
    await adopted.json('plan')
    await adopted.migrateUp()
    const ask = await adopted.serve()
    const titles: string[] = []
    for (let next = ''; ; ) {
      const page = await ask(`/blog-articles?sort=createdAt&limit=7${next === '' ? '' : `&after=${next}`}`)
      titles.push(...page.body.data.map(({ title }: { title: string }) => title))
      next = page.body.meta.next ?? ''
      if (next === '') break
    }
    // They were created a microsecond apart.
    expect(titles).toEqual(Array.from({ length: 25 }, (_, at) => `Article ${at + 1}`))
    const article = await ask('/blog-articles/1?include=author.authGroups,blogComments')
    expect(article.body.data).toMatchObject({
      author: { username: 'bob', authGroups: [{ name: 'readers' }] },
      blogComments: [{ text: 'First!' }, { text: 'Indeed.' }],
    })
    const joined = await ask('/auth-users/2', 'PATCH', { authGroups: [1, 2] })
    expect(joined.status).toBe(200)
    const { rows } = await adopted.database.client.query(
      'SELECT id, user_id, group_id FROM auth_user_groups ORDER BY 1',
    )
    expect(rows.at(-1)).toEqual({ id: '4', user_id: 2, group_id: 1 })
    const changed = await ask('/blog-articles/1', 'PATCH', { slug: 'renamed' })
    expect(changed.body.data.slug).toBe('renamed')
    expect(Date.parse(changed.body.data.updatedAt)).toBeGreaterThan(Date.parse('2025-01-01'))
  }, 240_000)
})

describe('what is not of PostgreSQL itself', () => {
  test('is used where an extension brings it, and left out where it is a domain', async () => {
    const adopted = await Adopted.of(`
      CREATE EXTENSION citext;
      CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
      CREATE TABLE members (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        email citext NOT NULL UNIQUE,
        nick text UNIQUE,
        level positive,
        initial text GENERATED ALWAYS AS (left(nick, 1)) STORED,
        created_at timestamp NOT NULL DEFAULT timezone('utc', now()),
        updated_at timestamp NOT NULL DEFAULT (now() AT TIME ZONE 'utc'),
        deleted_at timestamptz
      );
      INSERT INTO members (email, nick, level) VALUES ('Ada@Example.org', 'ada', 3);`)
    const report = await adopted.json('adopt')
    // What is unique among all rows is unique among living ones; every spelling of now is now.
    expect(report.changes).toEqual([])
    expect(
      report.notes.map(({ code, subject }: { code: string; subject: string }) => `${code} ${subject}`),
    ).toEqual([
      'column_type members.level',
      'column_generated members.initial',
      'soft_delete members.deleted_at',
    ])
    await expectTidy(adopted)
    await adopted.open('src/members.ts', ", filter: ['email']")
    const ask = await adopted.serve()
    expect((await ask('/members?email=ADA@example.org')).body.data).toMatchObject([{ nick: 'ada' }])
    expect((await ask('/members', 'POST', { email: 'ada@EXAMPLE.org' })).body.error.details).toMatchObject([
      { pointer: '/email', code: 'taken' },
    ])
    expect((await ask('/members', 'POST', { email: 'bob@example.org' })).status).toBe(201)
    await expectSameElsewhere(adopted, ['The column members.level is missing.'])
  }, 240_000)
})

/** What it writes is formatted, and compiles as strictly as TypeScript can. */
async function expectTidy({ project }: Adopted): Promise<void> {
  const bin = (name: string) => join(repository, 'node_modules', '.bin', name)
  const options = {
    ...{ target: 'ES2023', module: 'NodeNext', strict: true, exactOptionalPropertyTypes: true, types: [] },
    ...{ noUncheckedIndexedAccess: true, allowImportingTsExtensions: true, noEmit: true, skipLibCheck: true },
  }
  const { formatter, javascript } = JSON.parse(await readFile(join(repository, 'biome.json'), 'utf8'))
  await project.write({
    'tsconfig.json': JSON.stringify({ compilerOptions: options, include: ['src'] }),
    'biome.json': JSON.stringify({ formatter, javascript }),
  })
  const run = promisify(execFile)
  const failure = (error: { stdout: string }) => ({ stdout: `refused: ${error.stdout}` })
  const types = await run(bin('tsc'), ['-p', '.'], { cwd: project.directory }).catch(failure)
  expect(types.stdout).toBe('')
  const format = await run(bin('biome'), ['format', 'src'], { cwd: project.directory }).catch(failure)
  expect(format.stdout).toMatch(/^Checked \d+ files/)
}

describe('lintel adopt', () => {
  test('writes nothing and records nothing where it is not told to', async () => {
    const adopted = await Adopted.make('django')
    const dry = await adopted.json('adopt', '--dry-run')
    expect(dry).toMatchObject({ written: false, recorded: false })
    expect(dry.files).toContain('src/app.ts')
    await expect(adopted.project.read('src/app.ts')).rejects.toThrow('ENOENT')
    const { rows } = await adopted.database.client.query("SELECT to_regnamespace('lintel') AS known")
    expect(rows).toEqual([{ known: null }])
    expect(await adopted.json('adopt', '--no-record')).toMatchObject({ written: true, recorded: false })
    expect((await adopted.json('migrate', 'status')).pending).toBe(1)
  }, 60_000)

  test('refuses to overwrite a file, and to adopt twice', async () => {
    const adopted = await Adopted.make('django')
    await adopted.project.write({ 'src/auth-users.ts': '// mine\n' })
    const occupied = await adopted.run('adopt')
    expect(occupied.code).toBe(1)
    expect(occupied.stderr).toContain('src/auth-users.ts is there already')
    await expect(adopted.project.read('src/app.ts')).rejects.toThrow('ENOENT')
    expect(await adopted.project.read('src/auth-users.ts')).toBe('// mine\n')

    const other = await TestProject.make({})
    try {
      expect((await other.run(['adopt'], { env: adopted.env })).code).toBe(0)
      const again = await other.run(['adopt', '--json'], { env: adopted.env })
      expect(again.code).toBe(1)
      expect(JSON.parse(again.stderr).error.code).toBe('migrations_present')
      const third = await adopted.run('adopt', '--json')
      expect(JSON.parse(third.stderr).error.code).toBe('database_managed')
    } finally {
      await other.remove()
    }
  }, 60_000)

  test('says that there is nothing, and that the database is away', async () => {
    const adopted = await Adopted.make('django')
    await adopted.database.clear()
    const nothing = await adopted.run('adopt', '--json')
    expect(nothing.code).toBe(1)
    expect(JSON.parse(nothing.stderr).error.code).toBe('nothing_to_adopt')
    const away = await adopted.project.run(['adopt'], {
      env: { DATABASE_URL: 'postgres://a@127.0.0.1:9/none' },
    })
    expect(away.code).toBe(3)
  }, 60_000)
})
