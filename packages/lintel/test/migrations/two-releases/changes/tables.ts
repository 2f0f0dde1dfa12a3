/** Entities that get other names, and tables that go. */
import { t } from 'lintel'
import { expect } from 'vitest'
import { bodyOf, noteWords, open, type ReleaseChange, type Words, wordOf } from '../release-change.ts'

const tags = [1, 2, 3].map((each) => `0195f3a0-0000-7000-8000-00000000000${each}`)
const tagRows = `INSERT INTO tags (id, label) VALUES ${tags.map((id) => `('${id}', '${id.slice(-1)}')`).join(', ')}`
const userWords: Words = { path: '/users', field: 'name', values: (n) => ({ name: wordOf(n) }) }

export const tableChanges: readonly ReleaseChange[] = [
  {
    name: 'an entity is renamed',
    before: open(
      'note',
      { body: t.text({ max: 200 }), key: t.string({ max: 60 }).unique() },
      { field: 'key' },
    ),
    after: open(
      'remark',
      { body: t.text({ max: 200 }), key: t.string({ max: 60 }).unique() },
      { field: 'key', renamedFrom: 'note' },
    ),
    words: { before: noteWords('key'), after: { ...noteWords('key'), path: '/remarks' } },
    async also({ before, after }) {
      const made = await before.ask('POST /notes', { body: { body: 'also', key: 'taken' } })
      for (const again of [
        await before.ask('POST /notes', { body: { body: 'also', key: 'taken' } }),
        await after.ask('POST /remarks', { body: { body: 'also', key: 'taken' } }),
      ]) {
        expect([again.status, again.body.error.details[0]?.pointer]).toEqual([409, '/key'])
      }
      expect((await after.ask(`DELETE /remarks/${made.body.data.id}`)).status).toBe(204)
    },
  },
  {
    name: 'an entity with many to many is renamed, with one of its fields',
    before: tagged('note', 'heading'),
    after: tagged('remark', 'title'),
    words: { before: taggedWords('/notes', 'heading'), after: taggedWords('/remarks', 'title') },
    rows: tagRows,
    async also({ before, after }) {
      const labels = (answer: { body: { data: { tags: { label: string }[] } } }) =>
        answer.body.data.tags.map(({ label }) => label).sort()
      const made = await before.ask('POST /notes', {
        body: { body: 'also', heading: 'also', tags: tags.slice(0, 2) },
      })
      const path = `${made.body.data.id}?include=tags`
      expect(labels(await after.ask(`GET /remarks/${path}`))).toEqual(['1', '2'])
      await after.ask(`PATCH /remarks/${made.body.data.id}`, { body: { tags: tags.slice(1) } })
      expect(labels(await before.ask(`GET /notes/${path}`))).toEqual(['2', '3'])
      await before.ask(`PATCH /notes/${made.body.data.id}`, { body: { tags: tags.slice(0, 1) } })
      expect(labels(await after.ask(`GET /remarks/${path}`))).toEqual(['1'])
      expect((await before.ask(`DELETE /notes/${made.body.data.id}`)).status).toBe(204)
    },
  },
  {
    name: 'a table goes',
    before: [
      ...open('user', { name: t.string({ max: 40 }) }, { field: 'name' }),
      ...open('note', { body: t.text({ max: 200 }) }, { field: 'body' }),
    ],
    after: open('user', { name: t.string({ max: 40 }) }, { field: 'name' }),
    allowDataLoss: true,
    words: { before: userWords, after: userWords },
    async also({ before, after }) {
      const made = await before.ask('POST /notes', { body: { body: 'also' } })
      const path = `/notes/${made.body.data.id}`
      expect((await before.ask(`PATCH ${path}`, { body: { body: 'y' } })).status).toBe(200)
      expect((await after.ask(`GET ${path}`)).status).toBe(404)
      expect((await before.ask('GET /notes?body=y')).body.data).toHaveLength(1)
      expect((await before.ask(`DELETE ${path}`)).status).toBe(204)
    },
  },
]

function tagged(name: string, heading: string): object[] {
  const [Tag, ...rest] = open('tag', { label: t.string({ max: 40 }) }, {})
  const field = t.string({ max: 40 })
  return [
    Tag as object,
    ...rest,
    ...open(
      name,
      {
        body: t.text({ max: 200 }),
        [heading]: name === 'remark' ? field.renamedFrom('heading') : field,
        tags: t.manyToMany(() => Tag as never),
      },
      { field: heading, ...(name === 'remark' ? { renamedFrom: 'note' } : {}) },
    ),
  ]
}

/** What is linked is answered where it is asked for. */
function taggedWords(path: string, field: string): Words {
  const reads = (n: number) => ({ body: bodyOf(n), [field]: wordOf(n) })
  return { path, field, reads, values: (n) => ({ ...reads(n), tags: [tags[n % 3]] }) }
}
