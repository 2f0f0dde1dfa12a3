/** One row of a result, each column as PostgreSQL writes it. */
export type ResultRow = readonly (string | null)[]
