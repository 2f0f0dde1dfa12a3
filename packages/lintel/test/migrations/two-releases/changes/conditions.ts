/** Conditions and indexes that come. */
import { t } from 'lintel'
import { expect } from 'vitest'
import { bodyOf, notes, noteWords, type ReleaseChange, type Words } from '../release-change.ts'

const pair = { first: t.integer(), last: t.integer() }
const pairWords: Words = {
  path: '/notes',
  field: 'first',
  values: (n) => ({ body: bodyOf(n), first: n, last: n }),
}

export const conditionChanges: readonly ReleaseChange[] = [
  {
    name: 'a field becomes unique',
    before: notes('thing', { thing: t.string({ max: 60 }) }),
    after: notes('thing', { thing: t.string({ max: 60 }).unique() }),
    words: { before: noteWords('thing'), after: noteWords('thing') },
    async also({ before, after }) {
      const made = await before.ask('POST /notes', { body: { body: 'also', thing: 'taken' } })
      const again = [
        await before.ask('POST /notes', { body: { body: 'also', thing: 'taken' } }),
        await after.ask('POST /notes', { body: { body: 'also', thing: 'taken' } }),
      ]
      expect(again.map(({ status }) => status)).toEqual([409, 409])
      expect(again[1]?.body.error.details[0]?.pointer).toBe('/thing')
      expect((await before.ask(`DELETE /notes/${made.body.data.id}`)).status).toBe(204)
    },
  },
  {
    name: 'a check of two fields comes, and an index',
    before: notes('first', pair),
    after: notes('first', pair, {
      check: { in_order: ['first', '<=', { field: 'last' }] },
      index: [['last', 'first']],
    }),
    words: { before: pairWords, after: pairWords },
    async also({ before, after }) {
      for (const release of [before, after]) {
        const wrong = await release.ask('POST /notes', { body: { body: 'also', first: 2, last: 1 } })
        expect([wrong.status, wrong.body.error.code]).toEqual([422, 'constraint_violated'])
      }
    },
  },
  {
    name: 'rows are deleted softly from now on',
    before: notes('key', { key: t.string({ max: 60 }).unique() }),
    after: notes('key', { key: t.string({ max: 60 }).unique() }, { softDelete: true }),
    words: { before: { ...noteWords('key'), seesDeleted: true }, after: noteWords('key') },
    allowDataLoss: true,
    async also({ before, after }) {
      const made = await after.ask('POST /notes', { body: { body: 'also', key: 'again' } })
      expect((await after.ask(`DELETE /notes/${made.body.data.id}`)).status).toBe(204)
      const again = await after.ask('POST /notes', { body: { body: 'also', key: 'again' } })
      expect(again.status).toBe(201)
      const taken = await before.ask('POST /notes', { body: { body: 'also', key: 'again' } })
      expect(taken.status).toBe(409)
      // The release before deletes for good, and gives the way back its unique rows.
      for (const { body } of [made, again]) {
        expect((await before.ask(`DELETE /notes/${body.data.id}`)).status).toBe(204)
      }
    },
  },
]
