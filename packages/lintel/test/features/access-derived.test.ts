/** The tests that follow from the rules notice what is written too weak: links, outcomes, and rules that rarely decide. */
import {
  allOf,
  anyOf,
  application,
  entity,
  identity,
  not,
  owner,
  policy,
  related,
  resource,
  t,
  through,
  where,
} from 'lintel'
import { mutateAccess, testAccess } from 'lintel/testing'
import { expect, test } from 'vitest'

const User = entity('user', { name: t.string() })
const Label = entity('label', { owner: t.ref(() => User).immutable(), name: t.string() })
const Team = entity('team', { name: t.string(), members: t.many(() => Member, 'team') })
const Member = entity(
  'member',
  {
    team: t.ref(() => Team).immutable(),
    user: t.ref(() => User).immutable(),
    part: t.enum('reader', 'editor'),
  },
  { unique: [['team', 'user']] },
)
const Note = entity('note', {
  team: t.ref(() => Team).immutable(),
  author: t.ref(() => User).immutable(),
  text: t.string(),
  state: t.enum('draft', 'sent', 'filed').default('draft'),
  labels: t.manyToMany(() => Label),
})

const edits = related('team.members', allOf(owner('user'), where('part', 'eq', 'editor')))
const draft = where('state', 'eq', 'draft')
const notes = application('notes', {
  parts: [
    {
      accounts: identity(User),
      users: policy(User, { read: owner('id') }),
      labels: policy(Label, { read: owner('owner') }),
      teams: policy(Team, { read: owner('members.user') }),
      members: policy(Member, { read: through('team') }),
      notes: resource(Note, {
        read: allOf(owner('team.members.user'), anyOf(owner('author'), not(draft))),
        create: allOf(owner('author'), edits),
        update: { who: allOf(owner('author'), edits, draft), after: where('state', 'in', ['draft', 'sent']) },
        delete: allOf(owner('author'), draft),
        bulk: true,
        include: ['labels'],
      }),
    },
  ],
})
const options = { rows: 10, rowsToWrite: 1 }

test('every door agrees with the rules, links among them', { timeout: 120_000 }, async () => {
  const { wrong, doors } = await testAccess(notes, options)
  expect(wrong).toEqual([])
  expect(doors).toMatchObject({ bulk: expect.any(Number), 'db.insert': expect.any(Number) })
})

test('every rule that is too weak is noticed, on few rows', { timeout: 300_000 }, async () => {
  const { survived, mutants, equivalent } = await mutateAccess(notes, options)
  expect(survived).toEqual([])
  expect(mutants).toBeGreaterThan(20)
  expect(equivalent).not.toContain('notes: labels links any row')
})
