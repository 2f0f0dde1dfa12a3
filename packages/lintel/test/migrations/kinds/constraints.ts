/** Conditions and indexes that come, go and change. */
import { anyone, entity, identity, owner, resource, t } from 'lintel'
import { field, type Kind, note } from '../kind.ts'

const User = entity('user', { name: t.string({ max: 40 }) })
const pair = { first: t.integer(), last: t.integer() }
const bodies = t.text({ max: 200 })

export const constraintKinds: readonly Kind[] = [
  {
    ...field('a field becomes unique', t.string({ max: 60 }), t.string({ max: 60 }).unique()),
    rows: 'UPDATE notes SET thing = id::text',
  },
  field('a unique field is unique no more', t.string({ max: 60 }).unique(), t.string({ max: 60 })),
  {
    name: 'a pair becomes unique',
    from: note(pair),
    to: note(pair, { unique: [['first', 'last']] }),
    rows: distinctPairs(),
  },
  { name: 'a pair is unique no more', from: note(pair, { unique: [['first', 'last']] }), to: note(pair) },
  { name: 'an index comes', from: note(pair), to: note(pair, { index: [['first', 'last']] }) },
  { name: 'an index goes', from: note(pair, { index: [['first', 'last']] }), to: note(pair) },
  {
    name: 'an index becomes unique',
    from: note({ key: t.string({ max: 60 }).unique(), ...pair }, { index: [['key', 'first']] }),
    to: note({ key: t.string({ max: 60 }).unique(), ...pair }, { unique: [['key', 'first']] }),
  },
  { name: 'full-text search comes', from: note({}), to: note({}, { search: ['body'] }) },
  {
    name: 'full-text search reads one field more',
    from: note({ title: bodies }, { search: ['body'] }),
    to: note({ title: bodies }, { search: ['title', 'body'] }),
  },
  { name: 'full-text search goes', from: note({}, { search: ['body'] }), to: note({}) },
  {
    name: 'a check of two fields comes',
    from: note(pair),
    to: note(pair, { check: { in_order: ['first', '<=', { field: 'last' }] } }),
    rows: 'UPDATE notes SET last = first',
  },
  {
    name: 'a check of two fields changes',
    from: note(pair, { check: { in_order: ['first', '<=', { field: 'last' }] } }),
    to: note(pair, { check: { in_order: ['first', '<>', { value: -77 }] } }),
  },
  {
    name: 'a check goes',
    from: note(pair, { check: { in_order: ['first', '<=', { field: 'last' }] } }),
    to: note(pair),
  },
  field('an enum gets a value', t.enum('a', 'b'), t.enum('a', 'b', 'c')),
  {
    ...field('an enum loses a value that no row has', t.enum('a', 'b', 'c'), t.enum('a', 'b')),
    rows: "UPDATE notes SET thing = 'a' WHERE thing = 'c'",
  },
  {
    ...field('a text gets shorter', t.text({ max: 50 }), t.text({ max: 20 })),
    rows: 'UPDATE notes SET thing = left(thing, 20)',
  },
  field('a text may be longer', t.text({ max: 20 }), t.text({ max: 50 })),
  field('a range gets wider', t.integer({ min: 1, max: 5 }), t.integer({ min: 0, max: 9 })),
  field('a range comes', t.integer(), t.integer({ min: -2147483648 })),
  field('a range goes', t.integer({ min: 1 }), t.integer()),
  {
    name: 'a reference comes to a table with rows',
    from: { User, ...note({}) },
    to: { User, ...note({ author: t.ref(() => User).optional() }) },
  },
  {
    name: 'a required reference comes, filled',
    from: { User, ...note({}) },
    to: {
      User,
      ...note({ author: t.ref(() => User).filledFrom('(SELECT min(u.id::text)::uuid FROM users u)') }),
    },
  },
  {
    name: 'a reference is deleted with its target',
    from: { User, ...note({ author: t.ref(() => User) }) },
    to: { User, ...note({ author: t.ref(() => User, { onDelete: 'cascade' }) }) },
  },
  {
    name: 'rows are deleted softly from now on',
    from: note({ key: t.string({ max: 60 }).unique() }),
    to: note({ key: t.string({ max: 60 }).unique() }, { softDelete: true }),
  },
  {
    name: 'rows are deleted softly no more',
    from: note({ key: t.string({ max: 60 }).unique() }, { softDelete: true }),
    to: note({ key: t.string({ max: 60 }).unique() }),
    allowDataLoss: true,
    rows: 'UPDATE notes SET key = id::text, deleted_at = NULL',
  },
  { name: 'a list gets an order', from: { User, ...note({}) }, to: withList() },
  { name: 'an owner gets a list', from: { User, ...note({ author: t.ref(() => User) }) }, to: withOwner() },
]

function distinctPairs(): string {
  return 'UPDATE notes SET first = own.place, last = own.place FROM (SELECT id, row_number() OVER () AS place FROM notes) own WHERE own.id = notes.id'
}

function withList(): object {
  const Note = entity('note', { body: bodies })
  return { User, Note, notes: resource(Note, { read: anyone, sort: ['createdAt'] }) }
}

function withOwner(): object {
  const Note = entity('note', { body: bodies, author: t.ref(() => User) })
  return { User, accounts: identity(User), Note, notes: resource(Note, { read: owner('author') }) }
}
