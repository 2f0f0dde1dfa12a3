/** Rules in other words: what is equal for every row and every change is found to be, and nothing else. */
import { allOf, application, entity, identity, owner, policy, related, t, through, where } from 'lintel'
import { expect, test } from 'vitest'
import { accessMutants } from './access-mutants.ts'

const User = entity('user', { name: t.string() })
const Team = entity('team', { name: t.string(), members: t.many(() => Member, 'team') })
const Member = entity('member', { team: t.ref(() => Team), user: t.ref(() => User), leads: t.boolean() })
const Board = entity('board', { team: t.ref(() => Team), isOpen: t.boolean() })
const Card = entity('card', {
  board: t.ref(() => Board).immutable(),
  author: t.ref(() => User).immutable(),
  holder: t.ref(() => User),
  state: t.enum('new', 'done'),
})

type Rules = Parameters<typeof policy<typeof Card>>[1]

/** Names of the mutants that decide everything as the rules do, of those about cards. */
function equivalentOf(rules: Rules, boards: Parameters<typeof policy<typeof Board>>[1] = {}) {
  const { model } = application('cards', {
    parts: [
      {
        User,
        Team,
        Member,
        accounts: identity(User),
        users: policy(User, { read: owner('id') }),
        boards: policy(Board, boards),
        cards: policy(Card, rules),
      },
    ],
  })
  return accessMutants(model).equivalent.filter((name) => name.startsWith('cards'))
}

test('a row that one reference leads to is asked part by part, of several rows each may be another', () => {
  const onTeam = related('board.team.members', owner('user'))
  const reads = { read: allOf(owner('team.members.user'), where('isOpen', 'eq', true)) }
  const create = allOf(onTeam, where('board.isOpen', 'eq', true))
  expect(equivalentOf({ create }, reads)).toContain('cards: board refers to any row')
  expect(equivalentOf({ create: onTeam }, reads)).not.toContain('cards: board refers to any row')
  // One member is the caller, and one leads: not the same member.
  const leads = { read: related('team.members', allOf(owner('user'), where('leads', 'eq', true))) }
  const apart = allOf(onTeam, related('board.team.members', where('leads', 'eq', true)))
  expect(equivalentOf({ create: apart }, leads)).not.toContain('cards: board refers to any row')
})

test('a reference to oneself is one to a row that one sees', () => {
  expect(equivalentOf({ create: owner('author') })).toContain('cards: author refers to any row')
  expect(equivalentOf({ create: owner('author') })).not.toContain('cards: holder refers to any row')
})

test('what a change leaves as it is need be asked once', () => {
  const draft = where('state', 'eq', 'new')
  const rules: Rules = { update: { who: allOf(owner('author'), draft), after: owner('author') } }
  expect(equivalentOf(rules)).toEqual(
    expect.arrayContaining([
      "cards.update: owner('author') dropped",
      'cards.update.after: dropped',
      "cards.update.after: owner('author') → signedIn",
    ]),
  )
  expect(equivalentOf(rules)).not.toContain("cards.update: where('state', 'eq', \"new\") dropped")
  // The holder may be changed: before and afterwards are two questions.
  const held: Rules = { update: { who: allOf(owner('holder'), draft), after: owner('holder') } }
  expect(equivalentOf(held).filter((name) => name.includes('update'))).toEqual([])
})

test('a rule that asks of the row what a reference asks anyway says nothing by itself', () => {
  const rules: Rules = { create: allOf(owner('author'), through('board')) }
  expect(equivalentOf(rules, { read: owner('team.members.user') })).toContain(
    "cards.create: through('board') dropped",
  )
  const free: Rules = { create: { who: allOf(owner('author'), through('board')), refersToAny: ['board'] } }
  expect(equivalentOf(free, { read: owner('team.members.user') })).not.toContain(
    "cards.create: through('board') dropped",
  )
})
