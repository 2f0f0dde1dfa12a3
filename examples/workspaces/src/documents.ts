// Documents: a draft is its author's, what is published is the team's, and a guest sees single ones for a time.
import {
  acrossTenants,
  allOf,
  anyOf,
  entity,
  fromNow,
  not,
  owner,
  principalId,
  related,
  resource,
  t,
  through,
  where,
} from 'lintel'
import { User } from './people.ts'
import { Project } from './projects.ts'

export const Document = entity(
  'document',
  {
    project: t.ref(() => Project, { onDelete: 'cascade' }).immutable(),
    author: t.ref(() => User).immutable(),
    title: t.string({ max: 200 }),
    body: t.text({ max: 100_000 }),
    state: t.enum('draft', 'published').default('draft'),
    shares: t.many(() => Share, 'document'),
  },
  { tenant: 'project.workspace' },
)

export const Share = entity(
  'share',
  {
    document: t.ref(() => Document, { onDelete: 'cascade' }).immutable(),
    guest: t.ref(() => User, { onDelete: 'cascade' }).immutable(),
    expiresAt: t.timestamp(),
  },
  { unique: [['document', 'guest']], tenant: 'document.project.workspace' },
)

const onTheTeam = related('project.team.members', owner('user'))
const draft = where('state', 'eq', 'draft')
const invited = related('shares', allOf(owner('guest'), where('expiresAt', 'gt', fromNow())))

export const documents = resource(Document, {
  read: [
    allOf(onTheTeam, anyOf(owner('author'), not(draft))),
    // Guests belong to no workspace.
    acrossTenants(invited),
  ],
  create: { who: onTheTeam, fields: ['project', 'title', 'body'], set: { author: principalId } },
  // The author writes and publishes a draft; what is published stays as it is.
  update: {
    who: allOf(owner('author'), onTheTeam, draft),
    after: owner('author'),
    fields: ['title', 'body', 'state'],
  },
  delete: allOf(owner('author'), draft),
  filter: ['project', 'state'],
  sort: ['title'],
  include: ['project', 'shares'],
})

export const shares = resource(Share, {
  read: [owner('document.author'), acrossTenants(owner('guest'))],
  create: { who: allOf(owner('document.author'), through('document')), refersToAny: ['guest'] },
  delete: owner('document.author'),
  include: ['document'],
})
