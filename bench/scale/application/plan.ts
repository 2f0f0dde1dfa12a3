/** The generated application as plain data: 100 entities in ten areas, and what leads from one to another. */

import { type Column, columnsInTurn, commonColumns, userColumns } from './columns.ts'

export interface Relation {
  readonly name: string
  readonly kind: 'ref' | 'many' | 'manyToMany'
  /** Index of the entity it leads to. */
  readonly target: number
  /** For a reference: whether a row may be without it. */
  readonly optional: boolean
  /** For `many`: the reference of the target that leads back. */
  readonly inverse?: string
}

export interface EntityPlan {
  readonly index: number
  readonly area: string
  /** `salesRecord` */
  readonly name: string
  /** `SalesRecord` */
  readonly type: string
  /** `sales/record`, without extension, from the folder of the sources. */
  readonly file: string
  readonly columns: readonly Column[]
  readonly relations: readonly Relation[]
  /** Whether it is a resource; the others have a policy alone. */
  readonly exposed: boolean
}

export const entityCount = 100
const areas = [
  'people',
  'sales',
  'billing',
  'catalog',
  'stock',
  'shipping',
  'support',
  'finance',
  'media',
  'project',
]
const nouns = ['account', 'record', 'entry', 'group', 'plan', 'rule', 'note', 'event', 'link', 'report']

/** The same in every run. The first entity is the one that signs in. */
export function planEntities(): readonly EntityPlan[] {
  const references = Array.from({ length: entityCount }, (_, index) => referencesOf(index))
  return references.map((own, index) => {
    const relations = [...own, ...childrenOf(index, references), ...sharedOf(index)]
    return {
      index,
      ...namesOf(index),
      columns: columnsOf(index, relations.length),
      relations,
      exposed: index % 5 < 3,
    }
  })
}

function namesOf(index: number): Pick<EntityPlan, 'area' | 'name' | 'type' | 'file'> {
  const area = areas[Math.floor(index / nouns.length)]!
  const noun = index === 0 ? 'user' : nouns[index % nouns.length]!
  const name = index === 0 ? noun : `${area}${capital(noun)}`
  return { area, name, type: capital(name), file: `${area}/${noun}` }
}

/** `record` → `Record` */
export function capital(word: string): string {
  return `${word[0]!.toUpperCase()}${word.slice(1)}`
}

/** A required reference leads to an earlier entity, so that rows can be made; the optional ones close cycles. */
function referencesOf(index: number): readonly Relation[] {
  const ref = (name: string, target: number, optional: boolean): Relation => ({
    name,
    kind: 'ref',
    target,
    optional,
  })
  const next = ref('next', (index + 1 + ((index * 7) % 23)) % entityCount, true)
  const peer = ref('peer', (index * 13 + 29) % entityCount, true)
  if (index === 0) return [next]
  const parent = ref('parent', parentOf(index), false)
  return [parent, next, peer, ...(index % 3 === 0 ? [ref('keeper', 0, true)] : [])]
}

// Each has at most two children, which is how many of its names there are below.
function parentOf(index: number): number {
  return Math.floor((index - 1) / 2)
}

function childrenOf(index: number, references: readonly (readonly Relation[])[]): readonly Relation[] {
  const children = references.flatMap((own, child) =>
    own.some(({ name, target }) => name === 'parent' && target === index) ? [child] : [],
  )
  const many = { kind: 'many', optional: false, inverse: 'parent' } as const
  return children.map((target, position) => ({ ...many, name: position === 0 ? 'items' : 'extras', target }))
}

function sharedOf(index: number): readonly Relation[] {
  if (index % 2 === 1) return []
  return [{ name: 'labels', kind: 'manyToMany', target: (index * 3 + 17) % entityCount, optional: false }]
}

/** As many as make 8 to 12 fields with the relations. */
function columnsOf(index: number, relations: number): readonly Column[] {
  const fixed = index === 0 ? [...commonColumns, ...userColumns] : commonColumns
  const wanted = 8 + (index % 5) - fixed.length - relations
  return [...fixed, ...columnsInTurn(index * 3, Math.max(wanted, 1))]
}
