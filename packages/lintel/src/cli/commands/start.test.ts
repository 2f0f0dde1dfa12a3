import { exec } from 'node:child_process'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { databaseTarget, TcpProxy } from '../../../test/tcp-proxy.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { notesApplication, TestProject } from '../command.fixture.ts'

const run = promisify(exec)
const secret = { TOKEN_SECRET: 'a secret for tests, long enough to sign with' }

/** People who sign in, so that there is a token to try. */
const clubApplication = `
import { anyone, application, entity, identity, owner, resource, role, t } from 'lintel'

export const Member = entity('member', {
  email: t.email().unique(),
  password: t.password(),
  role: t.enum('guest', 'host').default('guest'),
})
export const accounts = identity(Member, { role: 'role' })
export const members = resource(Member, {
  create: { who: anyone, fields: ['email', 'password'] },
  read: [owner('id'), role('host')],
})
export const Room = entity('room', { name: t.string().unique(), size: t.integer() })
export const rooms = resource(Room, { read: anyone, create: role('host'), sort: ['name'] })

export default application('club', {
  prefix: '/v1',
  parts: [{ accounts, members, rooms }],
  async seed({ db }) {
    await db.insert(Member, { email: 'hal@example.com', password: 'correct horse', role: 'host' })
    await db.insert(Room, { name: "O'Hara's", size: 3 })
  },
})
`

