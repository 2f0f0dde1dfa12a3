import { expect, it } from 'vitest'
import { application } from '../../spec/application.ts'
import { entity } from '../../spec/entity.ts'
import { t } from '../../spec/fields.ts'
import { planMigration } from '../migration/live/plan-migration.ts'
import { meaningAcrossReleases } from './meaning-across-releases.ts'
import { tablesOf } from './tables-of.ts'

const User = entity('user', { slug: t.slug().unique() })
const schemaOf = (name: string, fields: Parameters<typeof entity>[1], options = {}) =>
  tablesOf(application('test', { parts: [{ User, One: entity(name, fields, options) }] }).model)
const author = { author: t.ref(() => User) }
const before = schemaOf('note', { key: t.slug().unique(), size: t.integer().unique(), ...author })
const after = schemaOf('note', {
  code: t.slug().unique().renamedFrom('key'),
  size: t.bigint().unique(),
  ...author,
})
const { to: snapshot } = planMigration({ from: before, to: after, number: 2 })

const meant = (schema: typeof before, name: string, table = 'notes', of = schema) =>
  meaningAcrossReleases({ schema, snapshot: of }, { name, table })?.fields

it('knows what stands on the columns of the release before by the fields that follow them', () => {
  expect(meant(after, 'notes_code_key', 'notes', snapshot)).toEqual(['code'])
  expect(meant(after, 'notes_key_key', 'notes', snapshot)).toEqual(['code'])
  expect(meant(after, 'notes_size_key__old', 'notes', snapshot)).toEqual(['size'])
})

it('knows what is on its way while a type changes', () => {
  expect(meant(before, 'notes_size_key__new')).toEqual(['size'])
  expect(meant(before, 'notes_size_key__old')).toEqual(['size'])
})

it('knows what a newer release calls by the name of a table that it renamed', () => {
  expect(meant(before, 'remarks_key_key', 'remarks')).toEqual(['key'])
  expect(meant(before, 'remarks_author_id_fkey', 'remarks')).toEqual(['author'])
})

it('knows the field of a condition that is new', () => {
  const plain = schemaOf('note', { key: t.slug(), ...author })
  expect(meant(plain, 'notes_key_key')).toEqual(['key'])
  expect(meant(plain, 'notes_author_id_key')).toEqual(['author'])
})

it('names no field where it would have to guess', () => {
  // A renamed users may be meant, or a renamed notes.
  const both = schemaOf('note', { name: t.slug().column('slug').unique() })
  expect(meant(both, 'remarks_slug_key', 'remarks')).toBeUndefined()
  expect(meant(before, 'notes_code_key')).toBeUndefined()
  expect(meant(before, 'notes_key_size_key')).toBeUndefined()
  expect(meant(before, 'somebody_elses_key')).toBeUndefined()
})
