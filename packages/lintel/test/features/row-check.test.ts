/** Rules decide in memory what they decide in SQL: random rules, random rows, every kind of condition. */
import fc from 'fast-check'
import {
  allOf,
  anyOf,
  application,
  entity,
  fromNow,
  identity,
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
  tenancy,
  through,
  where,
} from 'lintel'
import { createTestDatabase } from 'lintel/testing'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readNeededRows } from '../../src/database/explanation/read-needed-rows.ts'
import { createSchema } from '../../src/database/migration/create-schema.ts'
import { clientConfig, sessionSetup } from '../../src/database/session.ts'
import { fillTables } from '../../src/database/verification/rows/fill-tables.ts'
import { readSnapshot } from '../../src/database/verification/rows/read-snapshot.ts'
import { actorOf } from '../../src/plan/access/actor.ts'
import { type Decision, decide } from '../../src/plan/access/condition.ts'
import { decisionSql } from '../../src/plan/access/condition-sql.ts'
import type { RowOperation } from '../../src/plan/access/derived-operations.ts'
import { explainOperation } from '../../src/plan/access/explanation/explain-operation.ts'
import type { ExplainedRule } from '../../src/plan/access/explanation/explain-rule.ts'
import { neededRows } from '../../src/plan/access/explanation/needed-rows.ts'
import { admits } from '../../src/plan/access/row-check.ts'
import type { RowSnapshot } from '../../src/plan/access/row-snapshot.ts'
import { conjunction, notDeleted } from '../../src/plan/sql/relation.ts'
import { bind, StatementWriter } from '../../src/plan/sql/statement.ts'
import { createTypes } from '../../src/plan/tables/column-types.ts'
import { tablesOf } from '../../src/plan/tables/tables-of.ts'
import type { RuleModel } from '../../src/spec/model.ts'
import { Principal } from '../../src/spec/principal.ts'

