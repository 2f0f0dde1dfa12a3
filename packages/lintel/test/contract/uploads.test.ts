/** Forms with files: each part is checked as it comes. */
import { createHash } from 'node:crypto'
import { application, contract } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import type { Operations } from './documents/uploads.types.ts'
import { uploads } from './uploads.ts'

const api = contract<Operations>('./documents/uploads.yml')
const app = await testApplication(application('uploads', { parts: [uploads(api)] }))
afterAll(() => app.stop())

describe('a form with files', () => {
  const album = (form: FormData) => app.request('POST /albums', { body: form })
  const photo = (bytes: string, type = 'image/png') => new File([bytes], 'a.png', { type })

  test('comes part by part', async () => {
    const form = new FormData()
    form.append('title', 'Sea')
    form.append('year', '1999')
    form.append('place', '{"city":"Rome"}')
    form.append('tags', 'sea')
    form.append('tags', 'land')
    form.append('photos', photo('one'))
    form.append('photos', photo('three'))
    const answer = await album(form)
    expect(answer.status).toBe(201)
    const sha256 = createHash('sha256').update('one').digest('hex')
    expect(answer.body.photos).toEqual([
      { bytes: 3, sha256, filename: 'a.png', mediaType: 'image/png' },
      expect.objectContaining({ bytes: 5 }),
    ])
    expect(answer.body.fields).toEqual({ title: 'Sea', year: '1999', place: '{"city":"Rome"}', tags: 'land' })
  })

  test.each<[string, (form: FormData) => void, string]>([
    ['a field that is too short', (form) => form.set('title', ''), '/title too_short'],
    ['a field that comes twice', (form) => form.append('title', 'Land'), '/title repeated'],
    ['a field that is no number', (form) => form.set('year', 'MM'), '/year wrong_type'],
    ['a number that is too small', (form) => form.set('year', '1899'), '/year too_small'],
    ['an object that is none', (form) => form.set('place', 'Rome'), '/place wrong_type'],
    ['an object without its member', (form) => form.set('place', '{}'), '/place/city required'],
    ['an item that is not in the list', (form) => form.set('tags', 'air'), '/tags not_allowed'],
    ['an unknown field', (form) => form.set('more', '1'), '/more unknown_field'],
    ['an unknown file', (form) => form.set('more', photo('x')), '/more unknown_field'],
    ['a file instead of a field', (form) => form.set('year', photo('1999')), '/year wrong_type'],
    ['a field instead of a file', (form) => form.set('photos', 'one'), '/photos wrong_type'],
    ['a file of another type', (form) => form.set('photos', photo('x', 'text/html')), '/photos wrong_type'],
    ['no title', (form) => form.delete('title'), '/title required'],
    ['no file', (form) => form.delete('photos'), '/photos required'],
  ])('with %s is refused', async (_, change, error) => {
    const form = new FormData()
    form.append('title', 'Sea')
    form.append('photos', photo('one'))
    change(form)
    const answer = await album(form)
    expect(answer.status).toBe(422)
    const [{ pointer, code }] = answer.body.errors
    expect(`${pointer} ${code}`).toBe(error)
  })

  test('of another content type, or without a boundary, is refused before the handler runs', async () => {
    expect((await app.request('POST /albums', { body: {} })).status).toBe(415)
    const without = await app.request('POST /albums', {
      body: 'x',
      headers: { 'content-type': 'multipart/form-data' },
    })
    expect(without.body).toMatchObject({ status: 400, code: 'multipart_malformed' })
    expect(app.observations.filter(({ event }) => event === 'fault')).toEqual([])
  })
})
