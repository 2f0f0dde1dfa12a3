/** Writes down everything in the schema `public` that matters, so that two states of a database can be compared as text. */
import type { ClientBase } from 'pg'
import { dumpLine } from '../../../plan/verification/schema-dump.ts'
import { withCatalogueSettings } from '../catalogue-settings.ts'
import { objectQueries } from './object-queries.ts'
import { sequenceQuery, tableQueries } from './table-queries.ts'

interface Part {
  readonly object: string
  readonly label: string
  readonly definition: string | null
}

/**
 * A canonical text of the schema `public`: tables with their columns, constraints, indexes, triggers and policies;
 * functions, views, sequences, types, comments and grants. The order of columns, the names of owners and what belongs
 * to extensions are not in it. The same schema always gives the same text.
 *
 * Compare two of them with `diffDumps`.
 */
export async function dumpSchema(client: ClientBase): Promise<string> {
  const queries = [...tableQueries, sequenceQuery, ...objectQueries]
  const parts = await withCatalogueSettings(client, async () => {
    const found: Part[] = []
    for (const query of queries) {
      const { rows } = await client.query<Part>(
        `SELECT * FROM (${query}) AS part ORDER BY object COLLATE "C", label COLLATE "C"`,
      )
      found.push(...rows)
    }
    return found
  })
  const byObject = parts.toSorted((one, other) => compare(one.object, other.object))
  return byObject.map(({ label, definition }) => dumpLine(label, definition ?? '')).join('')
}

// Sorting is stable: the parts of one object stay in the order of the queries.
function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
