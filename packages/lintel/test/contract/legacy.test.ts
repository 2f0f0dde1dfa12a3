/** A document of OpenAPI 3.0: nullable, exclusive bounds as booleans, schemas that contain themselves. */
import { application, contract, implement } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import type { Operations } from './documents/legacy.types.ts'

const api = contract<Operations>('./documents/legacy.yml')
const app = await testApplication(
  application('legacy', {
    parts: [
      [
        implement(api, 'growTree', {
          run: ({ body }) => ({ status: 201, body: { ...body, any: [{ deep: [null] }] } }),
        }),
        implement(api, 'addScan', {
          async run({ body }) {
            for await (const part of body) if (part.kind === 'file') for await (const _ of part.stream);
            return { status: 204 }
          },
        }),
      ],
    ],
  }),
)
afterAll(() => app.stop())
const grow = (tree: unknown) => app.request('POST /old/v1/trees', { body: tree })

describe('nullable', () => {
  test('lets null in where it stands', async () => {
    const tree = { name: 'a', height: 3, note: null, kind: null, parent: null, any: null }
    expect(await grow(tree)).toMatchObject({ status: 201, body: { note: null, kind: null, parent: null } })
  })

  test('and nowhere else', async () => {
    expect((await grow({ name: null, height: 3 })).body.errors).toEqual([
      expect.objectContaining({ pointer: '/name' }),
    ])
    expect((await grow({ name: 'a', height: 3, note: 'longer' })).body.errors[0].code).toBe('too_long')
    expect((await grow({ name: 'a', height: 3, kind: 'elm' })).body.errors[0].code).toBe('not_allowed')
  })
})

test('an exclusive bound is one', async () => {
  expect((await grow({ name: 'a', height: 0 })).body.errors[0]).toMatchObject({
    pointer: '/height',
    code: 'too_small',
  })
  expect((await grow({ name: 'a', height: 120 })).status).toBe(201)
  expect((await grow({ name: 'a', height: 120.5 })).status).toBe(422)
})

describe('a schema that contains itself', () => {
  test('is followed all the way down', async () => {
    const tree = {
      name: 'a',
      height: 1,
      parent: { name: 'b', height: 2, children: [{ name: 'c', height: 3 }] },
    }
    expect((await grow(tree)).body).toMatchObject(tree)
    const wrong = {
      name: 'a',
      height: 1,
      children: [{ name: 'b', height: 1, children: [{ name: 'c', height: -1 }] }],
    }
    expect((await grow(wrong)).body.errors[0].pointer).toBe('/children/0/children/0/height')
  })

  test('is not followed without end', async () => {
    const deep = `${'{"name":"a","height":1,"children":['.repeat(40)}${']}'.repeat(40)}`
    const answer = await app.request('POST /old/v1/trees', {
      body: deep,
      headers: { 'content-type': 'application/json' },
    })
    expect(answer.body).toMatchObject({ status: 400, code: 'body_too_deep' })
  })
})

test('a file is format: binary', async () => {
  const form = new FormData()
  form.append('scan', new File(['x'], 'scan.png'))
  expect((await app.request('POST /old/v1/scans', { body: form })).status).toBe(204)
  const text = new FormData()
  text.append('scan', 'x')
  expect((await app.request('POST /old/v1/scans', { body: text })).body.errors[0].pointer).toBe('/scan')
})
