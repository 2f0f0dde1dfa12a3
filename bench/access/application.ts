/** What is measured: notes that belong to somebody, and documents that a team shares, three relations away. */
import {
  application,
  entity,
  identity,
  owner,
  related,
  resource,
  t,
} from '../../packages/lintel/src/index.ts'

const User = entity('user', { name: t.string() })
const Note = entity('note', { author: t.ref(() => User).immutable(), title: t.string() })
const Team = entity('team', { name: t.string(), members: t.many(() => TeamMember, 'team') })
const TeamMember = entity(
  'teamMember',
  { team: t.ref(() => Team).immutable(), user: t.ref(() => User).immutable() },
  { unique: [['team', 'user']] },
)
const Project = entity('project', { team: t.ref(() => Team).immutable(), name: t.string() })
const Document = entity('document', { project: t.ref(() => Project).immutable(), title: t.string() })

export const workspaces = application('bench-access', {
  parts: [
    {
      accounts: identity(User),
      members: TeamMember,
      notes: resource(Note, { read: owner('author') }),
      documents: resource(Document, { read: related('project.team.members', owner('user')) }),
    },
  ],
})
