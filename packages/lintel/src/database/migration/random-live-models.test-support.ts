/** Two releases of a model by chance: the second one is a change of the first, with fields and entities renamed. */
import fc from 'fast-check'
import { entity } from '../../spec/entity.ts'
import { type AnyField, type AnyRelation, t } from '../../spec/fields.ts'

// Each has a default, because rows that are there need a value for a required field that comes.
const scalars: Readonly<Record<string, () => AnyField>> = {
  text: () => t.text().default('-'),
  string: () => t.string({ max: 20 }).default('-'),
  small: () => t.integer({ min: 1, max: 9 }).default(1),
  integer: () => t.integer().default(1),
  bigint: () => t.bigint().default('1'),
  decimal: () => t.decimal(10, 2).default('1'),
  long: () => t.decimal(14, 2).default('1'),
  wide: () => t.decimal(20, 4, { min: -1_000_000_000 }).default('1'),
  boolean: () => t.boolean().default(false),
  date: () => t.date().default('2026-11-21'),
  timestamp: () => t.timestamp().defaultNow(),
  json: () => t.json().default({ a: [1] }),
  state: () => t.enum('a', 'b').default('a'),
  states: () => t.enum('a', 'b', 'c').default('a'),
}
const relations = ['ref', 'cascade', 'many']

interface FieldPlan {
  readonly kind: string
  readonly optional: boolean
  readonly unique: boolean
}

interface EntityPlan {
  readonly fields: Readonly<Record<string, FieldPlan>>
  readonly softDelete: boolean
  readonly search: boolean
}

type ModelPlan = Readonly<Record<string, EntityPlan>>

export interface Release {
  readonly plan: ModelPlan
  /** Former names, by the names of now: `dog: 'ant'`, `'dog.two': 'one'`. */
  readonly formerly: Readonly<Record<string, string>>
}

const fieldPlan: fc.Arbitrary<FieldPlan> = fc.record({
  kind: fc.constantFrom(...Object.keys(scalars), ...relations),
  optional: fc.boolean(),
  unique: fc.boolean(),
})
const entityPlan: fc.Arbitrary<EntityPlan> = fc.record({
  fields: fc.dictionary(fc.constantFrom('one', 'two', 'three', 'four'), fieldPlan, { maxKeys: 4 }),
  softDelete: fc.boolean(),
  search: fc.boolean(),
})

function modelPlan(...names: readonly string[]): fc.Arbitrary<ModelPlan> {
  return fc.dictionary(fc.constantFrom(...names), entityPlan, { minKeys: 1, maxKeys: 2 })
}

/** A release and one that comes after it. */
export const releases: fc.Arbitrary<readonly [Release, Release]> = fc
  .record({
    one: modelPlan('ant', 'bee', 'cat'),
    fresh: modelPlan('ant', 'bee', 'cat', 'dog'),
    // What stays as it is, so that most changes are small.
    kept: fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
    renames: fc.boolean(),
  })
  .map(({ one, fresh, kept, renames }) => {
    const plan = partlyKept(one, fresh, kept)
    const formerly = renames ? renamesBetween(one, plan) : {}
    return [
      { plan: one, formerly: {} },
      { plan, formerly },
    ]
  })

function partlyKept(one: ModelPlan, fresh: ModelPlan, kept: readonly boolean[]): ModelPlan {
  let asked = 0
  const isKept = () => kept[asked++ % kept.length] === true
  const entities = Object.entries(fresh).map(([name, plan]) => {
    const before = Object.entries(one[name]?.fields ?? {}).filter(isKept)
    return [name, { ...plan, fields: { ...plan.fields, ...Object.fromEntries(before) } }] as const
  })
  return Object.fromEntries(entities)
}

/** Whatever has gone gives its values to something that has come. */
function renamesBetween(one: ModelPlan, other: ModelPlan): Record<string, string> {
  const formerly: Record<string, string> = {}
  if (other.dog && one.ant && !other.ant) formerly.dog = 'ant'
  for (const [name, { fields }] of Object.entries(other)) {
    const before = one[formerly[name] ?? name]?.fields ?? {}
    const gone = Object.keys(before).filter((field) => !fields[field])
    for (const field of Object.keys(fields).filter((each) => !before[each])) {
      const from = gone.find((each) => isColumn(before[each]) && isColumn(fields[field]))
      if (from === undefined) continue
      gone.splice(gone.indexOf(from), 1)
      formerly[`${name}.${field}`] = from
    }
  }
  return formerly
}

const isColumn = (field?: FieldPlan) => field !== undefined && field.kind !== 'many'

/** The declarations of a release. */
export function partsOf({ plan, formerly }: Release): object {
  const entities: Record<string, ReturnType<typeof entity>> = {}
  for (const [name, { fields, softDelete, search }] of Object.entries(plan)) {
    // References go to the entity itself or to the first one: cycles and chains both come up.
    const target = () => entities[Object.keys(plan)[0] ?? name] as never
    const declared = Object.entries(fields).map(([field, each]) => {
      const from = formerly[`${name}.${field}`]
      const plain = fieldOf(each, target)
      return [field, from !== undefined && 'renamedFrom' in plain ? plain.renamedFrom(from) : plain] as const
    })
    const texts = Object.entries(fields).flatMap(([field, { kind }]) => (kind === 'text' ? [field] : []))
    const id = name === 'cat' ? { id: t.integerId() } : {}
    const options = {
      softDelete,
      search: search ? texts : [],
      index: texts.length > 1 ? [texts] : [],
      ...(formerly[name] === undefined ? {} : { renamedFrom: formerly[name] }),
    }
    entities[name] = entity(name, { ...id, ...Object.fromEntries(declared) }, options as never)
  }
  return entities
}

function fieldOf({ kind, optional, unique }: FieldPlan, target: () => never): AnyField | AnyRelation {
  if (kind === 'many') return t.manyToMany(target)
  const scalar = scalars[kind]?.()
  const plain = scalar ?? t.ref(target, kind === 'cascade' ? { onDelete: 'cascade' } : {})
  const maybe = optional || !scalar ? plain.optional() : plain
  return unique ? maybe.unique() : maybe
}
