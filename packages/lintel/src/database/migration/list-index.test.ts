import { afterAll, beforeAll, expect, it } from 'vitest'
import { searchExpression } from '../../plan/tables/search-expression.ts'
import { tablesOf } from '../../plan/tables/tables-of.ts'
import { entity } from '../../spec/entity.ts'
import { t } from '../../spec/fields.ts'
import { identity } from '../../spec/identity.ts'
import { resource } from '../../spec/resource.ts'
import { owner } from '../../spec/rules.ts'
import { createSchema } from './create-schema.ts'
import {
  createThrowawayDatabase,
  modelOf,
  type ThrowawayDatabase,
} from './throwaway-database.test-support.ts'

const User = entity('user', { name: t.string() })
const Note = entity('note', { author: t.ref(() => User), title: t.text() }, { search: ['title'] })
const notes = resource(Note, { read: owner('author'), defaultSort: ['-createdAt'] })
const model = modelOf({ User, Note, notes, me: identity(User) })

let database: ThrowawayDatabase

beforeAll(async () => {
  database = await createThrowawayDatabase()
  const { client } = database
  await createSchema({ client, schema: tablesOf(model) })
  await client.query(`
    INSERT INTO users (id, name) SELECT md5(n::text)::uuid, 'user' FROM generate_series(1, 100) n;
    INSERT INTO notes (id, author_id, title, created_at)
    SELECT gen_random_uuid(), md5((n % 100 + 1)::text)::uuid, 'word' || n, now() - n * interval '1 minute'
    FROM generate_series(1, 20000) n;
    ANALYZE`)
})

afterAll(() => database?.drop())

async function planOf(query: string): Promise<string> {
  const { rows } = await database.client.query(`EXPLAIN (COSTS OFF) ${query}`)
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

it('a page of an owner is one range of an index, without a sort', async () => {
  const plan = await planOf(
    `SELECT * FROM notes WHERE author_id = md5('7')::uuid AND (created_at, id) < (now(), md5('x')::uuid)
     ORDER BY created_at DESC, id DESC LIMIT 20`,
  )
  expect(plan).toMatch(/^Limit\n {2}-> {2}Index Scan using notes_author_id_created_at_id_idx/)
  expect(plan).toMatch(/Index Cond: .*author_id.* AND .*ROW\(created_at, id\) </)
  expect(plan).not.toMatch(/Sort|Filter/)
})

it('search uses its index', async () => {
  const note = model.entities.note
  if (!note) throw new Error('no note')
  const plan = await planOf(
    `SELECT * FROM notes t0 WHERE ${searchExpression(note, 't0')} @@ websearch_to_tsquery('simple', 'word77'::text)`,
  )
  expect(plan).toContain('Bitmap Index Scan on notes_search_idx')
})

it('a schema is made at once, or not at all', async () => {
  const { client } = database
  await expect(
    createSchema({ client, schema: tablesOf(modelOf({ A: entity('aardvark', {}), User })) }),
  ).rejects.toThrow('relation "users" already exists')
  const { rows } = await client.query(
    `SELECT to_regclass('aardvarks') AS found, current_setting('search_path') AS path`,
  )
  expect(rows).toEqual([{ found: null, path: '"$user", public' }])
})
