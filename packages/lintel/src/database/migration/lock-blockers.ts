/** Who holds the locks that a step waits for. */
import type { ClientBase } from 'pg'
import { quoted } from '../../plan/sql/column.ts'

export interface Blocker {
  readonly pid: number
  readonly applicationName: string
  readonly state: string
  /** How long its transaction has been open, in seconds. */
  readonly openSeconds: number
}

/** Sessions with an open transaction that have locked one of these tables, the oldest first. */
export async function blockersOf(client: ClientBase, tables: readonly string[]): Promise<readonly Blocker[]> {
  const { rows } = await client.query(
    `SELECT DISTINCT a.pid, a.application_name, coalesce(a.state, '') AS state,
            extract(epoch FROM clock_timestamp() - a.xact_start)::integer AS seconds
     FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.granted AND l.locktype = 'relation' AND a.pid <> pg_backend_pid() AND a.xact_start IS NOT NULL
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND (cardinality($1::text[]) = 0 OR l.relation = ANY (SELECT to_regclass(name) FROM unnest($1::text[]) AS name))
     ORDER BY 4 DESC NULLS LAST LIMIT 5`,
    [tables.map((name) => `public.${quoted(name)}`)],
  )
  return rows.map(({ pid, application_name: applicationName, state, seconds }) => ({
    pid: Number(pid),
    applicationName,
    state,
    openSeconds: Number(seconds ?? 0),
  }))
}

/** `pid 123 ("shop", idle in transaction for 300 s)` */
export function blockerWords({ pid, applicationName, state, openSeconds }: Blocker): string {
  return `pid ${pid} ("${applicationName}", ${state} for ${openSeconds} s)`
}

const words = 'TABLE|ON|REFERENCES|VIEW|UPDATE|INTO|FROM|TRUNCATE'
const between = 'IF EXISTS|ONLY'
const part = '"(?:[^"]|"")+"|[a-z_][a-z0-9_]*'
// Between the words and the name there may be more words, and a schema: BEFORE UPDATE ON "public"."notes".
const naming = new RegExp(
  `\\b(?:${words})\\s+(?:(?:${between.replace(' ', '\\s+')})\\s+)*(?!(?:${words}|OR|OF)\\b)(?:(?:${part})\\.)?(${part})`,
  'gi',
)

/** Tables that a statement names after the words that lock them; enough to say who is in the way. */
export function tablesNamed(statements: readonly string[]): string[] {
  const found = statements.flatMap((text) => [...text.matchAll(naming)].map(([, name]) => name ?? ''))
  return [...new Set(found.map(plain))]
}

/** As PostgreSQL reads a name: small letters, unless it stands in quotes. */
function plain(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase()
}
