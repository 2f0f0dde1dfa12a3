/** Descriptions as comments in the database. */
import { quoted, textLiteral } from '../sql/column.ts'
import type { TableSchema } from '../tables/database-schema.ts'

/** @param column  absent: the comment is the table's */
export function commentOn(table: string, column: string | undefined, comment: string | undefined): string {
  const what = column === undefined ? `TABLE ${quoted(table)}` : `COLUMN ${quoted(table)}.${quoted(column)}`
  return `COMMENT ON ${what} IS ${comment === undefined ? 'NULL' : textLiteral(comment)}`
}

export function commentsOf(table: TableSchema): string[] {
  return [
    ...(table.comment === undefined ? [] : [commentOn(table.name, undefined, table.comment)]),
    ...table.columns.flatMap(({ name, comment }) =>
      comment === undefined ? [] : [commentOn(table.name, name, comment)],
    ),
  ]
}
