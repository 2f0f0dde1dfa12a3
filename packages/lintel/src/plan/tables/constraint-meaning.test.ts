import { expect, it } from 'vitest'
import { application } from '../../spec/application.ts'
import { entity } from '../../spec/entity.ts'
import { t } from '../../spec/fields.ts'
import { constraintMeaning } from './constraint-meaning.ts'
import { tablesOf } from './tables-of.ts'

const User = entity('user', { password: t.password() })
const Note = entity(
  'note',
  {
    author: t.ref(() => User).unique(),
    title: t.string({ max: 80 }),
    state: t.enum('a', 'b'),
    startsAt: t.date(),
    endsAt: t.date(),
    readers: t.manyToMany(() => User),
  },
  {
    unique: [['author', 'startsAt']],
    check: { ends_after_start: ['endsAt', '>', { field: 'startsAt' }] },
    softDelete: true,
  },
)
const schema = tablesOf(application('test', { parts: [{ User, Note }] }).model)

it.each([
  ['notes_pkey', { kind: 'primaryKey', entity: 'note', fields: ['id'] }],
  ['notes_author_id_key', { kind: 'unique', entity: 'note', fields: ['author'] }],
  ['notes_author_starts_at_key', { kind: 'unique', entity: 'note', fields: ['author', 'startsAt'] }],
  ['notes_author_id_fkey', { kind: 'foreignKey', entity: 'note', fields: ['author'] }],
  [
    'notes_title_length',
    { kind: 'check', entity: 'note', fields: ['title'], rule: { kind: 'length', min: 1, max: 80 } },
  ],
  [
    'notes_state_values',
    { kind: 'check', entity: 'note', fields: ['state'], rule: { kind: 'values', values: ['a', 'b'] } },
  ],
  [
    'notes_ends_after_start',
    { kind: 'check', entity: 'note', fields: ['endsAt', 'startsAt'], rule: { kind: 'comparison' } },
  ],
  ['notes_readers_user_id_fkey', { kind: 'foreignKey', entity: 'note', fields: ['readers'] }],
  ['notes_author_id_idx', undefined],
  ['somebody_elses_check', undefined],
])('%s', (name, meaning) => {
  expect(constraintMeaning(schema, name)).toEqual(meaning)
})
