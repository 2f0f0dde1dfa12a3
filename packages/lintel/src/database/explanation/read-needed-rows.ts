/** Reads one row, and those that its rules look at, without any rule: for whoever decides them in memory. */
import type { ClientBase } from 'pg'
import type { Needed, NeededRows } from '../../plan/access/explanation/needed-rows.ts'
import { type DataRow, RowSnapshot } from '../../plan/access/row-snapshot.ts'
import { quoted, sqlType } from '../../plan/sql/column.ts'
import type { ApplicationModel, EntityModel, FieldModel } from '../../spec/model.ts'
import { rowTexts } from '../verification/rows/read-snapshot.ts'

export interface NeededRequest {
  readonly client: ClientBase
  readonly model: ApplicationModel
  readonly needed: Needed
  readonly id: string
  /** Id of the caller's own row. */
  readonly callerId: string | null
}

export interface NeededSnapshot {
  readonly row: DataRow
  readonly snapshot: RowSnapshot
}

/** `undefined` where there is no row of this id. */
export async function readNeededRows(request: NeededRequest): Promise<NeededSnapshot | undefined> {
  const { client, model, needed, id, callerId } = request
  const reading = new Reading(client, model)
  const [row] = await reading.rowsWhere(needed.rows, 'id', [id])
  if (!row) return undefined
  await reading.beyond(needed.rows, [row])
  const people = model.entities[model.identity?.entity ?? '']
  if (people && callerId !== null && needed.ofCaller.size > 0) {
    const fields = new Set(['id', ...(people.softDelete ? ['deletedAt'] : []), ...needed.ofCaller])
    await reading.rowsWhere({ entity: people, fields }, 'id', [callerId])
  }
  return { row, snapshot: reading.snapshot() }
}

type Wanted = Pick<NeededRows, 'entity' | 'fields'>

class Reading {
  readonly #client: ClientBase
  readonly #model: ApplicationModel
  readonly #rows = new Map<string, Map<string, DataRow>>()
  readonly #links = new Map<string, Map<string, readonly [string, string]>>()

  constructor(client: ClientBase, model: ApplicationModel) {
    this.#client = client
    this.#model = model
  }

  /** Rows whose field is one of these ids. */
  async rowsWhere(
    { entity, fields }: Wanted,
    name: string,
    ids: readonly string[],
  ): Promise<readonly DataRow[]> {
    const by = entity.fields[name]
    if (!by || ids.length === 0) return []
    const wanted = [...fields].flatMap((each) => entity.fields[each] ?? [])
    const { rows } = await this.#client.query<DataRow>(
      `SELECT ${rowTexts(wanted)} FROM public.${quoted(entity.table)}
        WHERE ${quoted(by.column ?? by.name)} = ANY ($1::${sqlType(by, this.#model)}[]) ORDER BY "id"`,
      [[...new Set(ids)]],
    )
    for (const row of rows) this.#keep(entity, row)
    return rows
  }

  async beyond({ entity, beyond }: NeededRows, rows: readonly DataRow[]): Promise<void> {
    for (const [name, next] of beyond) {
      const field = entity.fields[name]
      if (field) await this.beyond(next, await this.#along(field, next, rows))
    }
  }

  #along(field: FieldModel, next: NeededRows, rows: readonly DataRow[]): Promise<readonly DataRow[]> {
    const idsOf = (name: string) => rows.flatMap((row) => row[name] ?? [])
    if (field.kind === 'ref') return this.rowsWhere(next, 'id', idsOf(field.name))
    if (field.kind === 'many') return this.rowsWhere(next, field.inverse ?? '', idsOf('id'))
    return this.#linked(field, next, idsOf('id'))
  }

  async #linked({ through }: FieldModel, next: NeededRows, ids: readonly string[]) {
    if (!through || ids.length === 0) return []
    const { table, here, there } = through
    const { rows } = await this.#client.query<{ readonly here: string; readonly there: string }>(
      `SELECT ${quoted(here)}::text AS here, ${quoted(there)}::text AS there FROM public.${quoted(table)}
        WHERE ${quoted(here)}::text = ANY ($1)`,
      [ids],
    )
    const pairs = this.#links.get(table) ?? new Map<string, readonly [string, string]>()
    this.#links.set(table, pairs)
    for (const row of rows) pairs.set(`${row.here} ${row.there}`, [row.here, row.there])
    return this.rowsWhere(
      next,
      'id',
      rows.map((row) => row.there),
    )
  }

  /** A row that is reached by two ways is one, with the fields of both. */
  #keep({ name }: EntityModel, row: DataRow): void {
    const rows = this.#rows.get(name) ?? new Map<string, DataRow>()
    this.#rows.set(name, rows)
    rows.set(row.id ?? '', { ...rows.get(row.id ?? ''), ...row })
  }

  snapshot(): RowSnapshot {
    return new RowSnapshot(this.#model, { rows: listed(this.#rows), links: listed(this.#links) })
  }
}

function listed<T>(groups: ReadonlyMap<string, ReadonlyMap<string, T>>): Record<string, readonly T[]> {
  return Object.fromEntries([...groups].map(([name, each]) => [name, [...each.values()]]))
}
