// Stock is changed by everybody in the same order, so that no two transactions wait for each other.

/** Lines by the id of their product. */
export function inStockOrder<Line extends { readonly product: string }>(lines: readonly Line[]): Line[] {
  return lines.toSorted((one, other) => (one.product < other.product ? -1 : 1))
}
