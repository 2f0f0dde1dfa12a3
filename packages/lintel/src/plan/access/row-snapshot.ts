/** Every row of an application as plain data, with its relations, for whoever decides rules without a database. */
import type { ApplicationModel, EntityModel, FieldModel } from '../../spec/model.ts'

/** Values by field name, each as the text that PostgreSQL writes in UTC. */
export type DataRow = Readonly<Record<string, string | null>>

export interface SnapshotData {
  /** By entity; rows that were deleted softly are among them. */
  readonly rows: Readonly<Record<string, readonly DataRow[]>>
  /** Pairs of ids by joining table, the declaring side first. */
  readonly links: Readonly<Record<string, readonly (readonly [string, string])[]>>
}

export class RowSnapshot {
  readonly #model: Pick<ApplicationModel, 'entities'>
  readonly #data: SnapshotData
  readonly #byId = new Map<string, ReadonlyMap<string, DataRow>>()
  readonly #byReference = new Map<string, ReadonlyMap<string, readonly DataRow[]>>()

  constructor(model: Pick<ApplicationModel, 'entities'>, data: SnapshotData) {
    this.#model = model
    this.#data = data
  }

  /** The rows that are there: not those deleted softly. */
  rows(entity: EntityModel): readonly DataRow[] {
    return (this.#data.rows[entity.name] ?? []).filter((row) => !isDeleted(entity, row))
  }

  entity(name: string): EntityModel | undefined {
    return this.#model.entities[name]
  }

  row(entity: EntityModel, id: string): DataRow | undefined {
    const known = this.#byId.get(entity.name)
    if (known) return known.get(id)
    const rows = this.#data.rows[entity.name] ?? []
    const index = new Map(rows.map((row) => [row.id ?? '', row]))
    this.#byId.set(entity.name, index)
    return index.get(id)
  }

  /** Where the relation leads from the row, rows that were deleted softly included. */
  related(field: FieldModel, row: DataRow): readonly DataRow[] {
    const target = this.#model.entities[field.target ?? '']
    if (!target) return []
    if (field.kind === 'ref') {
      const id = row[field.name]
      const found = id === null || id === undefined ? undefined : this.row(target, id)
      return found ? [found] : []
    }
    if (field.kind === 'many') return this.#referring(target, field.inverse ?? '', row.id ?? '')
    const links = this.#data.links[field.through?.table ?? ''] ?? []
    return links.flatMap(([here, there]) => {
      const found = here === row.id ? this.row(target, there) : undefined
      return found ? [found] : []
    })
  }

  #referring(entity: EntityModel, reference: string, id: string): readonly DataRow[] {
    const key = `${entity.name}.${reference}`
    const known = this.#byReference.get(key)
    if (known) return known.get(id) ?? []
    const rows = this.#data.rows[entity.name] ?? []
    const index = groupedBy(rows, (row) => row[reference] ?? '')
    this.#byReference.set(key, index)
    return index.get(id) ?? []
  }
}

export function isDeleted(entity: EntityModel, row: DataRow): boolean {
  return entity.softDelete && (row.deletedAt ?? null) !== null
}

function groupedBy(rows: readonly DataRow[], keyOf: (row: DataRow) => string): Map<string, DataRow[]> {
  const groups = new Map<string, DataRow[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}
