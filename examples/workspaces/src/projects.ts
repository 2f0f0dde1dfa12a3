// Teams of a workspace, and the projects that each team works on.
import { entity, owner, related, resource, signedIn, t } from 'lintel'
import { admin, support, User, Workspace } from './people.ts'

export const Team = entity(
  'team',
  {
    workspace: t.ref(() => Workspace, { onDelete: 'cascade' }).immutable(),
    name: t.string({ max: 80 }),
    members: t.many(() => TeamMember, 'team'),
  },
  { tenant: 'workspace' },
)

export const TeamMember = entity(
  'teamMember',
  {
    team: t.ref(() => Team, { onDelete: 'cascade' }).immutable(),
    user: t.ref(() => User, { onDelete: 'cascade' }).immutable(),
  },
  { unique: [['team', 'user']], tenant: 'team.workspace' },
)

export const Project = entity(
  'project',
  {
    workspace: t.ref(() => Workspace, { onDelete: 'cascade' }).immutable(),
    // Of the same workspace: a team of another is refused.
    team: t.ref(() => Team),
    name: t.string({ max: 120 }),
    budget: t.decimal(12, 2, { min: 0 }).optional(),
  },
  { tenant: 'workspace' },
)

// `signedIn` reads: everybody of the workspace. The tenant stands before each rule by itself.
export const teams = resource(Team, {
  read: [signedIn, support],
  create: admin,
  update: admin,
  delete: admin,
  include: ['members.user'],
})

const teamAdmin = related('team', admin)
export const teamMembers = resource(TeamMember, {
  read: [signedIn, support],
  create: teamAdmin,
  delete: [teamAdmin, owner('user')],
  filter: ['team'],
})

export const projects = resource(Project, {
  read: [owner('team.members.user'), admin, support],
  create: admin,
  update: [owner('team.members.user'), admin],
  delete: admin,
  // A row that a team may change, with a field that it neither sees nor sets.
  fields: { budget: { read: admin, write: admin } },
  filter: ['team', 'budget'],
  sort: ['name'],
  include: ['team'],
})
