/** Rows as they are generated: each value as the text that PostgreSQL reads. */
import type { TableSchema } from '../../tables/database-schema.ts'

export type Row = Record<string, string | null>

export interface TableRows {
  readonly table: TableSchema
  /** The columns that have values; the rest is left to the database. */
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
}

/** A table that has fewer rows than were asked for, or a column without values, and why. */
export interface Shortage {
  readonly table: string
  readonly column?: string
  /** How many there are. */
  readonly rows: number
  readonly reason: string
}
