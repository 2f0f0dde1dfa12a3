/** Rules of access as SQL decide what the same rules decide in memory: random rules, random rows, every verb. */
import fc from 'fast-check'
import {
  allOf,
  anyOf,
  anyone,
  application,
  entity,
  identity,
  nobody,
  not,
  owner,
  policy,
  type Rule,
  resource,
  role,
  signedIn,
  t,
  through,
  where,
} from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'

const User = entity('user', { name: t.string() })
const Team = entity(
  'team',
  { lead: t.ref(() => User).optional(), open: t.boolean(), name: t.string() },
  { softDelete: true },
)
const Task = entity('task', {
  owner: t.ref(() => User).optional(),
  team: t.ref(() => Team).optional(),
  status: t.enum('a', 'b').optional(),
  budget: t.integer().optional(),
  note: t.text().optional(),
  price: t.decimal(6, 2).default('1.50'),
  flag: t.boolean().default(true),
  day: t.date().optional(),
  touched: t.integer().default(0),
})

interface TeamRow {
  readonly id: string
  readonly lead: string | null
  readonly open: boolean
  readonly name: string
  readonly deleted: boolean
}
interface TaskRow {
  readonly owner: string | null
  readonly team: string | null
  readonly status: string | null
  readonly budget: number | null
  readonly note: string | null
  readonly price: string
  readonly flag: boolean
  readonly day: string | null
}
interface Actor {
  readonly id: string | null
  readonly roles: readonly string[]
}
interface Situation {
  readonly row: TaskRow
  readonly actor: Actor
  readonly teams: ReadonlyMap<string, TeamRow>
}

/** A rule, and what it means. */
interface Meant {
  readonly rule: Rule<never>
  holds(situation: Situation): boolean
}

const teamOf = ({ row, teams }: Situation) => {
  const team = row.team === null ? undefined : teams.get(row.team)
  return team?.deleted ? undefined : team
}
const isMe = (id: string | null | undefined, { actor }: Situation) => actor.id !== null && id === actor.id
// Paths that the types of one entity know are lost where rules are made at random.
const means = (rule: Rule<string> | Rule, holds: Meant['holds']): Meant => ({
  rule: rule as unknown as Rule<never>,
  holds,
})

const atoms: readonly Meant[] = [
  means(anyone, () => true),
  means(nobody, () => false),
  means(signedIn, ({ actor }) => actor.id !== null),
  means(role('staff'), ({ actor }) => actor.roles.includes('staff')),
  means(role('a,b'), ({ actor }) => actor.roles.includes('a,b')),
  means(owner('owner'), (given) => isMe(given.row.owner, given)),
  means(owner('team.lead'), (given) => isMe(teamOf(given)?.lead, given)),
  means(through('team'), (given) => {
    const team = teamOf(given)
    return team !== undefined && (team.open || isMe(team.lead, given))
  }),
  means(where('status', 'eq', 'a'), ({ row }) => row.status === 'a'),
  means(where('status', 'ne', 'a'), ({ row }) => row.status !== 'a'),
  means(where('status', 'in', ['a', 'b']), ({ row }) => row.status !== null),
  means(where('status', 'eq', null), ({ row }) => row.status === null),
  means(where('status', 'ne', null), ({ row }) => row.status !== null),
  means(where('budget', 'gt', 1), ({ row }) => row.budget !== null && row.budget > 1),
  means(where('budget', 'lte', 1), ({ row }) => row.budget !== null && row.budget <= 1),
  means(where('budget', 'null', true), ({ row }) => row.budget === null),
  means(where('note', 'prefix', "it's"), ({ row }) => row.note?.startsWith("it's") ?? false),
  means(where('price', 'gte', '1.50'), ({ row }) => Number(row.price) >= 1.5),
  means(where('flag', 'eq', true), ({ row }) => row.flag),
  means(where('day', 'lt', '2024-01-01'), ({ row }) => row.day !== null && row.day < '2024-01-01'),
  means(where('team.open', 'eq', false), (given) => teamOf(given)?.open === false),
  means(where('team.name', 'ne', 't0'), (given) => (teamOf(given)?.name ?? 't0') !== 't0'),
  means(where('team.lead', 'null', true), (given) => teamOf(given)?.lead === null),
]

const rules = fc.letrec<{ tree: Meant }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(...atoms),
    fc
      .array(tie('tree'), { maxLength: 3 })
      .map((of) =>
        means(anyOf(...of.map(({ rule }) => rule)), (given) => of.some((each) => each.holds(given))),
      ),
    fc
      .array(tie('tree'), { maxLength: 3 })
      .map((of) =>
        means(allOf(...of.map(({ rule }) => rule)), (given) => of.every((each) => each.holds(given))),
      ),
    tie('tree').map((of) => means(not(of.rule), (given) => !of.holds(given))),
  ),
}))
// The rules are fixed when an application starts: every simple one and its opposite, and some that are grown.
const opposites = atoms.map((of) => means(not(of.rule), (given) => !of.holds(given)))
const grown = fc.sample(rules.tree, { numRuns: 25, seed: 2024 })
const all = [...atoms, ...opposites, ...grown]

const app = await testApplication(
  application('oracle', {
    parts: [
      [
        identity(User),
        policy(Team, { read: [owner('lead'), where('open', 'eq', true)] }),
        ...all.map(({ rule }, index) =>
          resource(Task, {
            path: `/t${index}`,
            read: rule,
            create: { who: rule, refersToAny: ['owner', 'team'] },
            update: rule,
            delete: rule,
            limit: { default: 100 },
          }),
        ),
      ],
    ],
  }),
)
afterAll(() => app.stop())

