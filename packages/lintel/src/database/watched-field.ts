/** One field whose changes somebody wants to know of, whichever door they come by. */
import type { EntityModel } from '../spec/model.ts'
import type { AccessContext } from './access-context.ts'
import { findRows } from './find.ts'

export interface FieldChange {
  /** Id of the row. */
  readonly id: string | number
  readonly before: unknown
  readonly after: unknown
}

export interface WatchedField {
  readonly entity: string
  readonly field: string
  /** Told in the transaction of the change, if there is one. */
  changed(context: AccessContext, changes: readonly FieldChange[]): Promise<void>
}

type Values = Readonly<Record<string, unknown>>

/** More rows than these are not compared one by one. */
const maxRows = 10_000

/**
 * What rows held before, for a write that concerns the watched field; gives what to call with the rows after it, and
 * `undefined` for any other write.
 *
 * @param where  as `find` takes it
 */
export async function watching(
  context: AccessContext,
  entity: EntityModel,
  { where, fields }: { readonly where: unknown; readonly fields: readonly string[] },
): Promise<((rows: readonly Values[]) => Promise<void>) | undefined> {
  const { watched } = context
  if (watched?.entity !== entity.name || !fields.includes(watched.field)) return undefined
  const free = { ...context, actor: undefined, grants: [] }
  const before = (await findRows(free, entity, { where, limit: maxRows })) as readonly Values[]
  const values = new Map(before.map((row) => [row.id, row[watched.field]]))
  return async (rows) => {
    const changes = rows.flatMap((row) => {
      const change = { id: row.id as string | number, before: values.get(row.id), after: row[watched.field] }
      return change.before === change.after ? [] : [change]
    })
    if (changes.length > 0) await watched.changed(free, changes)
  }
}
