/** The changes that people try on a row: one field at a time, and above all those that a rule reads. */
import type { RowAction } from '../../../plan/access/condition.ts'
import type { DataRow } from '../../../plan/access/row-snapshot.ts'
import type { EntityModel, FieldModel } from '../../../spec/model.ts'
import type { Bench } from '../bench.ts'
import type { Person } from '../people.ts'

/** @param telling  names of the fields that decide */
export function changesOf(
  { oracle, random }: Bench,
  {
    entity,
    row,
    fields,
    telling,
  }: {
    readonly entity: EntityModel
    readonly row: DataRow
    readonly fields: readonly FieldModel[]
    readonly telling: readonly string[]
  },
): readonly DataRow[] {
  const others = oracle.snapshot.rows(entity)
  const change = ({ name, optional }: FieldModel): DataRow[] => {
    const values = [...new Set(others.map((other) => other[name] ?? null))].filter(
      (value) => value !== (row[name] ?? null) && (value !== null || optional),
    )
    return values.length > 0 ? [{ [name]: random.pick(values) }] : []
  }
  // What is unique would meet the row that has it; a password takes long to hash.
  const usable = fields.filter(
    ({ unique, kind, column }) => column !== undefined && !unique && kind !== 'password',
  )
  const decisive = usable.filter(({ name }) => telling.includes(name))
  const [plain] = usable.filter(({ name }) => !telling.includes(name))
  return [...(plain ? change(plain) : []), ...decisive.flatMap(change)]
}

interface Trying {
  readonly bench: Bench
  readonly person: Person
  readonly entity: EntityModel
}

/** Rows that writes are tried on: those that tell, and as many as asked for, others for each person. */
export function rowsToTry(trying: Trying, action: 'update' | 'delete'): readonly DataRow[] {
  const { oracle, random, rowsToWrite } = trying.bench
  const telling = tellingRows(trying, action)
  const rows = oracle.snapshot.rows(trying.entity).filter((row) => !telling.includes(row))
  while (rows.length > rowsToWrite) rows.splice(random.integer(0, rows.length - 1), 1)
  return [...telling, ...rows]
}

/** Rows that people try to create. */
export function rowsToCreate(trying: Trying): readonly DataRow[] {
  return [...(trying.bench.candidates.get(trying.entity.name) ?? []), ...tellingRows(trying, 'create')]
}

function tellingRows({ bench, person, entity }: Trying, action: RowAction): readonly DataRow[] {
  const { telling, oracle } = bench
  const rows = telling
    .filter((each) => each.entity === entity && each.action === action && each.person === person.name)
    .map(({ row }) => (action === 'create' ? row : oracle.snapshot.row(entity, row.id ?? '')))
  return [...new Set(rows)].filter((row) => row !== undefined)
}

/** Every other row is tried without the fields that have rules of their own: they would refuse it before the others do. */
export function givenFields(
  { oracle: { model } }: Bench,
  entity: EntityModel,
  { names, at }: { readonly names: readonly string[]; readonly at: number },
): readonly string[] {
  if (at % 2 === 0) return names
  const ruled = Object.values(model.resources).flatMap((each) =>
    each.entity === entity.name ? Object.keys(each.fields ?? {}) : [],
  )
  return names.filter((name) => !ruled.includes(name) || !isOmissible(entity.fields[name]))
}

function isOmissible(field: FieldModel | undefined): boolean {
  return field === undefined || field.optional || field.default !== undefined
}
