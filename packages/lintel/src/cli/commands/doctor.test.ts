import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withClient } from '../../database/client.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { notesApplication, TestProject, unusedName } from '../command.fixture.ts'

interface Finding {
  readonly check: string
  readonly state: string
  readonly message: string
  readonly hint?: string
}

let project: TestProject
let database: TestDatabase
let env: Record<string, string>

beforeAll(async () => {
  project = await TestProject.make({ 'src/app.js': notesApplication })
  await project.run(['plan'])
}, 120_000)
afterAll(() => project?.remove())
beforeEach(async () => {
  database = await createTestDatabase()
  env = { DATABASE_URL: database.connectionString, PUBLIC_URL: 'https://notes.example.com' }
})
afterEach(() => database?.drop())

const findings = async (options = {}) => {
  const { code, stdout } = await project.run(['doctor', '--json'], { env, ...options })
  const report = JSON.parse(stdout) as { ok: boolean; findings: Finding[] }
  expect(code).toBe(report.ok ? 0 : 1)
  const of = (check: string) => report.findings.filter((each) => each.check === check)
  return { ok: report.ok, of, all: report.findings }
}
const sql = (text: string) => withClient(database.connectionString, (client) => client.query(text))

describe('lintel doctor', () => {
  test('is content with a database that the migrations have brought about', async () => {
    await project.run(['migrate', 'up'], { env })
    const { ok, of } = await findings()
    expect(ok).toBe(true)
    for (const check of ['application', 'configuration', 'model', 'database', 'migrations', 'drift']) {
      expect(of(check).map(({ state }) => state)).toEqual(['ok'])
    }
    // The role of the tests may do everything, which a service should not.
    expect(of('role')[0]?.state).toBe('warn')
  })

  test('finds pending migrations', async () => {
    const { ok, of } = await findings()
    expect(ok).toBe(false)
    expect(of('migrations')[0]).toMatchObject({ state: 'fail', hint: 'Run "lintel migrate up".' })
  })

  test('finds what somebody changed by hand', async () => {
    await project.run(['migrate', 'up'], { env })
    await sql('ALTER TABLE notes DROP COLUMN body; ALTER TABLE notes ADD COLUMN extra text')
    const { ok, of } = await findings()
    expect(ok).toBe(false)
    expect(of('drift')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ state: 'fail', message: 'The column notes.body is missing.' }),
        expect.objectContaining({ state: 'warn', message: expect.stringContaining('notes.extra') }),
      ]),
    )
  })

  test('finds changes of the model that no migration says', async () => {
    await project.run(['migrate', 'up'], { env })
    await project.write({
      'src/app.js': notesApplication.replace('body:', 'color: t.integer().optional(), body:'),
    })
    const { ok, of } = await findings()
    await project.write({ 'src/app.js': notesApplication })
    expect(ok).toBe(false)
    expect(of('model')[0]).toMatchObject({ state: 'fail', message: expect.stringContaining('1 change') })
  })

  test('says what a role may do that should not', async () => {
    await project.run(['migrate', 'up'], { env })
    const role = unusedName()
    await sql(
      `CREATE ROLE ${role} LOGIN; GRANT USAGE ON SCHEMA lintel TO ${role}; GRANT SELECT ON ALL TABLES IN SCHEMA lintel TO ${role}`,
    )
    try {
      const asRole = {
        ...env,
        DATABASE_URL: `${env.DATABASE_URL}${env.DATABASE_URL?.includes('?') ? '&' : '?'}options=-c%20role%3D${role}`,
      }
      expect((await findings({ env: asRole })).of('role')[0]).toMatchObject({ state: 'ok' })
      await sql(`ALTER TABLE notes OWNER TO ${role}`)
      expect((await findings({ env: asRole })).of('role')[0]).toMatchObject({
        state: 'warn',
        message: expect.stringContaining('owns'),
      })
    } finally {
      await sql(`REASSIGN OWNED BY ${role} TO CURRENT_USER; DROP OWNED BY ${role}; DROP ROLE ${role}`)
    }
  })

  test('goes on to the rest when the database is away or the configuration wrong', async () => {
    const { ok, of } = await findings({
      env: { DATABASE_URL: 'postgres://me:hidden@127.0.0.1:9/none', PORT: 'x', MAX_IN_FLIGHT: '0' },
    })
    expect(ok).toBe(false)
    expect(of('configuration').map(({ message }) => message.split(' ')[0])).toEqual(['PORT', 'MAX_IN_FLIGHT'])
    expect(of('database')[0]).toMatchObject({
      state: 'fail',
      message: expect.stringContaining('127.0.0.1:9/none'),
    })
    expect(of('model')[0]?.state).toBe('ok')
  })

  test('names what a client lacks, without what its settings say', async () => {
    await project.write({
      'src/bank.js': `
        import { call, client, settings, t } from 'lintel'
        export const own = settings({ BANK_URL: t.url(), BANK_KEY: t.text().private() })
        export const bank = client('bank', {
          baseUrl: () => own.get('BANK_URL'),
          auth: { bearer: () => own.get('BANK_KEY') },
          calls: { ping: call('GET /ping') },
        })`,
      'src/app.js': `import * as bank from './bank.js'\n${notesApplication.replace('parts: [', 'parts: [bank, ')}`,
    })
    const about = async (settings: Record<string, string>) =>
      (await findings({ env: { ...env, ...settings } })).of('configuration').map(({ message }) => message)
    const missing = await about({})
    const wrong = await about({ BANK_URL: 'https://me:hush@bank.example', BANK_KEY: 'hush\n' })
    await project.write({ 'src/app.js': notesApplication })
    expect(missing).toEqual(['BANK_URL is required.', 'BANK_KEY is required.'])
    expect(wrong).toEqual([
      'baseUrl of the client bank must have no user and password in it: they belong under auth.',
      'auth of the client bank must be of visible ASCII characters, and not empty.',
    ])
  })

  test('tells of an application that cannot be loaded', async () => {
    await project.write({ 'src/app.js': "throw new Error('broken')" })
    const { code, stdout } = await project.run(['doctor'], { env })
    await project.write({ 'src/app.js': notesApplication })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^fail +application +src\/app\.js:1 /m)
    expect(stdout).toMatch(/1 wrong$/m)
  })

  test('lists the settings', async () => {
    const { code, stdout } = await project.run(['doctor', '--settings', '--json'], { env })
    expect(code).toBe(0)
    expect(JSON.parse(stdout).settings).toContainEqual({
      name: 'DATABASE_WAIT_MS',
      description: expect.any(String),
      default: '30000',
    })
  })
})

