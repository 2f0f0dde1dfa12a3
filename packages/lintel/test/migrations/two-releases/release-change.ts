/** A change between two releases: what each of them declares, and the words in which each says the same. */
import { anyone, entity, resource, t } from 'lintel'
import type { EntityOptions } from '../../../src/spec/entity.ts'
import type { AnyField, AnyRelation } from '../../../src/spec/fields.ts'
import type { Release } from './release.ts'

export type Side = 'before' | 'after'

/** How a release says the `n`-th value, and what it reads of a row that says it. */
export interface Words {
  /** `/notes` */
  readonly path: string
  /** The field that it filters and sorts by. */
  readonly field: string
  /** A whole row, also for `PUT`, and for `PATCH` of everything that changes. */
  values(n: number): Readonly<Record<string, unknown>>
  /** What it reads when `writer` said it (default: what it would have said). */
  reads?(n: number, writer: Side): Readonly<Record<string, unknown>>
  /** It does not know that rows are deleted softly. */
  readonly seesDeleted?: true
}

export interface Both {
  readonly before: Release
  readonly after: Release
}

export interface ReleaseChange {
  readonly name: string
  readonly before: readonly object[]
  readonly after: readonly object[]
  readonly words: Readonly<Record<Side, Words>>
  readonly allowDataLoss?: true
  /** Who asks (default: anybody). */
  readonly as?: string
  /** SQL for rows that have to be there before anything is asked. */
  readonly rows?: string
  /** What else has to hold while both serve; it leaves no row behind that the way back cannot take. */
  also?(both: Both): Promise<void>
}

type Fields = Readonly<Record<string, AnyField | AnyRelation>>

const anybodyMay = { read: anyone, create: anyone, update: anyone, delete: anyone }

/** An entity that anybody may read and write, by lists that are filtered and sorted by `field`. */
export function open(name: string, fields: Fields, { field, ...options }: OpenOptions): object[] {
  const Opened = entity(name, fields, options as object)
  const asked = field === undefined ? [] : [field]
  const include = Object.keys(fields).filter((each) => fields[each]?.definition.kind === 'manyToMany')
  const api = { ...anybodyMay, filter: asked, sort: asked, include, bulk: true }
  return [Opened, resource(Opened, api as never)]
}

type OpenOptions = EntityOptions & { readonly field?: string }

/** A table whose other column stays as it is. */
export function notes(field: string, fields: Fields, options: EntityOptions = {}): object[] {
  return open('note', { body: t.text({ max: 200 }), ...fields }, { ...options, field })
}

/** A row of `/notes`: a body, and one field that says the value. */
export function noteWords(field: string, value: (n: number) => unknown = wordOf): Words {
  return { path: '/notes', field, values: (n) => ({ body: bodyOf(n), [field]: value(n) }) }
}

export const bodyOf = (n: number) => `text ${n}`
export const wordOf = (n: number) => `word ${n}`
