/** What both releases are asked: each writes in its own words, and the other reads it at once in its own. */
import { expect } from 'vitest'
import type { Answer, Release } from './release.ts'
import type { Both, Side, Words } from './release-change.ts'

interface Speaker {
  readonly side: Side
  readonly release: Release
  readonly words: Words
}

let counter = 100_000
/** Every value is said once; later ones sort behind earlier ones. */
export const nextNumber = () => ++counter

export async function askBoth(both: Both, words: Readonly<Record<Side, Words>>): Promise<void> {
  const before: Speaker = { side: 'before', release: both.before, words: words.before }
  const after: Speaker = { side: 'after', release: both.after, words: words.after }
  await converse(before, after)
  await converse(after, before)
}

/** One writes, the other reads, changes and deletes. */
async function converse(one: Speaker, other: Speaker): Promise<void> {
  const first = nextNumber()
  const created = await said(one, 'POST', one.words.path, { body: one.words.values(first) })
  expectRow(one, created, { status: 201, n: first, writer: one.side })
  const { id } = created.body.data
  const path = (speaker: Speaker) => `${speaker.words.path}/${id}`
  const get = (speaker: Speaker, headers = {}) => said(speaker, 'GET', path(speaker), { headers })
  const change = async (speaker: Speaker, method: string, headers = {}) => {
    const n = nextNumber()
    const answer = await said(speaker, method, path(speaker), { body: speaker.words.values(n), headers })
    return { answer, n }
  }

  const read = await get(other)
  expectRow(other, read, { n: first, writer: one.side })
  expect((await get(other, { 'if-none-match': created.etag })).status).toBe(304)
  await expectListed(other, { id, n: first, writer: one.side })
  await expectListed(one, { id, n: first, writer: one.side })

  const patched = await change(one, 'PATCH', { 'if-match': read.etag })
  expectRow(one, patched.answer, { n: patched.n, writer: one.side })
  // The other one has seen an older version: neither does it get 304, nor may it overwrite what it has not seen.
  const unseen = await get(other, { 'if-none-match': read.etag })
  expectRow(other, unseen, { n: patched.n, writer: one.side })
  expect((await change(other, 'PATCH', { 'if-match': read.etag })).answer.status).toBe(412)
  await expectListed(other, { id, n: patched.n, writer: one.side })

  const answered = await change(other, 'PATCH', { 'if-match': patched.answer.etag })
  expectRow(other, answered.answer, { n: answered.n, writer: other.side })
  expectRow(one, await get(one), { n: answered.n, writer: other.side })

  const put = await change(other, 'PUT')
  expectRow(other, put.answer, { n: put.n, writer: other.side })
  expectRow(one, await get(one), { n: put.n, writer: other.side })
  await expectListed(one, { id, n: put.n, writer: other.side })

  const stale = { 'if-match': answered.answer.etag }
  expect((await said(one, 'DELETE', path(one), { headers: stale })).status).toBe(412)
  expect((await said(one, 'DELETE', path(one))).status).toBe(204)
  expect((await get(one)).status).toBe(404)
  expect((await get(other)).status).toBe(other.words.seesDeleted ? 200 : 404)
}

async function said(speaker: Speaker, method: string, path: string, asked = {}): Promise<Answer> {
  const answer = await speaker.release.ask(`${method} ${path}`, asked)
  if (answer.status >= 500) {
    throw new Error(`${speaker.side}: ${method} ${path} ${answer.text} ${speaker.release.faults.join('; ')}`)
  }
  return answer
}

function expectRow(
  { side, words }: Speaker,
  answer: Answer,
  { status = 200, n, writer }: Said & { readonly status?: number },
): void {
  const row = words.reads?.(n, writer) ?? words.values(n)
  expect([side, answer.status, answer.body], answer.text).toMatchObject([side, status, { data: row }])
}

interface Said {
  readonly n: number
  readonly writer: Side
}

/** Found by its value, and in front of all that was said before it. */
async function expectListed(
  speaker: Speaker,
  { id, n, writer }: Said & { readonly id: string },
): Promise<void> {
  const { path, field, reads, values } = speaker.words
  const value = (reads?.(n, writer) ?? values(n))[field]
  if (value === undefined) return
  const found = await said(speaker, 'GET', `${path}?${field}=${encodeURIComponent(String(value))}`)
  expect([found.status, found.body?.data.map(idOf)], found.text).toEqual([200, [id]])
  const sorted = await said(speaker, 'GET', `${path}?sort=-${field}&limit=2`)
  expect([sorted.status, sorted.body?.data.map(idOf)[0]], sorted.text).toEqual([200, id])
}

const idOf = (row: { readonly id: string }) => row.id
