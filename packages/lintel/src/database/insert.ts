/** Storing rows from business code: defaults, hashes, nested rows and links, under the caller's rules. */
import type { Decision } from '../plan/access/condition.ts'
import { createManyStatement, createStatement } from '../plan/statements/create.ts'
import type { EntityModel, FieldModel } from '../spec/model.ts'
import { type AccessContext, decisionFor, forbidden, run, shapeOf } from './access-context.ts'
import { link } from './links.ts'
import { newId } from './new-id.ts'
import { plainValue, storedValue } from './stored-value.ts'

type Values = Readonly<Record<string, unknown>>

/** Rows of one statement: parameters are arrays, and their text must stay far below PostgreSQL's gigabyte. */
const rowsPerStatement = 1000

export interface Store {
  readonly entity: EntityModel
  readonly row: Values
  readonly decision: Decision
  readonly withPrivate: boolean
  /** The reference to the row that this one is nested in. */
  readonly parent?: string | undefined
}

/**
 * Stores one row, and what is nested in it; needs a transaction when something is.
 *
 * @returns the stored row as JSON text, its version, and its id; `undefined` when the rule refuses the row
 */
export async function storeRow(context: AccessContext, store: Store): Promise<StoredRow | undefined> {
  const { entity, row, decision, withPrivate } = store
  const columns = await columnValues(context, entity, row)
  const names = Object.keys(columns)
  const rows = await run(context, {
    kind: 'write',
    doing: { action: 'create', entity },
    shape: `insert|${entity.name}|${shapeOf(decision)}|${withPrivate}|${names.join()}`,
    compile: () =>
      createStatement({ entity, decision, fields: fieldsOf(entity, names), withPrivate }, context),
    values: columns,
  })
  const [json, version, id] = rows[0] ?? []
  if (!json || !version || !id) return undefined
  if (hasRelations(entity, row)) await insertRelations(context, store, id)
  return { json, version, id }
}

export interface StoredRow {
  readonly json: string
  readonly version: string
  readonly id: string
}

/** Stores one row for business code. */
export async function insertRow(
  context: AccessContext,
  entity: EntityModel,
  row: Values,
  parent?: string,
): Promise<Values> {
  const decision = decisionFor(context, entity, 'create', givenFields(entity, row, parent))
  if (decision === false) throw forbidden(entity, 'create')
  const stored = await storeRow(context, { entity, row, decision, withPrivate: true, parent })
  if (!stored) throw forbidden(entity, 'create')
  return JSON.parse(stored.json) as Values
}

/** Stores rows of one kind; they may not nest others. */
export async function insertRows(
  context: AccessContext,
  entity: EntityModel,
  rows: readonly Values[],
  parent?: string,
): Promise<readonly Values[]> {
  const stored: Values[] = []
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    stored.push(...(await insertBatch(context, entity, rows.slice(start, start + rowsPerStatement), parent)))
  }
  return stored
}

/** Stores rows one after the other, each with what is nested in it. */
export async function insertEach(
  context: AccessContext,
  entity: EntityModel,
  rows: readonly Values[],
  parent?: string,
): Promise<readonly Values[]> {
  const stored: Values[] = []
  for (const row of rows) stored.push(await insertRow(context, entity, row, parent))
  return stored
}

async function insertBatch(
  context: AccessContext,
  entity: EntityModel,
  rows: readonly Values[],
  parent?: string,
): Promise<readonly Values[]> {
  const complete = await Promise.all(rows.map((row) => columnValues(context, entity, row)))
  const names = [...new Set(complete.flatMap((row) => Object.keys(row)))]
  const fields = fieldsOf(entity, names)
  // Rows of which nothing is given have no columns by which they could be many.
  if (fields.length === 0) return insertEach(context, entity, rows, parent)
  const decision = decisionFor(context, entity, 'create', [
    ...new Set(rows.flatMap((row) => givenFields(entity, row, parent))),
  ])
  if (decision === false) throw forbidden(entity, 'create')
  const values = Object.fromEntries(
    fields.map((field) => [field.name, complete.map((row) => valueOr(row[field.name], field))]),
  )
  const result = await run(context, {
    kind: 'write',
    doing: { action: 'create', entity },
    shape: `insertMany|${entity.name}|${shapeOf(decision)}|${fields.map((field) => field.name).join()}`,
    compile: () => createManyStatement({ entity, decision, fields, withPrivate: true }, context),
    values,
  })
  if (result.length !== rows.length) throw forbidden(entity, 'create')
  return result.map((row) => JSON.parse(row[0] ?? 'null') as Values)
}

export function hasRelations(entity: EntityModel, row: Values): boolean {
  return Object.keys(row).some((name) => row[name] !== undefined && entity.fields[name]?.column === undefined)
}

/** The columns that are given, in the form in which they are stored; the database adds its own defaults. */
export async function columnValues(
  context: AccessContext,
  entity: EntityModel,
  row: Values,
): Promise<Values> {
  const values: Record<string, unknown> = {}
  const id = entity.fields.id
  if (id?.default && 'generated' in id.default && id.default.generated === 'uuid') values.id = newId()
  for (const [name, value] of Object.entries(row)) {
    const field = entity.fields[name]
    if (!field) throw new TypeError(`${entity.name} has no field "${name}".`)
    if (field.column === undefined || value === undefined) continue
    values[name] =
      field.kind === 'password' ? await storedValue(context, field, value) : plainValue(field, value)
  }
  return values
}

/** What the caller gave, for rules that name fields. Rows nested in it are asked about by themselves. */
function givenFields(entity: EntityModel, row: Values, parent?: string): string[] {
  const isGiven = (name: string) => row[name] !== undefined && entity.fields[name]?.kind !== 'many'
  // The row around nested ones is theirs by the call itself.
  return Object.keys(row).filter((name) => name !== parent && isGiven(name))
}

function fieldsOf(entity: EntityModel, names: readonly string[]): readonly FieldModel[] {
  return names.flatMap((name) => entity.fields[name] ?? [])
}

// In a batch a column is given for every row or for none, so defaults are filled in here.
function valueOr(value: unknown, field: FieldModel): unknown {
  if (value !== undefined || !field.default) return value ?? null
  if ('value' in field.default)
    return field.kind === 'json' ? JSON.stringify(field.default.value) : field.default.value
  return 'now' in field.default ? new Date().toISOString() : null
}

async function insertRelations(
  context: AccessContext,
  { entity, row, parent }: Store,
  id: unknown,
): Promise<void> {
  const writing = { action: 'create', fields: givenFields(entity, row, parent) } as const
  for (const [name, value] of Object.entries(row)) {
    const field = entity.fields[name]
    if (!field || !Array.isArray(value) || field.column !== undefined) continue
    if (field.kind === 'manyToMany') await link(context, entity, field, { id, targets: value, writing })
    const target = context.model.entities[field.target ?? '']
    if (field.kind !== 'many' || !target || field.inverse === undefined) continue
    const nested = value.map((each: Values) => ({ ...each, [field.inverse as string]: id }))
    if (nested.some((each) => hasRelations(target, each))) {
      await insertEach(context, target, nested, field.inverse)
    } else {
      await insertRows(context, target, nested, field.inverse)
    }
  }
}
