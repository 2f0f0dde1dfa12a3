/** Who may be told of an event: whoever may read every row that it refers to. */
import type { DataAccess } from '../../database/data-access.ts'
import type { AnyEntity } from '../../spec/entity.ts'
import type { EventModel } from '../../spec/model.ts'

/** @param db  under the rules of whoever is to be told */
export async function mayTell(db: DataAccess, { data }: EventModel, told: object): Promise<boolean> {
  let rows = 0
  for (const [name, field] of Object.entries(data)) {
    const id: unknown = Reflect.get(told, name)
    if (field.kind !== 'ref' || field.target === undefined || id === null || id === undefined) continue
    const row = await db.get({ name: field.target } as AnyEntity, id as never)
    if (!row) return false
    rows++
  }
  // Of what refers to nothing, nobody can say whose affair it is.
  return rows > 0
}
