/** What pg_locks and pg_class say of a session's locks and of the relations that there are. */
import type { ClientBase } from 'pg'
import { lockMode, type TableLockMode } from '../../../plan/verification/lock-modes.ts'

export interface Relation {
  readonly oid: number
  /** Of the schema `public` without it: `orders`, `lintel.migrations`. */
  readonly name: string
  readonly kind: RelationKind
  /** The file that its rows are in. */
  readonly file: number
}

export type RelationKind = keyof typeof kindLetters

const kindLetters = {
  table: 'r',
  'partitioned table': 'p',
  index: 'i',
  'partitioned index': 'I',
  sequence: 'S',
  view: 'v',
  'materialized view': 'm',
  'foreign table': 'f',
  type: 'c',
} as const

const kinds = new Map(
  Object.entries(kindLetters).map(([kind, letter]) => [letter as string, kind as RelationKind]),
)

/** Relations that are not PostgreSQL's own, as the session sees them. */
export async function readRelations(client: ClientBase): Promise<ReadonlyMap<number, Relation>> {
  const { rows } = await client.query<{
    oid: number
    schema: string
    name: string
    kind: string
    file: number
  }>(
    `SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relkind AS kind,
            coalesce(pg_catalog.pg_relation_filenode(c.oid), 0) AS file
     FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`,
  )
  return new Map(
    rows.flatMap(({ oid, schema, name, kind: letter, file }): [number, Relation][] => {
      const kind = kinds.get(letter)
      return kind ? [[oid, { oid, name: schema === 'public' ? name : `${schema}.${name}`, kind, file }]] : []
    }),
  )
}

export interface HeldLock {
  readonly oid: number
  readonly mode: TableLockMode
}

/** The locks on relations that a session of this database holds now. */
export async function readLocks(client: ClientBase, pid: number): Promise<HeldLock[]> {
  const { rows } = await client.query<{ oid: number; mode: string }>(
    `SELECT l.relation AS oid, l.mode FROM pg_catalog.pg_locks l
     WHERE l.pid = $1 AND l.locktype = 'relation' AND l.granted
       AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())`,
    [pid],
  )
  return rows.flatMap(({ oid, mode: name }) => {
    const mode = lockMode(name)
    return mode ? [{ oid, mode }] : []
  })
}