describe('with the rules in the database, too', () => {
  const secured = notesApplication.replace('parts:', "rowSecurity: { role: 'lintel_doctor_test' },\n  parts:")
  let own: TestProject

  beforeAll(async () => {
    own = await TestProject.make({ 'src/app.js': secured })
    await own.run(['plan'])
  }, 120_000)
  afterAll(() => own?.remove())

  test('finds whether they hold', async () => {
    const ask = async () => {
      const { stdout } = await own.run(['doctor', '--json'], { env })
      const report = JSON.parse(stdout) as { ok: boolean; findings: Finding[] }
      return report.findings.filter(({ check }) => check === 'row security' || check === 'model')
    }
    expect(await ask()).toMatchObject([{ state: 'ok' }, { state: 'fail', hint: expect.any(String) }])
    await own.run(['migrate', 'up'], { env })
    expect(await ask()).toEqual([
      { check: 'model', state: 'ok', message: 'The migrations say what the model says.' },
      {
        check: 'row security',
        state: 'ok',
        message: '"lintel_doctor_test" is bound by the policies of 1 table.',
      },
    ])
    await sql('DROP POLICY lintel_create ON notes')
    expect(await ask()).toMatchObject([
      { state: 'ok' },
      { state: 'fail', message: 'Somebody changed the policies of the database by hand.' },
    ])
  })
})
