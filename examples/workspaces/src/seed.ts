// Rows to try the workspaces with. Development only: a production database starts empty.
import type { SeedContext } from 'lintel'
import { Document, Share } from './documents.ts'
import { User, Workspace } from './people.ts'
import { Project, Team } from './projects.ts'

const people = ['ada', 'ben', 'gus'] as const

export async function seed({ db }: SeedContext): Promise<void> {
  const [ada, ben, gus] = await Promise.all(
    people.map((name) =>
      db.insert(User, { name, email: `${name}@workspaces.example`, password: 'correct horse' }),
    ),
  )
  if (!ada || !ben || !gus) return
  const { id: workspace } = await db.insert(Workspace, {
    name: 'Lighthouse',
    members: [{ user: ada.id, role: 'admin' }, { user: ben.id }],
  })
  const team = await db.insert(Team, { workspace, name: 'Keepers', members: [{ user: ben.id }] })
  const project = await db.insert(Project, { workspace, team: team.id, name: 'Lamp', budget: '900.00' })
  const written = { project: project.id, author: ben.id, state: 'published' } as const
  const log = await db.insert(Document, { ...written, title: 'Log', body: 'The lamp is lit.' })
  const expiresAt = new Date(Date.now() + 7 * 86_400_000).toISOString()
  await db.insert(Share, { document: log.id, guest: gus.id, expiresAt })
}