const users = await app.db.insertMany(
  User,
  ['Ada', 'Bob', 'Cy'].map((name) => ({ name })),
)
const [ada, bob] = users.map(({ id }) => id) as [string, string]
const teams = new Map<string, TeamRow>()
for (const [lead, open, deleted] of [
  [ada, false, false],
  [bob, true, false],
  [null, false, false],
  [ada, true, true],
] as const) {
  const name = `t${teams.size}`
  const { id } = await app.db.insert(Team, { name, lead, open })
  if (deleted) await app.db.delete(Team, id)
  teams.set(id, { id, name, lead, open, deleted })
}
const actors: readonly Actor[] = [
  { id: null, roles: [] },
  { id: ada, roles: [] },
  { id: bob, roles: ['staff'] },
  { id: bob, roles: ['a', 'b'] },
  { id: ada, roles: ['a,b'] },
]
const asking = ({ id, roles }: Actor) => (id === null ? {} : { as: { id, roles } })

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })
const randomRow: fc.Arbitrary<TaskRow> = fc.record({
  owner: maybe(fc.constantFrom(ada, bob)),
  team: maybe(fc.constantFrom(...teams.keys())),
  status: maybe(fc.constantFrom('a', 'b')),
  budget: maybe(fc.integer({ min: 0, max: 3 })),
  note: maybe(fc.constantFrom("it's", "it's so", 'it', "'")),
  price: fc.constantFrom('1.49', '1.50', '2.00'),
  flag: fc.boolean(),
  day: maybe(fc.constantFrom('2023-12-31', '2024-01-01')),
})

const refill = async (rows: readonly TaskRow[]) => {
  await app.db.deleteMany(Task, {})
  return app.db.insertMany(Task, rows as Parameters<typeof app.db.insertMany<typeof Task>>[1])
}

describe('for every rule and every caller', () => {
  test('a list has exactly the rows that the rule admits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(randomRow, { minLength: 8, maxLength: 20 }),
        fc.constantFrom(...actors),
        async (rows, actor) => {
          const stored = await refill(rows)
          for (const [index, { holds, rule }] of all.entries()) {
            const answer = await app.request(`GET /t${index}?fields=id&count=true`, asking(actor))
            const seen =
              answer.status === 200 ? answer.body.data.map(({ id }: { id: string }) => id).sort() : []
            const wanted = stored.filter((row) => holds({ row, actor, teams })).map(({ id }) => id)
            expect(seen, JSON.stringify({ actor, rule })).toEqual(wanted.sort())
            if (answer.status === 200) expect(answer.body.meta.total).toBe(wanted.length)
            else expect(answer, JSON.stringify(rule)).toBeRefused(actor.id === null ? 401 : 403)
          }
        },
      ),
      { numRuns: 6 },
    )
  }, 60_000)

  test('one row is read, changed and deleted only where the rule admits it', async () => {
    await fc.assert(
      fc.asyncProperty(randomRow, fc.constantFrom(...actors), async (row, actor) => {
        const stored = await refill(all.map(() => row))
        for (const [index, { holds, rule }] of all.entries()) {
          const id = stored[index]?.id ?? ''
          const admitted = holds({ row, actor, teams })
          const said = JSON.stringify({ row, actor, rule })
          const path = `/t${index}/${id}`
          expect((await app.request(`GET ${path}`, asking(actor))).status === 200, said).toBe(admitted)
          const changed = await app.request(`PATCH ${path}`, { ...asking(actor), body: { touched: 1 } })
          expect(changed.status === 200, said).toBe(admitted)
          expect((await app.db.get(Task, id))?.touched, said).toBe(admitted ? 1 : 0)
          const gone = await app.request(`DELETE ${path}`, asking(actor))
          expect(gone.status === 204, said).toBe(admitted)
          expect((await app.db.get(Task, id)) === undefined, said).toBe(admitted)
          for (const answer of [changed, gone])
            if (!admitted) expect([401, 403, 404]).toContain(answer.status)
        }
      }),
      { numRuns: 2 },
    )
  }, 60_000)

  test('one row is stored only where the rule admits it, defaults included', async () => {
    const partial = fc.record(
      Object.fromEntries(
        (['owner', 'team', 'status', 'budget', 'note', 'price', 'flag', 'day'] as const).map((name) => [
          name,
          randomRow.map((row) => row[name]),
        ]),
      ),
      { requiredKeys: [] },
    ) as fc.Arbitrary<Partial<TaskRow>>
    const absent: TaskRow = {
      owner: null,
      team: null,
      status: null,
      budget: null,
      note: null,
      price: '1.50',
      flag: true,
      day: null,
    }
    await fc.assert(
      fc.asyncProperty(partial, fc.constantFrom(...actors), async (sent, actor) => {
        await refill([])
        const row = { ...absent, ...sent }
        for (const [index, { holds, rule }] of all.entries()) {
          const answer = await app.request(`POST /t${index}`, { ...asking(actor), body: sent })
          const said = JSON.stringify({ sent, actor, rule })
          if (holds({ row, actor, teams })) expect(answer.status, said).toBe(201)
          else expect([401, 403], said).toContain(answer.status)
        }
        expect(await app.db.count(Task)).toBe(all.filter(({ holds }) => holds({ row, actor, teams })).length)
      }),
      { numRuns: 5 },
    )
  }, 60_000)
})
