/** Columns that get other names, come, go or become required. */
import { entity, identity, owner, resource, t } from 'lintel'
import { expect } from 'vitest'
import { bodyOf, notes, noteWords, type ReleaseChange, wordOf } from '../release-change.ts'

const someone = '0195f3a0-0000-7000-8000-000000000001'
const somebodyElse = '0195f3a0-0000-7000-8000-000000000002'
const userRows = `INSERT INTO users (id, name) VALUES ('${someone}', 'someone'), ('${somebodyElse}', 'somebody else')`

export const columnChanges: readonly ReleaseChange[] = [
  {
    name: 'a text is renamed',
    before: notes('heading', { heading: t.string({ max: 40 }) }),
    after: notes('title', { title: t.string({ max: 40 }).renamedFrom('heading') }),
    words: { before: noteWords('heading'), after: noteWords('title') },
  },
  {
    name: 'a column with a default is renamed, and gets another default',
    before: notes('stars', { stars: t.integer().default(3).optional() }),
    after: notes('points', { points: t.integer().default(4).optional().renamedFrom('stars') }),
    words: { before: noteWords('stars', Number), after: noteWords('points', Number) },
    // Each value that is said is kept, also one that is the default of one of them.
    async also({ before, after }) {
      for (const value of [3, 4, 5, null]) {
        const one = await before.ask('POST /notes', { body: { body: 'also', stars: value } })
        const seen = await after.ask(`GET /notes/${one.body.data.id}`)
        expect([one.body.data.stars, seen.body.data.points]).toEqual([value, value])
        const other = await after.ask('POST /notes', { body: { body: 'also', points: value } })
        const back = await before.ask(`GET /notes/${other.body.data.id}`)
        expect([other.body.data.points, back.body.data.stars]).toEqual([value, value])
        // Rows without a value would stand in front of all others.
        for (const { body } of [one, other]) await after.ask(`DELETE /notes/${body.data.id}`)
      }
      const bare = await before.ask('POST /notes', { body: { body: 'also' } })
      expect((await after.ask(`GET /notes/${bare.body.data.id}`)).body.data.points).toBe(bare.body.data.stars)
    },
  },
  {
    name: 'a unique column is renamed',
    before: notes('key', { key: t.string({ max: 60 }).unique() }),
    after: notes('code', { code: t.string({ max: 60 }).unique().renamedFrom('key') }),
    words: { before: noteWords('key'), after: noteWords('code') },
    async also({ before, after }) {
      const one = await before.ask('POST /notes', { body: { body: 'also', key: 'taken' } })
      const again = [
        await before.ask('POST /notes', { body: { body: 'also', key: 'taken' } }),
        await after.ask('POST /notes', { body: { body: 'also', code: 'taken' } }),
      ]
      expect(again.map(({ status }) => status)).toEqual([409, 409])
      const [pointer, ...others] = again.map(({ body }) => body.error.details[0]?.pointer)
      expect(others).toEqual(['/code'])
      // Where the newer condition comes first, the release before cannot know its name.
      expect(['/key', undefined]).toContain(pointer)
      expect((await after.ask(`DELETE /notes/${one.body.data.id}`)).status).toBe(204)
    },
  },
  {
    name: 'a reference is renamed by which rows are owned',
    before: owned('author', false),
    after: owned('writer', true),
    words: { before: ownedWords('author'), after: ownedWords('writer') },
    as: someone,
    rows: userRows,
    async also({ before, after }) {
      for (const [release, field] of [
        [before, 'author'],
        [after, 'writer'],
      ] as const) {
        const theirs = await release.ask('POST /notes', { body: { body: 'also', [field]: somebodyElse } })
        expect(theirs.status).toBe(403)
        const mine = await release.ask('POST /notes', { body: { body: 'also', [field]: someone } })
        const given = await release.ask(`PATCH /notes/${mine.body.data.id}`, {
          body: { [field]: somebodyElse },
        })
        expect(given.status).toBe(403)
        const nobody = await release.ask(`PATCH /notes/${mine.body.data.id}`, {
          body: { [field]: '0195f3a0-0000-7000-8000-000000000009' },
        })
        expect(nobody.status).toBe(403)
      }
    },
  },
  {
    name: 'an optional column becomes required, with a default',
    before: notes('thing', { thing: t.integer().optional() }),
    after: notes('thing', { thing: t.integer().default(7) }),
    words: { before: noteWords('thing', Number), after: noteWords('thing', Number) },
    async also({ before, after }) {
      const bare = await before.ask('POST /notes', { body: { body: 'also', thing: null } })
      const path = `/notes/${bare.body.data.id}`
      expect([bare.body.data.thing, (await after.ask(`GET ${path}`)).body.data.thing]).toEqual([7, 7])
      await before.ask(`PATCH ${path}`, { body: { thing: 8 } })
      const emptied = await before.ask(`PATCH ${path}`, { body: { thing: null } })
      expect([emptied.status, (await after.ask(`GET ${path}`)).body.data.thing]).toEqual([200, 7])
    },
  },
  {
    name: 'a required column becomes optional under another name',
    before: notes('thing', { thing: t.integer() }),
    after: notes('matter', { matter: t.integer().optional().renamedFrom('thing') }),
    words: { before: noteWords('thing', Number), after: noteWords('matter', Number) },
    async also({ before, after }) {
      const bare = await after.ask('POST /notes', { body: { body: 'also' } })
      expect(bare.status, bare.text).toBe(201)
      const path = `/notes/${bare.body.data.id}`
      expect((await before.ask(`GET ${path}`)).body.data.thing).toBeNull()
      const given = await before.ask(`PATCH ${path}`, { body: { thing: 5 } })
      expect([given.status, (await after.ask(`GET ${path}`)).body.data.matter]).toEqual([200, 5])
      const emptied = await after.ask(`PATCH ${path}`, { body: { matter: null } })
      expect([emptied.status, emptied.body.data?.matter]).toEqual([200, null])
      expect((await before.ask(`DELETE ${path}`)).status).toBe(204)
    },
  },
  {
    name: 'a required column comes, filled from others',
    before: notes('body', {}),
    after: notes('stars', { stars: t.integer().filledFrom('length(body)') }),
    words: {
      before: { path: '/notes', field: 'body', values: (n) => ({ body: bodyOf(n) }) },
      after: {
        path: '/notes',
        field: 'stars',
        values: (n) => ({ body: bodyOf(n), stars: n }),
        // What was stored once is not computed again.
        reads: (n, writer) => ({ body: bodyOf(n), ...(writer === 'after' ? { stars: n } : {}) }),
      },
    },
    async also({ before, after }) {
      const made = await before.ask('POST /notes', { body: { body: 'seven..' } })
      expect((await after.ask(`GET /notes/${made.body.data.id}`)).body.data.stars).toBe(7)
    },
  },
  {
    name: 'a required column goes',
    before: notes('thing', { thing: t.string({ max: 40 }) }),
    after: notes('body', {}),
    allowDataLoss: true,
    words: {
      before: {
        ...noteWords('thing'),
        reads: (n, writer) => ({ body: bodyOf(n), ...(writer === 'before' ? { thing: wordOf(n) } : {}) }),
      },
      after: { path: '/notes', field: 'body', values: (n) => ({ body: bodyOf(n) }) },
    },
    async also({ before, after }) {
      const made = await after.ask('POST /notes', { body: { body: 'also' } })
      const seen = await before.ask(`GET /notes/${made.body.data.id}`)
      expect([seen.status, typeof seen.body.data.thing]).toEqual([200, 'string'])
    },
  },
]

function owned(author: string, isRenamed: boolean): object[] {
  const User = entity('user', { name: t.string({ max: 40 }) })
  const reference = t.ref(() => User)
  const fields = {
    body: t.text({ max: 200 }),
    [author]: isRenamed ? reference.renamedFrom('author') : reference,
  }
  const Note = entity('note', fields)
  const mine = owner(author)
  const rules = { read: mine, create: mine, update: mine, delete: mine }
  const api = { ...rules, filter: ['body', author], sort: ['body'], bulk: true }
  return [User, identity(User), Note, resource(Note, api as never)]
}

function ownedWords(author: string) {
  return { ...noteWords('body', bodyOf), values: (n: number) => ({ body: bodyOf(n), [author]: someone }) }
}
