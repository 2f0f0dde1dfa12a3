/** `lintel access cost`: what it says of policies that indexes serve, and of those that none does. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from '../../database/client.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { TestProject } from '../command.fixture.ts'

const application = `
import { anyone, application, entity, fromNow, identity, ofCaller, owner, resource, role, t, where } from 'lintel'
export const User = entity('user', { region: t.string() })
export const accounts = identity(User)
export const Team = entity('team', { name: t.string(), members: t.many(() => Member, 'team') })
export const Member = entity('member', { team: t.ref(() => Team), user: t.ref(() => User) })
export const Project = entity('project', { team: t.ref(() => Team), region: t.string(), until: t.timestamp() })
export const projects = resource(Project, {
  read: [owner('team.members.user'), role('auditor')],
  update: where('region', 'eq', ofCaller('region')),
})
export const Store = entity('store', { region: t.string(), until: t.timestamp() })
export const stores = resource(Store, { read: where('region', 'eq', ofCaller('region')) })
export const Offer = entity('offer', { until: t.timestamp() })
export const offers = resource(Offer, { read: where('until', 'gt', fromNow()) })
export const Notice = entity('notice', { text: t.text() })
export const notices = resource(Notice, { read: anyone })
export const Task = entity('task', { holder: t.ref(() => User), state: t.enum('open', 'done'), note: t.text() })
export const tasks = resource(Task, {
  create: owner('holder'),
  update: { who: owner('holder'), after: where('state', 'eq', 'open') },
  fields: { note: { write: owner('holder') } },
})
export default application('teams', { parts: [{ User, Task, tasks, accounts, Team, Member, Project, projects, Store, stores, Offer, offers, notices }] })
`

interface Data {
  readonly policies: readonly {
    readonly resource: string
    readonly action: string
    readonly actors: readonly string[]
    readonly listCost?: number
    readonly rowCost: number
    readonly path: readonly { readonly table: string; readonly index?: string }[]
    readonly walks: boolean
    readonly missing: readonly { readonly table: string; readonly columns: readonly string[] }[]
  }[]
}

let project: TestProject
let database: TestDatabase
let env: Record<string, string>

beforeAll(async () => {
  project = await TestProject.make({ 'src/app.ts': application })
  database = await createTestDatabase()
  env = { DATABASE_URL: database.connectionString }
}, 180_000)
afterAll(async () => {
  await project?.remove()
  await database?.drop()
})

const options = { timeout: 120_000 }
const run = (...words: string[]) =>
  project.run(['access', 'cost', '--rows', '400', ...words], { env, timeoutMs: 90_000 })

async function leftBehind(): Promise<unknown[]> {
  const like = "SELECT datname FROM pg_database WHERE datname LIKE 'lintel_verify%'"
  return withClient(database.connectionString, async (client) => (await client.query(like)).rows)
}

test('with the indexes that are planned, no policy reads a table whole', options, async () => {
  const { code, stdout, stderr } = await run('--json')
  expect([code, stderr]).toEqual([0, ''])
  const { policies }: Data = JSON.parse(stdout)
  const of = (name: string) => policies.find((each) => `${each.resource}.${each.action}` === name)
  expect(policies.flatMap(({ missing }) => missing)).toEqual([])
  // An auditor sees every row, and so does everybody of notices: no condition is left to cost anything.
  expect(of('projects.read')?.actors).toEqual(['signed in'])
  expect(of('notices.read')).toBeUndefined()
  expect(of('projects.read')?.path.map(({ table }) => table)).toContain('members')
  expect(of('projects.read')?.path.every(({ index }) => index !== undefined)).toBe(true)
  expect(of('projects.read')?.listCost).toBeGreaterThan(0)
  expect(of('projects.update')?.listCost).toBeUndefined()
  // What depends on no caller is found by going through the list.
  expect([of('offers.read')?.walks, of('stores.read')?.walks]).toEqual([true, false])
  // What is written is asked about, too: as it is stored, as it becomes, and field by field.
  for (const name of ['tasks.create', 'tasks.update', 'tasks.update.after', 'tasks.fields.note.write'])
    expect([name, of(name)?.rowCost]).toEqual([name, expect.any(Number)])
  expect(of('tasks.delete')).toBeUndefined()
  expect(await leftBehind()).toEqual([])
})

test('an index that a migration does not make is an error, with the index to add', options, async () => {
  await project.run(['plan'], { env })
  const path = 'migrations/0001-start/up.sql'
  const script = await readFile(project.path(path), 'utf8')
  const without = script
    .split('\n')
    .filter((line) => !/CREATE INDEX .*ON "?(members|stores)"?/.test(line))
    .join('\n')
  expect(without).not.toBe(script)
  await project.write({ [path]: without })
  const { code, stdout } = await run()
  expect(code).toBe(1)
  expect(stdout).toContain('projects.read reads every row of members: no index begins with team_id, user_id.')
  expect(stdout).toContain("{ index: [['team', 'user']] } to the entity member")
  expect(stdout).toContain('stores.read reads every row of stores: no index begins with region.')
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/, 2 missing indexes$/)
  expect(await leftBehind()).toEqual([])
})
