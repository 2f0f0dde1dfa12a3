// What people have to do: storage, validation, API and documentation of it, and whose it is.
import { entity, owner, principalId, resource, signedIn, t } from 'lintel'
import { Person } from './people.ts'

export const Task = entity(
  'task',
  {
    owner: t.ref(() => Person, { onDelete: 'cascade' }).immutable(),
    title: t.string({ max: 200 }),
    notes: t.text({ max: 10_000 }).optional(),
    dueOn: t.date().optional(),
    done: t.boolean().default(false),
  },
  { search: ['title', 'notes'] },
)

export const tasks = resource(Task, {
  create: { who: signedIn, set: { owner: principalId } },
  read: owner('owner'),
  update: owner('owner'),
  delete: owner('owner'),
  filter: ['done', 'dueOn'],
  sort: ['dueOn', 'createdAt'],
  search: true,
})