describe('on the embedded database', () => {
  let project: TestProject
  beforeAll(async () => {
    project = await TestProject.make({ 'src/app.ts': clubApplication })
  }, 120_000)
  afterAll(() => project?.remove())

  test('says what it derived, and three requests that work, twice', async () => {
    const command = project.start(['start', project.directory], { cwd: '/' })
    const url = await command.url()
    await command.says(/Try/)
    await command.says(/^ {4}curl/m, 3)
    const said = command.stdout
    expect(said).toContain('6 endpoints from 2 entities')
    expect(said).toMatch(/GET +\/v1\/members\/\{id\} +whoever it is about, or the role host/)
    expect(said).toMatch(/POST +\/v1\/rooms +the role host/)
    expect(said).toMatch(/Database +PostgreSQL [\d.]+, embedded/)
    expect(said).toContain('not for production')
    expect(said).toContain(`${url}/docs`)
    expect(said).toContain('seed rows added')

    const requests = said.match(/^ {4}curl .*/gm) ?? []
    expect(requests).toHaveLength(3)
    for (const request of [...requests, requests[0]]) {
      const { stdout } = await run(`${request} -sS -w '\\n%{http_code}'`)
      expect(stdout).toMatch(/\n20[01]$/)
    }
    expect((await run(`${requests[0]} -sS`)).stdout).toContain("O'Hara's")
    expect(requests[1]).toContain('/v1/members')
    expect((await run(`${requests[2]} -sS`)).stdout).toContain('hal@example.com')

    const { code, stdout, stderr } = await command.stop()
    expect(code).toBe(0)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/"event":"stopped","unfinished":0/)
  })

  test('keeps its rows from one start to the next; a second one finds its port taken', async () => {
    const command = project.start(['start'])
    const url = await command.url()
    const rooms = await fetch(`${url}/v1/rooms`)
    expect(((await rooms.json()) as { data: unknown[] }).data).toHaveLength(1)
    expect(command.stdout).not.toContain('seed rows added')

    const { port } = new URL(url)
    const { code, stderr } = await project.run(['start'], { env: { PORT: port } })
    expect(code).toBe(1)
    expect(stderr).toMatch(new RegExp(`cannot listen on 127.0.0.1:${port}`))
    expect(stderr).toContain('Set PORT')
    expect((await command.stop('SIGINT')).code).toBe(0)
  })

  test('is refused where production is meant', async () => {
    const { code, stderr } = await project.run(['start'], { env: { NODE_ENV: 'production' } })
    expect(code).toBe(1)
    expect(stderr).toMatch(/DATABASE_URL is required/)
  })

  test('names every setting at fault at once, from the environment and from .env', async () => {
    await project.write({ '.env': 'PORT=70000\nLOG_LEVEL=loud\nTOKEN_SECRET=short-secret\n' })
    const { code, stderr } = await project.run(['start'], { env: { PORT: '-1', MIGRATIONS_AT_START: 'yes' } })
    await project.write({ '.env': '' })
    expect(code).toBe(1)
    expect(
      stderr
        .match(/^ {2}[A-Z_]+ must/gm)
        ?.map((line) => line.trim().split(' ')[0])
        .sort(),
    ).toEqual(['LOG_LEVEL', 'MIGRATIONS_AT_START', 'PORT', 'TOKEN_SECRET'])
    expect(stderr).not.toContain('short-secret')
  })

  test('says why the embedded database cannot be', async () => {
    await project.write({
      'blocked/package.json': '{"type":"module","lintel":{"application":"app.js"}}',
      'blocked/app.js': clubApplication,
      'blocked/.lintel/postgres/letter.txt': 'Dear Ada',
    })
    const { code, stderr } = await project.run(['start', 'blocked'])
    expect(code).toBe(3)
    expect(stderr).toMatch(/^error .*blocked\/\.lintel\/postgres/m)
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  test('says where a seed went wrong', async () => {
    await project.write({
      'seeded/package.json': '{"type":"module","lintel":{"application":"app.js"}}',
      'seeded/app.js': clubApplication.replace('name: "O\'Hara\'s", size: 3', "name: 'x', size: 'many'"),
    })
    const { code, stderr } = await project.run(['start', 'seeded'])
    expect(code).toBe(1)
    expect(stderr).toMatch(/^error seeded\/app\.js:\d+ /m)
    expect(stderr).not.toMatch(/^\s+at /m)
  })
})

describe('on a server', () => {
  let project: TestProject
  let database: TestDatabase
  let proxy: TcpProxy
  let env: Record<string, string>

  beforeAll(async () => {
    project = await TestProject.make({ 'src/app.js': notesApplication })
    await project.run(['plan'])
  }, 120_000)
  afterAll(() => project?.remove())
  beforeEach(async () => {
    database = await createTestDatabase()
    proxy = new TcpProxy(databaseTarget(database.connectionString))
    await proxy.open()
    const name = /\/(lintel_test_\w+)/.exec(database.connectionString)?.[1]
    const credentials = /^postgres(?:ql)?:\/\/([^@/]*@)?/.exec(database.connectionString)?.[1] ?? ''
    env = {
      ...secret,
      HOST: '127.0.0.1',
      DRAIN_DELAY_MS: '0',
      DATABASE_URL: `postgres://${credentials}127.0.0.1:${proxy.port}/${name}`,
    }
  })
  afterEach(async () => {
    await proxy.shut()
    await database.drop()
  })

  const listening = async (command: ReturnType<TestProject['start']>) =>
    (await command.says(/"event":"listening","address":"([^"]+)"/))[1] ?? ''
  const wait = (url: string, ms: number) =>
    fetch(`${url}/wait`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ms }),
    })

  test('refuses a schema that the migrations have not brought about, and brings it about when told so', async () => {
    const refused = await project.run(['start'], { env })
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('1 of 1 migrations are not applied')
    expect(refused.stderr).toContain('MIGRATIONS_AT_START')

    const command = project.start(['start'], { env: { ...env, MIGRATIONS_AT_START: 'apply' } })
    const url = await listening(command)
    expect((await fetch(`${url}/notes`)).status).toBe(200)
    const { code, stdout, stderr } = await command.stop()
    expect(code).toBe(0)
    expect(stderr).toBe('')
    // In production, every line is for machines, and nothing is printed that a log should not keep.
    for (const line of stdout.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('event')
  })

  test('says what it serves when it is asked to, without a token', async () => {
    const command = project.start(['start', '--summary'], { env: { ...env, MIGRATIONS_AT_START: 'apply' } })
    await command.says(/^ {4}curl/m, 3)
    expect(command.stdout).toMatch(new RegExp(`PostgreSQL [\\d.]+, on 127.0.0.1:${proxy.port}/lintel_test_`))
    expect(command.stdout).not.toMatch(/authorization/i)
    await command.stop()
  })

  test('finishes the request under way, and takes no other', async () => {
    const command = project.start(['start'], { env: { ...env, MIGRATIONS_AT_START: 'apply' } })
    const url = await listening(command)
    const slow = wait(url, 1_200)
    await sleep(300)
    // Twice at once is one wish: a terminal and npm both pass Ctrl-C on.
    command.child.kill('SIGTERM')
    const ended = command.stop('SIGTERM')
    await command.says(/"event":"draining","inFlight":1/)
    await expect(refusesConnections(url)).resolves.toBe(true)
    const answer = await slow
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ data: { waitedMs: 1_200 } })
    expect((await ended).code).toBe(0)
  })

  test('tells by its exit code that requests were cut off', async () => {
    const command = project.start(['start'], {
      env: { ...env, MIGRATIONS_AT_START: 'apply', DRAIN_TIMEOUT_MS: '200' },
    })
    const slow = wait(await listening(command), 8_000).catch(() => 'cut off')
    await sleep(300)
    const { code, stdout } = await command.stop('SIGTERM')
    expect(code).toBe(1)
    expect(stdout).toContain('"event":"stopped","unfinished":1')
    expect(await slow).toBe('cut off')
  })

  test('tells of an error that nobody caught, finishes what is under way, and ends', async () => {
    const source = notesApplication.replace(
      'async run({ input }) {',
      "async run({ input }) {\n    setTimeout(() => { throw new Error('left alone') }, 100)",
    )
    const faulty = await TestProject.make({
      'src/app.js': source,
      'migrations/0001-start/up.sql': await project.read('migrations/0001-start/up.sql'),
      'migrations/0001-start/snapshot.json': await project.read('migrations/0001-start/snapshot.json'),
    })
    try {
      const command = faulty.start(['start'], { env: { ...env, MIGRATIONS_AT_START: 'apply' } })
      expect((await wait(await listening(command), 600)).status).toBe(200)
      const { code, stdout } = await command.ended
      expect(code).toBe(1)
      expect(stdout).toMatch(/"event":"fault","where":"the process".*left alone/)
      expect(stdout).toContain('"event":"stopped","unfinished":0')
    } finally {
      await faulty.remove()
    }
  })

  test('ends at once at the second signal', async () => {
    const command = project.start(['start'], { env: { ...env, MIGRATIONS_AT_START: 'apply' } })
    const slow = wait(await listening(command), 8_000).catch(() => 'cut off')
    await sleep(300)
    command.child.kill('SIGINT')
    await command.says(/"event":"draining"/)
    await sleep(400)
    const before = Date.now()
    expect((await command.stop('SIGINT')).code).toBe(130)
    expect(Date.now() - before).toBeLessThan(2_000)
    await slow
  })

  test('gives up on a database that stays away, with a code of its own and without the password', async () => {
    await proxy.shut()
    const address = `postgres://app:very-secret@127.0.0.1:${proxy.port}/shop`
    const started = Date.now()
    const { code, stdout, stderr } = await project.run(['start'], {
      env: { ...env, DATABASE_URL: address, DATABASE_WAIT_MS: '1500' },
    })
    expect(code).toBe(3)
    expect(Date.now() - started).toBeGreaterThan(1_500)
    const waits = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(waits.length).toBeGreaterThanOrEqual(3)
    expect(waits[0].level).toBe('warn')
    expect(waits[0].msg).toMatch(
      /does not answer \(connect ECONNREFUSED .*\)\. Trying again in 0\.25 s; giving up in \S+ s/,
    )
    expect(stderr).toContain(
      `The database at 127.0.0.1:${proxy.port}/shop cannot be reached: connect ECONNREFUSED`,
    )
    expect(stdout + stderr).not.toContain('very-secret')
  })

  test('starts when the database comes back', async () => {
    await proxy.shut()
    const command = project.start(['start'], { env: { ...env, MIGRATIONS_AT_START: 'apply' } })
    await command.says(/does not answer/)
    await proxy.open()
    expect((await fetch(`${await listening(command)}/health/ready`)).status).toBe(200)
    expect((await command.stop()).code).toBe(0)
  })

  test('does not wait for a database that will not come by waiting', async () => {
    const started = Date.now()
    const { code, stderr } = await project.run(['start'], {
      env: { ...env, DATABASE_URL: `${env.DATABASE_URL}_not_there` },
    })
    expect(code).toBe(3)
    expect(stderr).toMatch(/_not_there" does not exist/)
    expect(stderr).toContain('Create the database')
    expect(Date.now() - started).toBeLessThan(10_000)
  })
})

function refusesConnections(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) })
    socket.once('connect', () => {
      socket.destroy()
      resolve(false)
    })
    socket.once('error', () => resolve(true))
  })
}
