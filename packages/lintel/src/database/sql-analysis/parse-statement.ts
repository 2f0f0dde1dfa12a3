/** Parses one statement with PostgreSQL's own parser, which is loaded when it is first needed. */
import type { Node } from 'libpg-query'

export type ParsedStatement =
  | { readonly node: Node }
  | {
      /** In PostgreSQL's words: `syntax error at or near "tabel"`. */
      readonly refusal: string
      /** Where in the text, in characters, from 0. */
      readonly index: number
    }

/** @param sql  a single statement; of several only the first is given back */
export async function parseStatement(sql: string): Promise<ParsedStatement> {
  const { hasSqlDetails, parse } = await import('libpg-query')
  try {
    // It refuses an empty text, and takes a blank one.
    const { stmts } = await parse(`${sql} `)
    const node = stmts?.[0]?.stmt
    return node ? { node } : { refusal: 'there is no statement', index: 0 }
  } catch (error) {
    if (!hasSqlDetails(error)) throw error
    return { refusal: error.message, index: indexOf(sql, error.sqlDetails?.cursorPosition ?? 0) }
  }
}

/** PostgreSQL counts code points. */
function indexOf(text: string, codePoints: number): number {
  return Array.from(text).slice(0, codePoints).join('').length
}
