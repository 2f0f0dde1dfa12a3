// Two workspaces, started for a test: everything is tried in one of them, by people who are in it, beside it and outside.
import { type TestApplication, type TestPrincipal, testApplication } from 'lintel/testing'
import { Document, Share } from '../src/documents.ts'
import { Member, User, Workspace } from '../src/people.ts'
import { Project, Team } from '../src/projects.ts'
import application from '../src/workspaces.ts'

export interface WorkspacesUnderTest {
  readonly app: TestApplication
  /** Administrator of the workspace; on no team. */
  readonly ada: TestPrincipal
  /** On the team, and author of its documents. */
  readonly ben: TestPrincipal
  /** On the team, too. */
  readonly bea: TestPrincipal
  /** Of the workspace, not on the team. */
  readonly col: TestPrincipal
  /** Administrator of another workspace. */
  readonly eve: TestPrincipal
  /** In no workspace. */
  readonly gus: TestPrincipal
  readonly support: TestPrincipal
  readonly workspace: string
  readonly team: string
  readonly project: string
  /** Of Eve. */
  readonly elsewhere: { readonly workspace: string; readonly team: string; readonly project: string }
  status(request: string, as: TestPrincipal, body?: object): Promise<number>
  /** Of the rows that a list gives. */
  ids(path: string, as: TestPrincipal): Promise<string[]>
  document(state?: 'draft' | 'published'): Promise<string>
  share(document: string, minutes: number): Promise<string>
}

export async function startWorkspaces(): Promise<WorkspacesUnderTest> {
  const app = await testApplication(application)
  const { db } = app
  const person = async (name: string, role: 'person' | 'support' = 'person') => {
    const email = `${name}@workspaces.example`
    const { id } = await db.insert(User, { name, email, password: 'correct horse battery', role })
    return { id, roles: [role] }
  }
  const [ada, ben, bea, col] = [
    await person('ada'),
    await person('ben'),
    await person('bea'),
    await person('col'),
  ]
  const [eve, gus, support] = [await person('eve'), await person('gus'), await person('sam', 'support')]
  const opened = async (name: string, admin: string, team: readonly string[], others: readonly string[]) => {
    const { id: workspace } = await db.insert(Workspace, { name })
    const members = [...team, ...others].filter((user) => user !== admin)
    await db.insertMany(Member, [
      { workspace, user: admin, role: 'admin' },
      ...members.map((user) => ({ workspace, user })),
    ])
    const people = team.map((user) => ({ user }))
    const { id: teamId } = await db.insert(Team, { workspace, name: 'Team', members: people })
    const project = await db.insert(Project, { workspace, team: teamId, name: 'Project', budget: '900.00' })
    return { workspace, team: teamId, project: project.id }
  }
  const elsewhere = await opened('Elsewhere', eve.id, [eve.id], [])
  const here = await opened('Here', ada.id, [ben.id, bea.id], [col.id])
  return {
    ...{ app, ada, ben, bea, col, eve, gus, support, elsewhere, ...here },
    status: async (request, as, body) =>
      (await app.request(request, { as, ...(body ? { body } : {}) })).status,
    ids: async (path, as) => {
      const { body } = await app.request(`GET ${path}`, { as })
      return body.data.map(({ id }: { id: string }) => id)
    },
    document: async (state = 'published') => {
      const text = { title: 'Log', body: 'The lamp is lit.' }
      return (await db.insert(Document, { project: here.project, author: ben.id, state, ...text })).id
    },
    share: async (document, minutes) => {
      const expiresAt = new Date(Date.now() + minutes * 60_000).toISOString()
      return (await db.insert(Share, { document, guest: gus.id, expiresAt })).id
    },
  }
}