const User = entity(
  'user',
  {
    team: t.ref(() => Team).optional(),
    level: t.integer({ min: 0, max: 3 }).optional(),
    memberships: t.many(() => Member, 'user'),
  },
  { softDelete: true },
)
const Team = entity('team', {
  lead: t.ref(() => User).optional(),
  members: t.many(() => Member, 'team'),
  tags: t.manyToMany(() => Tag),
  isOpen: t.boolean(),
})
const Member = entity(
  'member',
  { team: t.ref(() => Team), user: t.ref(() => User).optional(), part: t.enum('reader', 'editor') },
  { softDelete: true },
)
const Tag = entity('tag', { id: t.integerId(), word: t.enum('red', 'blue', 'green') })
const Note = entity(
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

const app = application('checked', {
  parts: [
    {
      User,
      Team,
      Member,
      Tag,
      Note,
      accounts: identity(User),
      tenants: tenancy(Team, { members: 'members.user' }),
      users: policy(User, { read: [owner('id'), where('level', 'gte', 2)] }),
      teams: policy(Team, { read: [owner('members.user'), where('isOpen', 'eq', true)] }),
      members: policy(Member, { read: not(where('part', 'eq', 'reader')) }),
      notes: policy(Note, { read: [owner('owner'), through('team')] }),
    },
  ],
})
const { model } = app
const note = model.entities.note
if (!note) throw new Error('There is no note.')

const database = await createTestDatabase()
const client = new Client(clientConfig({ connectionString: database.connectionString }))
let snapshot: RowSnapshot
let people: readonly string[]

beforeAll(async () => {
  await client.connect()
  const schema = tablesOf(model)
  for (const statement of createTypes(schema)) await client.query(statement)
  await createSchema({ client, schema })
  await client.query(sessionSetup)
  await fillTables({ client, schema, rowsPerTable: 60, seed: 7 })
  await concentrate()
  snapshot = await readSnapshot(client, model)
  const { user } = model.entities
  people = user ? snapshot.rows(user).map(({ id }) => id ?? '') : []
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

/** Few people and teams, so that many rows have to do with each; moments around now. */
async function concentrate(): Promise<void> {
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

const rowRules: readonly fc.Arbitrary<Rule<string>>[] = [
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
const relations = fc
  .tuple(
    fc.constantFrom('team.members', 'owner.memberships', 'other.members', 'parent.team.members'),
    memberRule,
  )
  .map(([path, of]) => related(path, of))

const { rule: anyRule } = fc.letrec<{ rule: Rule<string> }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(...rowRules, relations, actorRules),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((rules) => allOf(...rules)),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((rules) => anyOf(...rules)),
    tie('rule').map((each) => not(each)),
  ),
}))

const callers = fc.record({
  person: fc.integer({ min: -1, max: 5 }),
  roles: fc.constantFrom<readonly string[]>([], ['staff']),
  scopes: fc.constantFrom<readonly string[] | undefined>(
    undefined,
    ['notes:special', '*:read'],
    ['notes:read'],
  ),
})

async function admittedBySql(decision: Decision, principal: string | null): Promise<Set<string>> {
  if (!note) return new Set()
  const writer = new StatementWriter()
  const alias = writer.alias()
  const condition = conjunction([decisionSql(decision, { alias, model, writer }), notDeleted(alias, note)])
  const statement = writer.finish(`SELECT ${alias}.id FROM notes ${alias} WHERE ${condition}`)
  const { rows } = await client.query<{ id: string }>(
    statement.text,
    bind(statement, { principal, values: {} }),
  )
  return new Set(rows.map(({ id }) => id))
}

function admittedInMemory(decision: Decision, principalId: string | null): Set<string> {
  if (!note) return new Set()
  const checkScope = { snapshot, principalId, nowMs: Date.now() }
  const rows = snapshot.rows(note).filter((row) => admits(decision, row, checkScope))
  return new Set(rows.map(({ id }) => id ?? ''))
}

async function agree(
  rule: RuleModel,
  caller: { person: number; roles: readonly string[]; scopes?: readonly string[] | undefined },
) {
  if (!note) throw new Error('There is no note.')
  const { person, roles, scopes } = caller
  const id = people[person] ?? null
  const principal = new Principal({ id, roles, ...(scopes ? { scopes } : {}) })
  const decision = decide(rule, { model, entity: note, actor: actorOf(principal), action: 'read' })
  const inMemory = admittedInMemory(decision, id)
  expect(inMemory).toEqual(await admittedBySql(decision, id))
  return inMemory.size
}

test('every kind of condition admits the same rows', async () => {
  for (const arbitrary of [...rowRules, relations]) {
    let some = 0
    await fc.assert(
      fc.asyncProperty(arbitrary, callers, async ({ model: rule }, caller) => {
        const size = await agree(rule, caller)
        if (size > 0 && size < 60) some++
      }),
      { numRuns: 25 },
    )
    // A property of rules that admit nothing, or everything, would say little.
    expect(some, JSON.stringify(fc.sample(arbitrary, 1)[0])).toBeGreaterThan(0)
  }
})

test('rules in rules admit the same rows', async () => {
  await fc.assert(
    fc.asyncProperty(anyRule, callers, async ({ model: rule }, caller) => {
      await agree(rule, caller)
    }),
    { numRuns: 250 },
  )
})

/** What is read for one row alone, and the tree that explains its verdict. */
async function explainedOf(rule: RuleModel, id: string, principal: Principal) {
  const notes = model.resources.notes
  if (!note || !notes) throw new Error('There is no note.')
  const rows: RowOperation = { resource: { ...notes, read: { who: rule } }, entity: note, action: 'read' }
  const callerId = principal.isSignedIn ? principal.id : null
  const needed = neededRows(model, rows)
  const read = await readNeededRows({ client, model, needed, id, callerId })
  if (!read) throw new Error('There is no such note.')
  const { explanation } = explainOperation({
    model,
    operation: { name: 'notes.read', rule, rows, at: note.at },
    principal,
    asked: { row: read.row, scope: { snapshot: read.snapshot, principalId: callerId, nowMs: Date.now() } },
  })
  return explanation
}

function hasToChange({ needs, parts }: ExplainedRule): boolean {
  return needs !== undefined || parts.some(hasToChange)
}

/** The verdict of a tree in which every part that has to change has changed. */
function changed({ kind, verdict, needs, parts }: ExplainedRule): boolean {
  const before = verdict === 'holds' || verdict === 'by row'
  if (needs !== undefined) return !before
  if (!parts.some(hasToChange)) return before
  if (kind === 'allOf') return parts.every(changed)
  if (kind === 'not') return !parts.some(changed)
  // Not every row of a relation is shown.
  return parts.some(changed) || (kind !== 'anyOf' && before)
}

test('one row is explained as it is decided, and what would have to change changes it', async () => {
  const ids = snapshot.rows(note).map(({ id }) => id ?? '')
  let denied = 0
  await fc.assert(
    fc.asyncProperty(anyRule, callers, fc.nat(), async ({ model: rule }, caller, at) => {
      const id = ids[at % ids.length] ?? ''
      const { person, roles, scopes } = caller
      const principalId = people[person] ?? null
      const principal = new Principal({ id: principalId, roles, ...(scopes ? { scopes } : {}) })
      const decision = decide(rule, { model, entity: note, actor: actorOf(principal), action: 'read' })
      const { verdict, parts, needs } = await explainedOf(rule, id, principal)
      expect(verdict === 'admitted').toBe(admittedInMemory(decision, principalId).has(id))
      if (verdict === 'admitted') return
      denied++
      expect(needs).toMatch(/\w/)
      const tree = parts.find(({ about }) => about === 'the row')?.rule
      expect(tree && changed(tree), JSON.stringify(tree)).toBe(true)
    }),
    { numRuns: 300 },
  )
  expect(denied).toBeGreaterThan(50)
})
