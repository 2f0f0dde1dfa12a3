/** Rows for every table of a schema, without a database. */
import type { DatabaseSchema } from '../../tables/database-schema.ts'
import type { Shortage, TableRows } from './row.ts'
import { RowGenerator, type RowOptions } from './row-generator.ts'

export interface GeneratedRows {
  /** In the order in which they are inserted; the tables of one group refer to each other in a circle. */
  readonly groups: readonly (readonly TableRows[])[]
  /** Where there are fewer rows than were asked for, and why. */
  readonly shortages: readonly Shortage[]
  /** Checks, by table, that only a database can judge: rows may violate them. */
  readonly unproven: readonly { readonly table: string; readonly check: string }[]
}

/**
 * Rows with values near the bounds of every column, NULL in a fifth of those that may be empty, unique where they have
 * to be, with references that lead somewhere.
 *
 * The same schema and seed give the same rows.
 */
export function generateRows(schema: DatabaseSchema, options: RowOptions): GeneratedRows {
  const generator = new RowGenerator(schema, options)
  const unproven: { table: string; check: string }[] = []
  const groups = generator.groups.map((group) => {
    for (const member of group.members) {
      const { rules, table } = generator.fill(member)
      const judged = [...rules.unproven, ...rules.unprovenKeys]
      unproven.push(...judged.map(({ name }) => ({ table: table.name, check: name })))
    }
    generator.link(group)
    return generator.results(group)
  })
  return { groups, shortages: generator.shortages(), unproven }
}
