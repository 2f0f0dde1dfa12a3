// Who there is, and which workspace they belong to: the tenant of everything else.
import {
  acrossTenants,
  allOf,
  entity,
  grant,
  identity,
  operation,
  owner,
  related,
  resource,
  role,
  signedIn,
  t,
  tenancy,
  where,
} from 'lintel'

export const User = entity('user', {
  email: t.email().unique().personal(),
  name: t.string({ max: 100 }).personal(),
  password: t.password(),
  role: t.enum('person', 'support').default('person').readOnly(),
  memberships: t.many(() => Member, 'user'),
})

export const accounts = identity(User, {
  role: 'role',
  signUp: { fields: ['name'], verifyEmail: 'none' },
  tokens: { refresh: true },
})

export const Workspace = entity('workspace', {
  name: t.string({ max: 80 }),
  members: t.many(() => Member, 'workspace'),
})

export const Member = entity(
  'member',
  {
    workspace: t.ref(() => Workspace, { onDelete: 'cascade' }).immutable(),
    user: t.ref(() => User, { onDelete: 'cascade' }).immutable(),
    role: t.enum('member', 'admin').default('member'),
  },
  { unique: [['workspace', 'user']], tenant: 'workspace' },
)

export const tenants = tenancy(Workspace, { members: 'members.user' })

/** A membership that is the caller's own, as an administrator. */
const mineAsAdmin = allOf(owner('user'), where('role', 'eq', 'admin'))
/** For everything that has a `workspace`: the caller is one of its administrators. */
export const admin = related('workspace.members', mineAsAdmin)
export const support = acrossTenants(role('support'))

export const users = resource(User, {
  // Oneself, and whoever is in a workspace of one's own.
  read: [owner('id'), related('memberships.workspace.members', owner('user')), role('support')],
  update: { who: owner('id'), fields: ['name'] },
  // Colleagues know each other by name.
  fields: { email: { read: [owner('id'), role('support')] } },
})

export const workspaces = resource(Workspace, {
  read: [owner('members.user'), role('support')],
  update: related('members', mineAsAdmin),
  delete: related('members', mineAsAdmin),
  include: ['members.user'],
})

export const members = resource(Member, {
  read: [signedIn, support],
  // Whoever is added is a colleague from then on, and not before: a name that is known by its id.
  create: { who: admin, refersToAny: ['user'] },
  update: { who: admin, fields: ['role'] },
  delete: [admin, owner('user')],
  filter: ['workspace', 'role'],
  include: ['user'],
})

export const openWorkspace = operation('POST /workspaces', {
  summary: 'Open a workspace, as its first administrator',
  tag: 'workspaces',
  allow: signedIn,
  input: { name: Workspace.fields.name },
  output: Workspace,
  grants: [grant(Workspace, 'create'), grant(Member, 'create')],
  run: ({ input, principal, db }) =>
    db.insert(Workspace, { name: input.name, members: [{ user: principal.id, role: 'admin' }] }),
})
