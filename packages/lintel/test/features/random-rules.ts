/** Entities with every kind of field and relation, rows of them, and rules at random: for tests of what rules admit. */
import fc from 'fast-check'
import {
  allOf,
  anyOf,
  entity,
  fromNow,
  nobody,
  not,
  ofCaller,
  owner,
  policy,
  type Rule,
  related,
  role,
  scope,
  signedIn,
  t,
  through,
  where,
} from 'lintel'
import type { Client } from 'pg'

export const User = entity(
  'user',
  {
    team: t.ref(() => Team).optional(),
    level: t.integer({ min: 0, max: 3 }).optional(),
    memberships: t.many(() => Member, 'user'),
  },
  { softDelete: true },
)
export const Team = entity('team', {
  lead: t.ref(() => User).optional(),
  members: t.many(() => Member, 'team'),
  tags: t.manyToMany(() => Tag),
  isOpen: t.boolean(),
})
export const Member = entity(
  'member',
  { team: t.ref(() => Team), user: t.ref(() => User).optional(), part: t.enum('reader', 'editor') },
  { softDelete: true },
)
export const Tag = entity('tag', { id: t.integerId(), word: t.enum('red', 'blue', 'green') })
export const Note = entity(
  'note',
  {
    team: t.ref(() => Team).optional(),
    other: t.ref(() => Team).optional(),
    owner: t.ref(() => User).optional(),
    level: t.integer({ min: 0, max: 3 }).optional(),
    price: t.decimal(6, 2, { min: 0, max: 3 }).optional(),
    big: t.bigint().optional(),
    text: t.text({ max: 2 }).optional(),
    state: t.enum('draft', 'shown').optional(),
    day: t.date().optional(),
    moment: t.timestamp().optional(),
    flag: t.boolean().optional(),
    data: t.json().optional(),
    notes: t.many(() => Note, 'parent'),
    parent: t.ref(() => Note).optional(),
  },
  { softDelete: true },
)

/** Rules of what the rules of notes lead through. */
export const others = {
  users: policy(User, { read: [owner('id'), where('level', 'gte', 2)] }),
  teams: policy(Team, { read: [owner('members.user'), where('isOpen', 'eq', true)] }),
  members: policy(Member, { read: not(where('part', 'eq', 'reader')) }),
}

/** Few people and teams, so that many rows have to do with each; moments around now. */
export async function concentrate(client: Client): Promise<void> {
  const few = (table: string) =>
    `(SELECT array_agg(id) FROM (SELECT id FROM ${table} ORDER BY id LIMIT 4) few)`
  const any = (table: string) => `(${few(table)})[1 + floor(random() * 4)::integer]`
  for (const [table, column, target] of [
    ['users', 'team_id', 'teams'],
    ['teams', 'lead_id', 'users'],
    ['members', 'team_id', 'teams'],
    ['members', 'user_id', 'users'],
    ['notes', 'team_id', 'teams'],
    ['notes', 'other_id', 'teams'],
    ['notes', 'owner_id', 'users'],
  ] as const)
    await client.query(`UPDATE ${table} SET ${column} = ${any(target)} WHERE random() < 0.8`)
  await client.query(`UPDATE notes SET moment = now() + make_interval(days => floor(random() * 5)::integer - 2),
                      day = current_date + floor(random() * 5)::integer - 2 WHERE random() < 0.8`)
  await client.query('UPDATE notes SET big = floor(random() * 3) - 1 WHERE random() < 0.8')
  await client.query('UPDATE members SET deleted_at = NULL WHERE random() < 0.7')
  await client.query('UPDATE notes SET deleted_at = NULL WHERE random() < 0.8')
  await client.query('UPDATE users SET deleted_at = NULL WHERE random() < 0.8')
}

const comparisons = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] as const
const ordered = fc.constantFrom(...comparisons)
const nullable = <T>(values: readonly T[]) => fc.constantFrom<T | null>(...values, null)
const compared = <P extends string, T extends string | number | boolean>(path: P, values: readonly T[]) =>
  fc.oneof(
    fc.tuple(ordered, fc.constantFrom(...values)).map(([operator, value]) => where(path, operator, value)),
    fc.constantFrom('eq' as const, 'ne' as const).map((operator) => where(path, operator, null)),
    fc.boolean().map((isNull) => where(path, 'null', isNull)),
    fc.array(nullable(values), { maxLength: 3 }).map((list) => where(path, 'in', list)),
  )

export const rowRules: readonly fc.Arbitrary<Rule<string>>[] = [
  compared('level', [0, 1, 2, 3]),
  compared('price', [0, '1.5', '1.50', 2]),
  compared('big', ['-1', '0', 1]),
  compared('text', ['', 'a', 'é', 'xx']),
  compared('state', ['draft', 'shown']),
  compared('day', ['2000-01-01', '2026-11-24']),
  compared('moment', ['2000-01-01T00:00:00Z', '2026-11-24T10:00:00.5+02:00']),
  compared('flag', [true, false]),
  compared('team.isOpen', [true, false]),
  compared('team.tags.word', ['red', 'blue']),
  compared('owner.memberships.part', ['reader']),
  compared('parent.owner.level', [1, 2]),
  fc.constantFrom('', 'x', 'é').map((text) => where('text', 'prefix', text)),
  fc.constant(where('data', 'null', true)),
  fc
    .constantFrom(
      'owner',
      'team.lead',
      'team.members.user',
      'parent.owner',
      'notes.owner',
      'parent.notes.owner',
    )
    .map((path) => owner(path)),
  fc.constantFrom('team', 'other', 'parent', 'owner', 'team.lead').map((path) => through(path)),
  fc.constantFrom(...comparisons).map((operator) => where('level', operator, ofCaller('level'))),
  fc.constantFrom('eq' as const, 'ne' as const).map((operator) => where('team', operator, ofCaller('team'))),
  fc
    .tuple(ordered, fc.integer({ min: -2, max: 2 }), fc.constantFrom('moment', 'day', 'parent.moment'))
    .map(([operator, days, path]) => where(path, operator, fromNow({ days, minutes: 90 }))),
  fc.constant({ model: { rule: 'sameTenant', path: 'other', as: 'team' } } as Rule<string>),
  fc.constant({ model: { rule: 'sameTenant', path: 'parent.team', as: 'team' } } as Rule<string>),
]
const actorRules = fc.constantFrom<Rule>(signedIn, nobody, role('staff'), scope('notes:special'))
const memberRule = fc.oneof(
  fc.constant(owner('user')),
  fc.constant(where('part', 'eq', 'editor')),
  fc.constant(allOf(owner('user'), where('part', 'eq', 'editor'))),
  fc.constant(related('team.tags', where('word', 'in', ['red', 'green']))),
)
export const relations = fc
  .tuple(
    fc.constantFrom('team.members', 'owner.memberships', 'other.members', 'parent.team.members'),
    memberRule,
  )
  .map(([path, of]) => related(path, of))

export const { rule: anyRule } = fc.letrec<{ rule: Rule<string> }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(...rowRules, relations, actorRules),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((rules) => allOf(...rules)),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((rules) => anyOf(...rules)),
    tie('rule').map((each) => not(each)),
  ),
}))

export const callers = fc.record({
  person: fc.integer({ min: -1, max: 5 }),
  roles: fc.constantFrom<readonly string[]>([], ['staff']),
  scopes: fc.constantFrom<readonly string[] | undefined>(
    undefined,
    ['notes:special', '*:read'],
    ['notes:read'],
  ),
})
