/** Rules that are made weaker, and those of them that say the same. */
import {
  allOf,
  anyOf,
  anyone,
  application,
  entity,
  identity,
  not,
  owner,
  policy,
  related,
  role,
  t,
  where,
} from 'lintel'
import { expect, test } from 'vitest'
import { accessMutants } from './access-mutants.ts'

const User = entity('user', { name: t.string() })
const Team = entity('team', { name: t.string(), members: t.many(() => Member, 'team') })
const Member = entity('member', {
  team: t.ref(() => Team),
  user: t.ref(() => User),
  part: t.enum('reader', 'editor'),
})

type Rules = Parameters<typeof policy<typeof Member>>[1]

function namesOf(rules: Rules) {
  const { model } = application('weakened', {
    parts: [
      {
        User,
        Team,
        Member,
        accounts: identity(User),
        users: policy(User, { read: anyone }),
        teams: policy(Team, { read: anyone }),
        members: policy(Member, rules),
      },
    ],
  })
  const { mutants, equivalent } = accessMutants(model)
  return {
    mutants: mutants.map(({ name }) => name),
    equivalent: equivalent.filter((name) => !name.includes('any row')),
  }
}

const editor = where('part', 'eq', 'editor')

test('every part of a rule is weakened by itself', () => {
  const { mutants, equivalent } = namesOf({ read: allOf(owner('user'), anyOf(role('staff'), not(editor))) })
  expect(mutants).toEqual([
    "members.read: owner('user') dropped",
    "members.read: anyOf(role('staff'), not(where('part', 'eq', \"editor\"))) dropped",
    "members.read: owner('user') → signedIn",
    "members.read: anyOf(role('staff'), not(where('part', 'eq', \"editor\"))) + anyone",
    "members.read: role('staff') → signedIn",
    "members.read: not(where('part', 'eq', \"editor\")) → anyone",
  ])
  expect(equivalent).toEqual([])
})

test('a part that another one proves says nothing by itself', () => {
  const administers = related('team.members', allOf(owner('user'), editor))
  const { equivalent } = namesOf({ update: allOf(owner('team.members.user'), administers) })
  expect(equivalent).toEqual([
    "members.update: owner('team.members.user') dropped",
    "members.update: owner('team.members.user') → signedIn",
  ])
})

test('a stored row is among those of its own parent, a row to be stored is not yet', () => {
  const mine = allOf(owner('team.members.user'), owner('user'))
  expect(namesOf({ delete: mine }).equivalent).toHaveLength(2)
  expect(namesOf({ create: mine }).equivalent).toEqual([])
})
