/** The tree of a rule: verdicts of its parts, which of them decide, and what would have to change. */
import {
  allOf,
  application,
  entity,
  fromNow,
  identity,
  not,
  owner,
  policy,
  related,
  role,
  t,
  through,
  where,
} from 'lintel'
import { expect, test } from 'vitest'
import { Principal } from '../../../spec/principal.ts'
import { actorOf } from '../actor.ts'
import { RowSnapshot } from '../row-snapshot.ts'
import { type ExplainedRule, explainRule } from './explain-rule.ts'
import { needText } from './need.ts'

const User = entity('user', { email: t.email().personal() })
const Team = entity('team', { members: t.many(() => Member, 'team') })
const Member = entity('member', {
  team: t.ref(() => Team),
  user: t.ref(() => User),
  part: t.enum('reader', 'admin'),
  until: t.timestamp(),
})
const Page = entity('page', {
  team: t.ref(() => Team),
  author: t.ref(() => User).optional(),
  status: t.enum('draft', 'published'),
  contact: t.email().personal().optional(),
})

type Rules = NonNullable<Parameters<typeof policy<typeof Page>>[1]['read']>

const day = (offset: number) => new Date(Date.UTC(2026, 0, 10 + offset)).toISOString()
const rows = {
  user: [{ id: 'ada' }, { id: 'bob' }],
  team: [{ id: 'red' }],
  member: [
    { id: 'm1', team: 'red', user: 'ada', part: 'reader', until: day(-1) },
    { id: 'm2', team: 'red', user: 'bob', part: 'admin', until: day(1) },
  ],
  page: [{ id: 'p1', team: 'red', author: 'bob', status: 'draft', contact: 'bob@example.com' }],
}

function ask(read: Rules, caller: { id: string | null; roles?: string[] }, of: 'row' | 'any' = 'row') {
  const { model } = application('explained', {
    parts: [
      {
        User,
        Team,
        Member,
        Page,
        accounts: identity(User),
        teams: policy(Team, { read: owner('members.user') }),
        pages: policy(Page, { read }),
      },
    ],
  })
  const page = model.entities.page
  const rule = model.resources.pages?.read?.who
  const [row] = rows.page
  if (!page || !rule || !row) throw new Error('There is no page.')
  const snapshot = new RowSnapshot(model, { rows, links: {} })
  const scope = { snapshot, principalId: caller.id, nowMs: Date.UTC(2026, 0, 10) }
  const { tree, need } = explainRule({
    rule,
    actor: actorOf(new Principal({ id: caller.id, roles: caller.roles ?? [] })),
    rows: { model, entity: page, action: 'read' },
    ...(of === 'row' ? { asked: { row, scope } } : {}),
  })
  return { tree, verdict: tree.verdict, need: need && needText(need) }
}

const ada = { id: 'ada' }
const needsIn = ({ needs, parts }: ExplainedRule): readonly string[] => [
  ...(needs === undefined ? [] : [needs]),
  ...parts.flatMap(needsIn),
]

test('of several rules any one would do, and roles are told together', () => {
  const { verdict, need, tree } = ask([owner('author'), role('support'), role('admin')], ada)
  expect(verdict).toBe('fails')
  expect(need).toBe('role support or admin, or pages.author would have to be ada')
  expect(needsIn(tree)).toEqual([
    'pages.author would have to be ada (it is bob)',
    'role support',
    'role admin',
  ])
})

test('of rules that must all hold, those that do not are told', () => {
  const { need, tree } = ask(allOf(owner('author'), where('status', 'eq', 'published')), { id: 'bob' })
  expect(need).toBe("pages.status would have to be 'published'")
  expect(tree.parts.map(({ verdict, decides }) => [verdict, decides])).toEqual([
    ['holds', false],
    ['fails', true],
  ])
})

test('inside not, what holds would have to hold no longer', () => {
  const { need } = ask(not(where('status', 'in', ['draft'])), ada)
  expect(need).toBe("pages.status would have to be other than 'draft'")
  expect(ask(not(owner('author')), { id: 'bob' }).need).toBe(
    'pages.author would have to be somebody else than bob',
  )
})

test('a membership that is the caller’s own would have to be another one, or another one be there', () => {
  const read = related('team.members', allOf(owner('user'), where('part', 'eq', 'admin')))
  const { need, tree } = ask(read, ada)
  expect(need).toBe(
    "a row of team.members with user = ada and part = 'admin' would have to exist, or members.part would have to be 'admin'",
  )
  // Another person's membership is none to change.
  expect(tree.parts.map(({ of, verdict, decides }) => [of?.id, verdict, decides])).toEqual([
    ['m1', 'fails', true],
    ['m2', 'fails', false],
  ])
  expect(ask(read, { id: 'bob' })).toMatchObject({ verdict: 'holds', need: undefined })
})

test('moments are told as later or earlier than now', () => {
  const read = related('team.members', allOf(owner('user'), where('until', 'gt', fromNow({ days: 1 }))))
  expect(ask(read, ada).need).toContain('members.until would have to be later than 1 day from now')
})

test('who is nobody would have to be somebody, and a rule through another row tells of that row', () => {
  const { verdict, need } = ask(through('team'), { id: null })
  expect([verdict, need]).toEqual(['fails', 'the caller would have to be signed in, as teams.members.user'])
  const { tree } = ask(through('team'), ada)
  expect([tree.verdict, tree.parts[0]?.of]).toEqual(['holds', { entity: 'team', id: 'red' }])
})

test('the value of a personal field is not told', () => {
  const { tree } = ask(where('contact', 'eq', 'boss@example.com'), ada)
  expect(JSON.stringify(tree)).not.toContain('bob@example.com')
  expect(needsIn(tree)).toEqual(["pages.contact would have to be 'boss@example.com'"])
})

test('without a row it says what a row is asked', () => {
  const { tree, need } = ask([owner('author'), role('support')], ada, 'any')
  expect(need).toBeUndefined()
  expect(tree).toMatchObject({
    verdict: 'by row',
    parts: [{ verdict: 'by row', asks: 'author = the caller' }, { verdict: 'fails' }],
  })
})
