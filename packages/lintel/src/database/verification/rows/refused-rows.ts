/** Asks the database which generated rows violate what only it can judge: checks of any form, keys over expressions. */
import type { ClientBase } from 'pg'
import { quoted } from '../../../plan/sql/column.ts'
import type { IndexSchema } from '../../../plan/tables/database-schema.ts'
import { sqlTokens } from '../../../plan/tables/sql-tokens.ts'
import type { TableRows } from '../../../plan/verification/rows/row.ts'
import type { TableFiller } from '../../../plan/verification/rows/table-filler.ts'
import { rowSource } from './row-source.ts'

/** A condition that a row violates where its SQL is true. */
export interface Condition {
  readonly name: string
  readonly violated: string
  /** The columns that it reads. */
  readonly columns: readonly string[]
}

export function conditionsOf({ rules, table }: TableFiller): Condition[] {
  const readBy = (sql: readonly string[]) => {
    const words = sql.flatMap((each) => sqlTokens(each)).map(({ value }) => value)
    return table.columns.map(({ name }) => name).filter((name) => words.includes(name))
  }
  return [
    ...rules.unproven.map(({ name, expression }) => {
      return { name, violated: `(${expression}) IS FALSE`, columns: readBy([expression]) }
    }),
    ...rules.unprovenKeys.map((index) => {
      const { keys, sql } = meetsAnother(index)
      return { name: index.name, violated: sql, columns: readBy(keys) }
    }),
  ]
}

/** The numbers of the rows that violate a condition, those included for which it cannot be computed. */
export async function refusedRows(
  client: ClientBase,
  rows: TableRows,
  { violated }: Condition,
): Promise<number[]> {
  const { sql, parameters } = rowSource(rows)
  const judge = async (from: number, to: number): Promise<number[]> => {
    try {
      const result = await client.query<{ place: string }>(
        `SELECT "lintel place" AS place
         FROM (SELECT *, ${violated} AS "lintel violated" FROM (${sql}) AS given) AS judged WHERE "lintel violated"`,
        parameters.map((values) => values.slice(from, to)),
      )
      return result.rows.map(({ place }) => from + Number(place))
    } catch {
      // One of them overflows, or divides by zero.
      if (to - from <= 1) return [from]
      const middle = Math.floor((from + to) / 2)
      return [...(await judge(from, middle)), ...(await judge(middle, to))]
    }
  }
  return judge(0, rows.rows.length)
}

/** Whether a row before has the same key; NULL is never the same. */
function meetsAnother({ parts, where }: IndexSchema): {
  readonly keys: readonly string[]
  readonly sql: string
} {
  const keys = parts.map((part) => ('column' in part ? quoted(part.column) : `(${part.expression})`))
  const compared = [
    where === undefined ? 'true' : `(${where})`,
    ...keys.map((key) => `${key} IS NOT NULL`),
  ].join(' AND ')
  const group = `PARTITION BY (${compared}), ${keys.join(', ')}`
  return { keys, sql: `(${compared}) AND row_number() OVER (${group} ORDER BY "lintel place") > 1` }
}
