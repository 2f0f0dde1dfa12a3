import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { planAtOnce } from '../../plan/migration/plan-at-once.ts'
import { tablesOf } from '../../plan/tables/tables-of.ts'
import { entity } from '../../spec/entity.ts'
import { type AnyField, type AnyRelation, t } from '../../spec/fields.ts'
import { createSchema } from './create-schema.ts'
import { introspectSchema } from './introspection/introspect-schema.ts'
import { schemaDrift } from './schema-drift.ts'
import {
  createThrowawayDatabase,
  modelOf,
  type ThrowawayDatabase,
} from './throwaway-database.test-support.ts'

let database: ThrowawayDatabase

beforeAll(async () => {
  database = await createThrowawayDatabase()
})

afterAll(() => database?.drop())

const scalars: Readonly<Record<string, () => AnyField>> = {
  text: () => t.text(),
  string: () => t.string({ max: 20 }),
  slug: () => t.slug(),
  integer: () => t.integer({ min: 1, max: 9 }),
  bigint: () => t.bigint(),
  decimal: () => t.decimal(10, 2),
  wide: () => t.decimal(20, 4, { min: -1.5 }),
  boolean: () => t.boolean().default(false),
  date: () => t.date(),
  timestamp: () => t.timestamp().defaultNow(),
  json: () => t.json().default({ a: [1] }),
  state: () => t.enum('a', 'b').default('a'),
  secret: () => t.password(),
  version: () => t.version(),
  counted: () => t.integerId(),
}

interface FieldPlan {
  readonly kind: string
  readonly optional: boolean
  readonly unique: boolean
}

interface EntityPlan {
  readonly fields: Readonly<Record<string, FieldPlan>>
  readonly softDelete: boolean
  readonly search: boolean
  readonly counted: boolean
}

type Plan = Readonly<Record<string, EntityPlan>>

const names = ['ant', 'bee', 'cat'] as const
const kinds = [...Object.keys(scalars), 'ref', 'cascade', 'many']

const fieldPlan = fc.record({ kind: fc.constantFrom(...kinds), optional: fc.boolean(), unique: fc.boolean() })
const entityPlan = fc.record({
  fields: fc.dictionary(fc.constantFrom('one', 'two', 'three', 'four'), fieldPlan, { maxKeys: 4 }),
  softDelete: fc.boolean(),
  search: fc.boolean(),
  counted: fc.boolean(),
})
const plan = fc.dictionary(fc.constantFrom(...names), entityPlan, { minKeys: 1, maxKeys: 3 })

function partsOf(plan: Plan): object {
  const entities: Record<string, ReturnType<typeof entity>> = {}
  for (const [name, { fields, softDelete, search, counted }] of Object.entries(plan)) {
    // References go to the entity itself or to the first one: cycles and chains both come up.
    const target = () => entities[Object.keys(plan)[0] ?? name] as never
    const declared = Object.entries(fields).map(([field, each]) => [field, fieldOf(each, target)] as const)
    const texts = Object.entries(fields).flatMap(([field, { kind }]) => (kind === 'text' ? [field] : []))
    const id = counted ? { id: t.integerId() } : {}
    const options = { softDelete, search: search ? texts : [], index: texts.length > 1 ? [texts] : [] }
    entities[name] = entity(name, { ...id, ...Object.fromEntries(declared) }, options as never)
  }
  return entities
}

function fieldOf({ kind, optional, unique }: FieldPlan, target: () => never): AnyField | AnyRelation {
  if (kind === 'many') return t.manyToMany(target)
  const plain = scalars[kind]?.() ?? t.ref(target, kind === 'cascade' ? { onDelete: 'cascade' } : {})
  const maybe = optional && !['counted', 'version'].includes(kind) ? plain.optional() : plain
  return unique ? maybe.unique() : maybe
}

// `RUNS=500 npx vitest run …` for a longer look.
const runs = Number(process.env.RUNS ?? 25)

it('comes from any schema to any other, and back', { timeout: 20_000 + runs * 500 }, async () => {
  const { client } = database
  await fc.assert(
    fc.asyncProperty(plan, plan, async (one, other) => {
      const from = tablesOf(modelOf(partsOf(one)))
      const to = tablesOf(modelOf(partsOf(other)))
      await database.clear()
      await createSchema({ client, schema: from })
      const migration = planAtOnce(from, to, { emptyTables: Object.keys(to.tables) })
      expect(migration.problems).toEqual([])
      if (migration.up !== '') await client.query(migration.up)
      expect(schemaDrift(to, await introspectSchema(client))).toEqual([])
      if (migration.down !== '') await client.query(migration.down)
      expect(schemaDrift(from, await introspectSchema(client))).toEqual([])
    }),
    { numRuns: runs },
  )
})
