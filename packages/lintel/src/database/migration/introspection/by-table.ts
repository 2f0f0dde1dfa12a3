/** Rows of the catalogue, gathered by the table they belong to. */

export function byTable<Row extends { readonly table: string }, T>(
  rows: readonly Row[],
  convert: (row: Row) => T,
): ReadonlyMap<string, readonly T[]> {
  const tables = new Map<string, T[]>()
  for (const row of rows) {
    const parts = tables.get(row.table) ?? []
    parts.push(convert(row))
    tables.set(row.table, parts)
  }
  return tables
}
