// Tenants: nobody reaches into a workspace from outside, by any door, and no row refers out of its own.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Member, User } from '../src/people.ts'
import { Project, Team, TeamMember } from '../src/projects.ts'
import { startWorkspaces, type WorkspacesUnderTest } from './workspaces-under-test.ts'

let world: WorkspacesUnderTest
let app: WorkspacesUnderTest['app']

beforeAll(async () => {
  world = await startWorkspaces()
  app = world.app
})
afterAll(() => app?.stop())

const status: WorkspacesUnderTest['status'] = (...asked) => world.status(...asked)
const ids: WorkspacesUnderTest['ids'] = (...asked) => world.ids(...asked)

describe('what is in a workspace', () => {
  test('is read by its people, and by support, and is not there for anybody else', async () => {
    const { ada, ben, col, eve, gus, support, workspace, team } = world
    for (const path of [`/workspaces/${workspace}`, `/teams/${team}`]) {
      for (const as of [ada, ben, col, support]) expect(await status(`GET ${path}`, as)).toBe(200)
      for (const as of [eve, gus]) expect(await status(`GET ${path}`, as)).toBe(404)
    }
    expect(await ids('/teams', ada)).toEqual([team])
    expect(await ids('/teams', eve)).toEqual([world.elsewhere.team])
    expect(await ids('/teams', gus)).toEqual([])
    expect(await ids(`/members?workspace=${workspace}`, eve)).toEqual([])
    expect((await ids('/teams', support)).toSorted()).toEqual([team, world.elsewhere.team].toSorted())
  })

  test('is changed by its own administrators alone', async () => {
    const { ada, col, eve, support, team, workspace } = world
    const change = { name: 'Taken' }
    for (const path of [`/teams/${team}`, `/workspaces/${workspace}`]) {
      for (const as of [col, support]) expect(await status(`PATCH ${path}`, as, change)).toBe(403)
      expect(await status(`PATCH ${path}`, eve, change)).toBe(404)
    }
    expect(await status(`DELETE /workspaces/${workspace}`, eve)).toBe(404)
    expect(await status(`POST /teams`, eve, { workspace, name: 'Moles' })).toBe(403)
    expect(await status(`POST /members`, eve, { workspace, user: eve.id, role: 'admin' })).toBe(403)
    expect(await app.db.count(Member, { workspace, user: eve.id })).toBe(0)
    expect(await app.db.get(Team, team)).toMatchObject({ name: 'Team' })
    expect(await status(`PATCH /teams/${team}`, ada, { name: 'Team' })).toBe(200)
  })

  test('refers to nothing outside: not by a new row, and not by a change', async () => {
    const { ada, eve, workspace, project, elsewhere } = world
    const smuggled = { workspace, team: elsewhere.team, name: 'Smuggled' }
    expect(await status('POST /projects', ada, smuggled)).toBe(422)
    expect(await status(`PATCH /projects/${project}`, ada, { team: elsewhere.team })).toBe(403)
    expect(await status(`PATCH /projects/${elsewhere.project}`, eve, { team: world.team })).toBe(403)
    const nowhere = '01900000-0000-7000-8000-000000000000'
    expect(await status('POST /projects', ada, { ...smuggled, team: nowhere })).toBe(422)
    expect(await app.db.count(Project, { name: 'Smuggled' })).toBe(0)
    expect(await app.db.get(Project, project)).toMatchObject({ team: world.team })
  })

  test('refers to nothing of another workspace either where the caller administers both', async () => {
    const { workspace, elsewhere } = world
    const account = { name: 'dee', email: 'dee@workspaces.example', password: 'correct horse' }
    const { id } = await app.db.insert(User, account)
    const dee = { id, roles: ['person'] }
    const both = [workspace, elsewhere.workspace].map((each) => ({
      workspace: each,
      user: id,
      role: 'admin' as const,
    }))
    await app.db.insertMany(Member, both)
    expect(await status('POST /projects', dee, { workspace, team: elsewhere.team, name: 'Both' })).toBe(403)
    expect(await status(`PATCH /projects/${world.project}`, dee, { team: elsewhere.team })).toBe(403)
    expect(await app.db.count(Project, { name: 'Both' })).toBe(0)
    expect(await app.db.get(Project, world.project)).toMatchObject({ team: world.team })
    expect(await status('POST /projects', dee, { workspace, team: world.team, name: 'Own' })).toBe(201)
  })

  test('stays there: a row has one tenant as long as it lives', async () => {
    const { ada, team, elsewhere } = world
    expect(await status(`PATCH /teams/${team}`, ada, { workspace: elsewhere.workspace })).toBe(422)
    expect(await app.db.get(Team, team)).toMatchObject({ workspace: world.workspace })
  })
})

