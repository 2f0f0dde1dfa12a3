/** Columns of another type, columns that become others, columns that become rows. */
import { t } from 'lintel'
import { expect } from 'vitest'
import { bodyOf, notes, noteWords, type ReleaseChange } from '../release-change.ts'

const inFull = (n: number) => ({ body: bodyOf(n), name: `First Last${n}` })
const inParts = (n: number) => ({ body: bodyOf(n), firstName: 'First', lastName: `Last${n}` })

export const typeChanges: readonly ReleaseChange[] = [
  {
    name: 'an integer becomes a bigint, and a column comes that is filled from it',
    before: notes('thing', { thing: t.integer() }),
    after: notes('thing', { thing: t.bigint(), twice: t.bigint().filledFrom('thing * 2') }),
    words: {
      before: noteWords('thing', Number),
      after: {
        ...noteWords('thing', String),
        values: (n) => ({ body: bodyOf(n), thing: `${n}`, twice: `${n * 2}` }),
        reads: (n) => ({ body: bodyOf(n), thing: `${n}` }),
      },
    },
    async also({ before, after }) {
      const small = await before.ask('POST /notes', { body: { body: 'also', thing: 21 } })
      expect((await after.ask(`GET /notes/${small.body.data.id}`)).body.data.twice).toBe('42')
      const great = { body: 'also', thing: '9000000000', twice: '0' }
      const made = await after.ask('POST /notes', { body: great })
      const path = `/notes/${made.body.data.id}`
      expect((await before.ask(`GET ${path}`)).body.data.thing).toBe(9_000_000_000)
      expect((await before.ask('GET /notes?sort=-thing&limit=1')).body.data[0].thing).toBe(9_000_000_000)
      expect((await before.ask(`PATCH ${path}`, { body: { body: 'also' } })).status).toBe(200)
      expect((await before.ask(`PATCH ${path}`, { body: { thing: 1 } })).status).toBe(200)
      expect((await after.ask(`GET ${path}`)).body.data.thing).toBe('1')
    },
  },
  {
    name: 'a unique integer becomes a decimal, and its index is kept',
    before: notes('thing', { thing: t.integer({ min: 1 }).unique() }),
    after: notes('thing', { thing: t.decimal(14, 2, { min: 1 }).unique() }),
    words: { before: noteWords('thing', Number), after: noteWords('thing', (n) => `${n}.00`) },
    async also({ before, after }) {
      const made = await after.ask('POST /notes', { body: { body: 'also', thing: '12.50' } })
      const path = `/notes/${made.body.data.id}`
      expect((await before.ask(`GET ${path}`)).body.data.thing).toBe(12.5)
      const again = await after.ask('POST /notes', { body: { body: 'also', thing: '12.5' } })
      expect([again.status, again.body.error.details[0]?.pointer]).toEqual([409, '/thing'])
      expect((await before.ask(`PATCH ${path}`, { body: { thing: 12 } })).status).toBe(200)
      const taken = await before.ask('POST /notes', { body: { body: 'also', thing: 12 } })
      expect([taken.status, taken.body.error.details[0]?.pointer]).toEqual([409, '/thing'])
      expect((await after.ask(`DELETE ${path}`)).status).toBe(204)
    },
  },
  {
    name: 'a renamed integer becomes a text',
    before: notes('number', { number: t.integer().default(1) }),
    after: notes('code', { code: t.text({ max: 40 }).default('none').renamedFrom('number') }),
    words: { before: noteWords('number', Number), after: noteWords('code', String) },
    // What an integer cannot be is read as nothing, and is not lost by what the release before writes beside it.
    async also({ before, after }) {
      const one = await before.ask('POST /notes', { body: { body: 'also', number: 1 } })
      expect((await after.ask(`GET /notes/${one.body.data.id}`)).body.data.code).toBe('1')
      const bare = await before.ask('POST /notes', { body: { body: 'also' } })
      expect((await after.ask(`GET /notes/${bare.body.data.id}`)).body.data.code).toBe('none')
      expect((await before.ask(`DELETE /notes/${bare.body.data.id}`)).status).toBe(204)
      const made = await after.ask('POST /notes', { body: { body: 'also', code: 'abc' } })
      expect(made.status, made.text).toBe(201)
      const path = `/notes/${made.body.data.id}`
      const seen = await before.ask(`GET ${path}`)
      expect([seen.status, seen.body.data.number]).toEqual([200, null])
      const first = await before.ask('GET /notes?sort=-number&limit=1')
      const second = await before.ask(`GET /notes?sort=-number&limit=1&after=${first.body.meta.next}`)
      expect(first.body.data[0]).toMatchObject({ number: null })
      expect([second.status, typeof second.body.data[0]?.number]).toEqual([200, 'number'])
      expect((await before.ask(`PATCH ${path}`, { body: { body: 'y' } })).status).toBe(200)
      expect((await after.ask(`GET ${path}`)).body.data.code).toBe('abc')
      expect((await before.ask(`PATCH ${path}`, { body: { number: 5 } })).status).toBe(200)
      expect((await after.ask(`GET ${path}`)).body.data.code).toBe('5')
      expect((await after.ask(`PATCH ${path}`, { body: { code: 'abc' } })).status).toBe(200)
      expect((await before.ask(`GET ${path}`)).body.data.number).toBeNull()
      expect((await before.ask(`DELETE ${path}`)).status).toBe(204)
    },
  },
  {
    name: 'one column becomes two',
    before: notes('name', { name: t.string({ max: 60 }) }),
    after: notes(
      'lastName',
      {
        firstName: t.text({ max: 60 }).filledFrom("split_part(name, ' ', 1)"),
        lastName: t.text({ max: 60 }).filledFrom("substr(name, length(split_part(name, ' ', 1)) + 2)"),
      },
      { retired: { name: "rtrim(first_name || ' ' || last_name)" } },
    ),
    words: {
      before: { path: '/notes', field: 'name', values: inFull },
      after: { path: '/notes', field: 'lastName', values: inParts },
    },
    async also({ before, after }) {
      const made = await before.ask('POST /notes', { body: { body: 'also', name: 'Ada K. Lovelace' } })
      const path = `/notes/${made.body.data.id}`
      expect((await after.ask(`GET ${path}`)).body.data).toMatchObject({
        firstName: 'Ada',
        lastName: 'K. Lovelace',
      })
      expect((await after.ask(`PATCH ${path}`, { body: { firstName: 'A.' } })).status).toBe(200)
      expect((await before.ask(`GET ${path}`)).body.data.name).toBe('A. K. Lovelace')
    },
  },
  {
    name: 'two columns become one',
    before: notes('lastName', { firstName: t.string({ max: 30 }), lastName: t.string({ max: 30 }) }),
    after: notes(
      'name',
      { name: t.text({ max: 80 }).filledFrom("first_name || ' ' || last_name") },
      { retired: { firstName: "split_part(name, ' ', 1)", lastName: "split_part(name, ' ', 2)" } },
    ),
    words: {
      before: { path: '/notes', field: 'lastName', values: inParts },
      after: { path: '/notes', field: 'name', values: inFull },
    },
  },
]
