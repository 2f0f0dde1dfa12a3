/** The rows of each table by their keys alone, so that it can be said which were lost, whatever became of names and columns. */
import type { ClientBase } from 'pg'
import { compareContents } from '../../../plan/verification/contents/compare-contents.ts'
import type { TableContents } from '../../../plan/verification/contents/table-contents.ts'
import { readContents } from '../contents/read-contents.ts'

export interface TableRows {
  readonly oid: number
  readonly name: string
  /** Numbers of the columns of its primary key, which stay when these get other names; empty: it has none. */
  readonly key: string
  readonly contents: TableContents
}

export async function readTableRows(client: ClientBase): Promise<readonly TableRows[]> {
  const { rows } = await client.query<{ oid: number; name: string; key: string | null }>(
    `SELECT c.oid, c.relname AS name, array_to_string(k.conkey, ',') AS key
     FROM pg_class c LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     ORDER BY c.relname COLLATE "C"`,
  )
  const { tables } = await readContents(client, { tables: rows.map(({ name }) => ({ name, columns: [] })) })
  return rows.flatMap(({ oid, name, key }) => {
    const contents = tables[name]
    return contents ? [{ oid, name, key: key ?? '', contents }] : []
  })
}

export interface LostRows {
  readonly table: string
  /** Whether the table went with them. */
  readonly isGone: boolean
  readonly message: string
}

/** A table is found again by what it is, or by its name where it was built anew. */
export function lostRows(before: readonly TableRows[], after: readonly TableRows[]): LostRows[] {
  return before.flatMap((table): LostRows[] => {
    const { oid, name, contents } = table
    const now = after.find((each) => each.oid === oid) ?? after.find((each) => each.name === name)
    if (!now) {
      const message = `The table ${name} is gone, with ${counted(contents.rowCount)}.`
      return contents.rowCount === 0 ? [] : [{ table: name, isGone: true, message }]
    }
    const isSameKey = now.oid === oid && now.key === table.key
    const [one, other] = isSameKey
      ? [contents, now.contents]
      : [withoutKeys(contents), withoutKeys(now.contents)]
    return compareContents({ tables: { [name]: one } }, { tables: { [name]: other } })
      .filter((message) => message.startsWith(`${name} has lost `))
      .map((message) => ({ table: name, isGone: false, message }))
  })
}

/** Rows that have another key are counted only. */
function withoutKeys({ rowCount, measures, total }: TableContents): TableContents {
  return { rowCount, measures, total }
}

function counted(rows: number): string {
  return rows === 1 ? '1 row' : `${rows} rows`
}