describe('a membership', () => {
  test('makes nobody an administrator by their own hand', async () => {
    const { col, workspace } = world
    const mine = await app.db.get(Member, { workspace, user: col.id })
    expect(await status(`PATCH /members/${mine?.id}`, col, { role: 'admin' })).toBe(403)
    expect(await status(`POST /members`, col, { workspace, user: world.gus.id })).toBe(403)
    expect(await app.db.get(Member, mine?.id ?? '')).toMatchObject({ role: 'member' })
  })

  test('ends with everything that it gave, also for those who are on a team still', async () => {
    const { app, ada, workspace, team, project } = world
    const { id } = await app.db.insert(User, {
      name: 'zoe',
      email: 'zoe@workspaces.example',
      password: 'correct horse',
    })
    const zoe = { id, roles: ['person'] }
    await app.db.insert(TeamMember, { team, user: id })
    expect(await status(`GET /projects/${project}`, zoe)).toBe(404)
    const { body } = await app.request('POST /members', { as: ada, body: { workspace, user: id } })
    expect(await status(`GET /projects/${project}`, zoe)).toBe(200)
    expect(await status(`DELETE /members/${body.data.id}`, zoe)).toBe(204)
    expect(await status(`GET /projects/${project}`, zoe)).toBe(404)
    expect(await ids('/projects', zoe)).toEqual([])
  })

  test('shows colleagues by name, not by address, and nobody else', async () => {
    const { col, ben, gus, eve, workspace } = world
    const { body } = await app.request(`GET /users/${ben.id}`, { as: col })
    expect(body.data.name).toBe('ben')
    expect(JSON.stringify(body)).not.toContain('ben@')
    const included = await app.request(`GET /workspaces/${workspace}?include=members.user`, { as: col })
    expect(included.body.data.members.map(({ user }: { user: { name: string } }) => user.name)).toContain(
      'ben',
    )
    expect(JSON.stringify(included.body)).not.toContain('ben@')
    expect((await app.request(`GET /users/${ben.id}`, { as: ben })).body.data.email).toContain('ben@')
    for (const as of [gus, eve]) expect(await status(`GET /users/${ben.id}`, as)).toBe(404)
  })
})

test('whoever opens a workspace is its administrator, and can be no more than that by what they send', async () => {
  const { gus, ada } = world
  const opened = await app.request('POST /workspaces', { as: gus, body: { name: 'New' } })
  const workspace: string = opened.body.data.id
  expect(opened.status).toBe(201)
  expect(await status('POST /teams', gus, { workspace, name: 'First' })).toBe(201)
  expect(await status(`GET /workspaces/${workspace}`, ada)).toBe(404)
  expect(await status('POST /workspaces', gus, { name: 'X', members: [{ user: ada.id }] })).toBe(422)
  expect(await status(`DELETE /workspaces/${workspace}`, gus)).toBe(204)
})

test('people sign up and in by the flows of identity, and cannot make themselves support', async () => {
  const account = { email: 'new@workspaces.example', password: 'a lamp in the fog' }
  const body = { ...account, name: 'New' }
  const refused = await app.request('POST /auth/sign-up', { body: { ...body, role: 'support' } })
  expect(refused.status).toBe(422)
  expect((await app.request('POST /auth/sign-up', { body })).status).toBe(201)
  const { body: given } = await app.request('POST /auth/token', { body: account })
  const headers = { authorization: `Bearer ${given.data.accessToken}` }
  const mine = await app.request('GET /workspaces', { headers })
  expect([mine.status, mine.body.data]).toEqual([200, []])
  expect((await app.request('GET /workspaces')).status).toBe(401)
})
