import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { diffSchemas } from '../../plan/migration/diff-schemas.ts'
import { tablesOf } from '../../plan/tables/tables-of.ts'
import { entity } from '../../spec/entity.ts'
import { t } from '../../spec/fields.ts'
import { createSchema } from './create-schema.ts'
import { introspectSchema } from './introspection/introspect-schema.ts'
import { schemaDifferences, schemaDrift } from './schema-drift.ts'
import {
  createThrowawayDatabase,
  modelOf,
  type ThrowawayDatabase,
} from './throwaway-database.test-support.ts'

let database: ThrowawayDatabase

const User = entity('user', { email: t.email() }, { softDelete: true, unique: [['email', 'id']] })
const Note = entity(
  'note',
  {
    author: t.ref(() => User, { onDelete: 'cascade' }),
    title: t.string().default('untitled'),
    stars: t.integer({ min: -5, max: 5 }).default(-1),
    state: t.enum('new', 'old').default('new'),
    price: t.decimal(10, 2, { min: 0.01 }).optional(),
    number: t.integerId(),
    readers: t.manyToMany(() => User),
  },
  { index: [['title', 'stars']], unique: [['title', 'state']], search: ['title'] },
)
const expected = tablesOf(modelOf({ User, Note }))

beforeAll(async () => {
  database = await createThrowawayDatabase()
})

afterAll(() => database?.drop())

beforeEach(async () => {
  await database.clear()
  await createSchema({ client: database.client, schema: expected })
})

it.each<[string, string[]]>([
  ['SELECT 1', []],
  ['DROP TABLE notes_readers', ['The table notes_readers is missing.']],
  ['CREATE TABLE other (id int)', ['The table other is not in the model.']],
  ['ALTER TABLE notes ADD COLUMN extra int', ['The column notes.extra is not in the model.']],
  [
    'ALTER TABLE notes DROP COLUMN price',
    ['The column notes.price is missing.', 'The constraint notes_price_range of notes is missing.'],
  ],
  ['ALTER TABLE notes ALTER stars TYPE bigint', ['The column notes.stars is bigint, not integer.']],
  [
    'ALTER TABLE notes ALTER price TYPE numeric(9,2)',
    ['The column notes.price is numeric(9,2), not numeric(10,2).'],
  ],
  ['ALTER TABLE notes ALTER title DROP NOT NULL', ['The column notes.title is optional, not required.']],
  ['ALTER TABLE notes ALTER stars SET DEFAULT 1', ['The column notes.stars has the default 1, not -1.']],
  [
    'ALTER TABLE notes ALTER title DROP DEFAULT',
    [`The column notes.title has the default none, not 'untitled'.`],
  ],
  [
    'ALTER TABLE notes ALTER number DROP IDENTITY',
    ['The column notes.number is not counted by the database.'],
  ],
  [
    'ALTER TABLE notes DROP CONSTRAINT notes_state_values',
    ['The constraint notes_state_values of notes is missing.'],
  ],
  [
    `ALTER TABLE notes DROP CONSTRAINT notes_state_values, ADD CONSTRAINT notes_state_values CHECK (state IN ('new'))`,
    ['notes_state_values of notes says something else than it should.'],
  ],
  [
    `ALTER TABLE notes DROP CONSTRAINT notes_author_id_fkey, ADD CONSTRAINT notes_author_id_fkey FOREIGN KEY (author_id) REFERENCES users (id)`,
    ['notes_author_id_fkey of notes says something else than it should.'],
  ],
  [
    `ALTER TABLE notes DROP CONSTRAINT notes_stars_range, ADD CONSTRAINT notes_stars_range CHECK (stars >= -5 AND stars <= 5) NOT VALID`,
    ['The constraint notes_stars_range of notes has not been validated.'],
  ],
  [
    'ALTER TABLE notes ADD CONSTRAINT more CHECK (stars > 0)',
    ['The constraint more of notes is not in the model.'],
  ],
  ['DROP INDEX notes_search_idx', ['The index notes_search_idx of notes is missing.']],
  [
    'DROP INDEX notes_title_stars_idx; CREATE INDEX notes_title_stars_idx ON notes (title, stars DESC)',
    ['notes_title_stars_idx of notes says something else than it should.'],
  ],
  [
    'DROP INDEX users_email_id_key; CREATE UNIQUE INDEX users_email_id_key ON users (email, id)',
    ['users_email_id_key of users says something else than it should.'],
  ],
  [
    `DROP INDEX notes_search_idx; CREATE INDEX notes_search_idx ON notes USING gin (to_tsvector('simple', title))`,
    ['notes_search_idx of notes says something else than it should.'],
  ],
  [
    `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'notes_title_stars_idx'::regclass`,
    ['The index notes_title_stars_idx of notes is invalid: its build was stopped.'],
  ],
  [`COMMENT ON TABLE notes IS 'hand-made'`, []],
  [
    'CREATE VIEW seen AS SELECT * FROM notes; CREATE SCHEMA other_part; CREATE TABLE other_part.x (id int)',
    [],
  ],
])('%s', async (statements, sentences) => {
  const { client } = database
  await client.query(statements)
  expect(schemaDrift(expected, await introspectSchema(client))).toEqual(sentences)
  await client.query('DROP SCHEMA IF EXISTS other_part CASCADE')
})

it('leaves nothing to change between the database that was read and the model', async () => {
  const read = await introspectSchema(database.client)
  expect(diffSchemas(read, expected)).toEqual([])
  expect(diffSchemas(expected, read)).toEqual([])
})

it('says which differences an application can live with', async () => {
  const { client } = database
  await client.query(
    'ALTER TABLE notes ADD COLUMN extra int; DROP INDEX notes_search_idx; ALTER TABLE notes ALTER stars TYPE bigint',
  )
  const kinds = schemaDifferences(expected, await introspectSchema(client)).map(({ kind }) => kind)
  expect(kinds).toEqual(['different', 'unexpected', 'missing'])
})
