import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { tablesOf } from '../../../plan/tables/tables-of.ts'
import { generateRows } from '../../../plan/verification/rows/generate-rows.ts'
import { entity } from '../../../spec/entity.ts'
import { type AnyField, type AnyRelation, t } from '../../../spec/fields.ts'
import { createSchema } from '../../migration/create-schema.ts'
import {
  createThrowawayDatabase,
  modelOf,
  type ThrowawayDatabase,
} from '../../migration/throwaway-database.test-support.ts'
import { insertRows } from './insert-rows.ts'

let database: ThrowawayDatabase

beforeAll(async () => {
  database = await createThrowawayDatabase()
})

afterAll(() => database?.drop())

const scalars: Readonly<Record<string, () => AnyField>> = {
  text: () => t.text(),
  string: () => t.string({ min: 2, max: 5 }),
  long: () => t.string({ max: 5_000 }),
  letter: () => t.string({ min: 1, max: 1 }),
  slug: () => t.slug(),
  email: () => t.email(),
  integer: () => t.integer({ min: 1, max: 9 }),
  any: () => t.integer(),
  bigint: () => t.bigint(),
  decimal: () => t.decimal(10, 2),
  wide: () => t.decimal(20, 4, { min: -1.5 }),
  boolean: () => t.boolean().default(false),
  date: () => t.date(),
  timestamp: () => t.timestamp(),
  json: () => t.json(),
  state: () => t.enum('a', "b's").default('a'),
  secret: () => t.password(),
  version: () => t.version(),
  counted: () => t.integerId(),
}

const names = ['ant', 'bee', 'cat', 'dog'] as const
const fields = ['one', 'two', 'three', 'four', 'five'] as const
const kinds = [...Object.keys(scalars), 'ref', 'cascade', 'many']

interface FieldPlan {
  readonly kind: string
  readonly optional: boolean
  readonly unique: boolean
  readonly target: number
}

interface EntityPlan {
  readonly fields: Readonly<Record<string, FieldPlan>>
  readonly softDelete: boolean
  readonly search: boolean
  readonly counted: boolean
  readonly together: boolean
  readonly operator: '=' | '<>' | '<' | '<=' | '>' | '>='
}

const fieldPlan = fc.record({
  kind: fc.constantFrom(...kinds),
  optional: fc.boolean(),
  unique: fc.boolean(),
  target: fc.nat(3),
})
const plan = fc.dictionary(
  fc.constantFrom(...names),
  fc.record({
    fields: fc.dictionary(fc.constantFrom(...fields), fieldPlan, { maxKeys: 5 }),
    softDelete: fc.boolean(),
    search: fc.boolean(),
    counted: fc.boolean(),
    together: fc.boolean(),
    operator: fc.constantFrom(
      '=' as const,
      '<>' as const,
      '<' as const,
      '<=' as const,
      '>' as const,
      '>=' as const,
    ),
  }),
  { minKeys: 1, maxKeys: 4 },
)

function partsOf(entities: Readonly<Record<string, EntityPlan>>): object {
  const made: Record<string, ReturnType<typeof entity>> = {}
  const order = Object.keys(entities)
  for (const [name, each] of Object.entries(entities)) {
    const declared = Object.entries(each.fields).map(([field, one]) => {
      // Any entity, itself or a later one: chains, circles, circles of references that are required.
      return [field, fieldOf(one, () => made[order[one.target % order.length] ?? name] as never)] as const
    })
    const id = each.counted ? { id: t.integerId() } : {}
    made[name] = entity(name, { ...id, ...Object.fromEntries(declared) }, optionsOf(each) as never)
  }
  return made
}

function optionsOf({ fields: all, softDelete, search, together, operator }: EntityPlan): object {
  const ofKind = (wanted: readonly string[]) =>
    Object.entries(all).flatMap(([field, { kind }]) => (wanted.includes(kind) ? [field] : []))
  const numbers = ofKind(['any', 'bigint', 'wide'])
  const moments = ofKind(['timestamp'])
  const stored = Object.entries(all).flatMap(([field, { kind }]) =>
    ['many', 'json', 'long'].includes(kind) ? [] : [field],
  )
  return {
    softDelete,
    search: search ? ofKind(['text', 'long']) : [],
    index: ofKind(['long']).map((field) => [field]),
    unique: together && stored.length > 1 ? [stored.slice(0, 2)] : [],
    check: {
      ...(numbers.length > 1 ? { numbers_compare: [numbers[0], operator, { field: numbers[1] }] } : {}),
      ...(numbers[0] ? { numbers_bound: [numbers[0], operator, { value: 7 }] } : {}),
      ...(moments[0] ? { moments_bound: [moments[0], '<', { value: '2026-11-21T10:00:00Z' }] } : {}),
      ...(moments.length > 1 ? { moments_compare: [moments[0], operator, { field: moments[1] }] } : {}),
    },
  }
}

function fieldOf({ kind, optional, unique }: FieldPlan, target: () => never): AnyField | AnyRelation {
  if (kind === 'many') return t.manyToMany(target)
  const plain = scalars[kind]?.() ?? t.ref(target, kind === 'cascade' ? { onDelete: 'cascade' } : {})
  const maybe = optional && !['counted', 'version'].includes(kind) ? plain.optional() : plain
  return unique && kind !== 'json' ? maybe.unique() : maybe
}

// `RUNS=500 npx vitest run …` for a longer look.
const runs = Number(process.env.RUNS ?? 25)

it('rows go into any schema that Lintel makes', { timeout: 20_000 + runs * 500 }, async () => {
  const { client } = database
  await fc.assert(
    fc.asyncProperty(plan, fc.integer(), async (one, seed) => {
      const schema = tablesOf(modelOf(partsOf(one)))
      await database.clear()
      await createSchema({ client, schema })
      const { groups, shortages, unproven } = generateRows(schema, { rowsPerTable: 40, seed })
      expect(unproven).toEqual([])
      for (const group of groups) await insertRows(client, group)
      for (const { table, rows } of groups.flat()) {
        const { rows: counted } = await client.query(`SELECT count(*)::int AS n FROM "${table.name}"`)
        expect(counted[0].n).toBe(rows.length)
        if (rows.length < 40) expect(shortages.map((each) => each.table)).toContain(table.name)
      }
    }),
    { numRuns: runs },
  )
})
