/** The database: tables and indexes as Lintel plans them, filled by the server itself. */

import { createSchema } from '../../packages/lintel/src/database/migration/create-schema.ts'
import { tablesOf } from '../../packages/lintel/src/plan/tables/tables-of.ts'
import { withClient } from '../harness/connection.ts'
import { planDatabase, type TemporaryDatabase } from '../harness/temporary-database.ts'
import { workspaces } from './application.ts'

const userCount = 2_000
const teamCount = 2_000
const membersOfTeam = 5
const projectsOfTeam = 5

/** Ordered by time as UUIDv7 are, and the same in every run. */
const id = (kind: string, number: string) =>
  `(lpad(to_hex(1735689600000 + (${number}) * 1000), 12, '0') || '7' || substr(md5('${kind}' || (${number})), 1, 3) ||
    '8' || substr(md5('${kind}' || (${number})), 4, 15))::uuid`
/** Spread over `count` numbers, so that the rows of one person lie far apart, as in real life. */
const spread = (number: string, count: number) => `(abs(hashint4((${number})::int)::bigint) % ${count})`

export function planAccessDatabase(adminUrl: string, rows: number): TemporaryDatabase {
  return planDatabase({ adminUrl, prefix: 'lintel_bench_access', fill: (url) => fill(url, rows) })
}

async function fill(url: string, rows: number): Promise<void> {
  const projectCount = teamCount * projectsOfTeam
  const member = `${spread(`i / ${membersOfTeam} * 7`, userCount)} + i % ${membersOfTeam} * 17`
  await withClient(url, async (client) => {
    await createSchema({ client, schema: tablesOf(workspaces.model) })
    for (const statement of [
      `INSERT INTO users (id, name) SELECT ${id('u', 'i')}, 'User ' || i FROM generate_series(0, ${userCount - 1}) i`,
      `INSERT INTO teams (id, name) SELECT ${id('t', 'i')}, 'Team ' || i FROM generate_series(0, ${teamCount - 1}) i`,
      `INSERT INTO team_members (id, team_id, user_id)
       SELECT ${id('m', 'i')}, ${id('t', `i / ${membersOfTeam}`)}, ${id('u', `(${member}) % ${userCount}`)}
       FROM generate_series(0, ${teamCount * membersOfTeam - 1}) i`,
      `INSERT INTO projects (id, team_id, name)
       SELECT ${id('p', 'i')}, ${id('t', `i % ${teamCount}`)}, 'Project ' || i FROM generate_series(0, ${projectCount - 1}) i`,
      `INSERT INTO notes (id, author_id, title)
       SELECT ${id('n', 'i')}, ${id('u', spread('i', userCount))}, 'Note ' || i FROM generate_series(1, ${rows}) i`,
      `INSERT INTO documents (id, project_id, title)
       SELECT ${id('d', 'i')}, ${id('p', spread('i', projectCount))}, 'Document ' || i FROM generate_series(1, ${rows}) i`,
      'VACUUM ANALYZE',
    ])
      await client.query(statement)
  })
}

/** Ids of people who have rows of both kinds. */
export async function readCallers(url: string, count: number): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `SELECT u.id FROM users u WHERE EXISTS (SELECT 1 FROM team_members m WHERE m.user_id = u.id)
       AND EXISTS (SELECT 1 FROM notes n WHERE n.author_id = u.id) ORDER BY md5(u.id::text) LIMIT $1`,
      [count],
    )
    return rows.map((row) => row.id)
  })
}
