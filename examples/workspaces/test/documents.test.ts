// Projects and documents: a draft is its author's, what is published is the team's, and a guest sees one for a time.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Document, Share } from '../src/documents.ts'
import { Project } from '../src/projects.ts'
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

describe('a project', () => {
  test('is its team’s, its administrators’ and support’s', async () => {
    const { ada, ben, col, eve, gus, support, project } = world
    for (const as of [ada, ben, support]) expect(await status(`GET /projects/${project}`, as)).toBe(200)
    for (const as of [col, eve, gus]) expect(await status(`GET /projects/${project}`, as)).toBe(404)
  })

  test('keeps its budget from the team: in answers, filters and changes', async () => {
    const { ada, ben, project } = world
    const path = `/projects/${project}`
    expect((await app.request(`GET ${path}`, { as: ada })).body.data.budget).toBe('900.00')
    expect(JSON.stringify((await app.request(`GET ${path}`, { as: ben })).body)).not.toContain('900')
    // Nor by asking which projects have more: that would be a way to guess it.
    expect(await status('GET /projects?budget[gte]=1', ben)).toBe(200)
    expect(await ids('/projects?budget[gte]=1', ben)).toEqual([])
    expect(await ids('/projects?budget[gte]=1', ada)).toEqual([project])
    expect(await status(`PATCH ${path}`, ben, { budget: '1.00' })).toBe(403)
    expect(await app.db.get(Project, project)).toMatchObject({ budget: '900.00' })
    expect(await status(`PATCH ${path}`, ben, { name: 'Project' })).toBe(200)
    expect(await status(`PATCH ${path}`, ada, { budget: '900.00' })).toBe(200)
  })
})

describe('a document', () => {
  test('is written by the team, in the name of whoever writes it', async () => {
    const { ben, bea, col, eve, gus, project } = world
    const body = { project, title: 'Plan', body: 'Light it.' }
    const written = await app.request('POST /documents', { as: bea, body })
    expect(written.body.data).toMatchObject({ author: bea.id, state: 'draft' })
    for (const as of [col, eve, gus]) expect(await status('POST /documents', as, body)).toBe(403)
    expect(await status('POST /documents', bea, { ...body, author: ben.id })).toBe(422)
    expect(await app.db.count(Document, { title: 'Plan' })).toBe(1)
  })

  test('is its author’s as a draft, then the team’s; nobody else’s by any door', async () => {
    const { ada, ben, bea, col, eve, gus, support } = world
    const [draft, published] = [await world.document('draft'), await world.document()]
    expect(await status(`GET /documents/${draft}`, ben)).toBe(200)
    for (const as of [ada, bea, col, eve, gus, support])
      expect(await status(`GET /documents/${draft}`, as)).toBe(404)
    for (const as of [ben, bea]) expect(await status(`GET /documents/${published}`, as)).toBe(200)
    for (const as of [ada, col, eve, gus, support])
      expect(await status(`GET /documents/${published}`, as)).toBe(404)
    expect(await ids('/documents?state=draft', bea)).not.toContain(draft)
    expect(await ids(`/documents?project=${world.project}`, eve)).toEqual([])
  })

  test('is changed by its author until it is published, and never again', async () => {
    const { ben, bea, eve } = world
    const path = `/documents/${await world.document('draft')}`
    for (const as of [bea, eve]) expect(await status(`PATCH ${path}`, as, { title: 'Mine' })).toBe(404)
    expect(await status(`PATCH ${path}`, ben, { state: 'published', title: 'Done' })).toBe(200)
    for (const as of [ben, bea]) expect(await status(`PATCH ${path}`, as, { title: 'Other' })).toBe(403)
    expect(await status(`PATCH ${path}`, ben, { state: 'draft' })).toBe(403)
    expect(await status(`DELETE ${path}`, ben)).toBe(403)
    expect((await app.request(`GET ${path}`, { as: bea })).body.data.title).toBe('Done')
  })
})

describe('a share', () => {
  test('shows its guest one document, and of what surrounds it nothing', async () => {
    const { gus, eve, ben, project } = world
    const [shown, hidden] = [await world.document(), await world.document()]
    const share = await world.share(shown, 10)
    expect(await ids('/documents', gus)).toEqual([shown])
    expect(await status(`GET /documents/${hidden}`, gus)).toBe(404)
    const { body } = await app.request(`GET /documents/${shown}?include=project,shares`, { as: gus })
    expect(body.data.project).toBe(project)
    expect(body.data.shares.map(({ id }: { id: string }) => id)).toEqual([share])
    expect(await status(`GET /documents/${shown}`, eve)).toBe(404)
    expect(await status(`PATCH /documents/${shown}`, gus, { title: 'Mine' })).toBe(403)
    expect(await status(`DELETE /shares/${share}`, gus)).toBe(403)
    expect(await status(`DELETE /shares/${share}`, ben)).toBe(204)
    expect(await status(`GET /documents/${shown}`, gus)).toBe(404)
  })

  test('ends by itself', async () => {
    const [over, open] = [await world.document(), await world.document()]
    await world.share(over, -1)
    await world.share(open, 10)
    expect(await status(`GET /documents/${over}`, world.gus)).toBe(404)
    expect(await status(`GET /documents/${open}`, world.gus)).toBe(200)
    expect(await ids('/documents', world.gus)).not.toContain(over)
  })

  test('is given by the author alone', async () => {
    const { ben, bea, eve, gus } = world
    const document = await world.document()
    const body = { document, guest: gus.id, expiresAt: '2999-01-01T00:00:00Z' }
    for (const as of [bea, eve, gus]) expect(await status('POST /shares', as, body)).toBe(403)
    expect(await app.db.count(Share, { document })).toBe(0)
    expect(await status('POST /shares', ben, body)).toBe(201)
    expect(await status(`GET /documents/${document}`, gus)).toBe(200)
  })
})
