/** Rows that a many-to-many field may link, and rows that it may not, for whoever writes the field. */
import type { DataRow } from '../../../plan/access/row-snapshot.ts'
import type { EntityModel, FieldModel, Json } from '../../../spec/model.ts'
import type { Bench } from '../bench.ts'
import type { Person } from '../people.ts'
import { jsonOf } from '../values.ts'

/** Of each field: rows that may be linked, and rows that may not. */
const ofEach = 2

interface Linking {
  readonly entity: EntityModel
  readonly person: Person
  readonly action: 'create' | 'update'
  /** The row that links them, as it will be. */
  readonly row: DataRow
  /** Names of the fields that the person may send. */
  readonly fields: readonly string[]
}

export interface TriedLink {
  /** What is sent besides: `{ labels: ['…'] }`. */
  readonly body: Readonly<Record<string, Json>>
  /** `another labels 3f…` */
  readonly about: string
  readonly expected: 'admitted' | 'reference not found'
}

export function linksToTry({ oracle }: Bench, { fields, ...linking }: Linking): readonly TriedLink[] {
  const linked = fields
    .map((name) => linking.entity.fields[name])
    .filter((field) => field?.kind === 'manyToMany')
  return linked.flatMap((field) => {
    const target = oracle.model.entities[field?.target ?? '']
    if (!field || !target) return []
    const rows = oracle.snapshot.rows(target)
    return [true, false].flatMap((may) =>
      rows
        .filter((row) => oracle.mayLink({ ...linking, field, target: row }) === may)
        .slice(0, ofEach)
        .map((row) => triedLink(field, target, { row, may })),
    )
  })
}

function triedLink(
  field: FieldModel,
  target: EntityModel,
  { row, may }: { readonly row: DataRow; readonly may: boolean },
): TriedLink {
  const id = target.fields.id ? jsonOf(target.fields.id, row.id ?? null) : (row.id ?? null)
  return {
    body: { [field.name]: [id] },
    about: `${field.name} ${row.id}`,
    expected: may ? 'admitted' : 'reference not found',
  }
}
