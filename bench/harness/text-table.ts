/** Rows of cells as lines of text, column under column. */

/** The first `leftColumns` columns are aligned to the left, the others to the right. */
export function textTable(rows: readonly (readonly string[])[], leftColumns = 0): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)))
  return rows.map((cells) =>
    cells
      .map((cell, column) =>
        column < leftColumns ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('  ')
      .trimEnd(),
  )
}
