/** JSON fields: what satisfies their schema is stored as it is, and nothing else. */
import { anyone, application, entity, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import '../matchers.ts'

const shape = {
  type: 'object',
  properties: {
    colour: { type: 'string', maxLength: 5 },
    sizes: { type: 'array', items: { type: 'integer' }, maxItems: 3 },
  },
  required: ['colour'],
  additionalProperties: false,
} as const
const Thing = entity('thing', {
  any: t.json(),
  maybe: t.json().optional(),
  shaped: t.json(shape).optional(),
  preset: t.json().default([1, { a: "it's" }]),
})
const app = await testApplication(
  application('json', {
    parts: [[resource(Thing, { read: anyone, create: anyone, update: anyone, bulk: true })]],
  }),
)
afterAll(() => app.stop())
beforeEach(() => app.db.deleteMany(Thing, {}))
const post = (body: object) => app.request('POST /things', { body })

describe('a value', () => {
  test.each<[unknown]>([
    [null],
    [true],
    [0],
    [-1.5],
    [1e300],
    [9007199254740991],
    [''],
    ['text with \'"\\/\b\n\u0001\u007f\u2028😀'],
    ['null'],
    ['{"a":1}'],
    [[]],
    [[null, [], {}, [[]]]],
    [{}],
    [{ constructor: 1, toString: { prototype: null }, 'a.b': 1, '': 2, $1: 3, "'": 4 }],
    [Array.from({ length: 2000 }, (_, index) => index)],
  ])('%j comes back as it went, by every door', async (value) => {
    const created = await post({ any: value, maybe: value })
    expect(created.status, created.text).toBe(201)
    expect(created.body.data.any).toEqual(value)
    expect(created.body.data.maybe).toEqual(value)
    const path = `/things/${created.body.data.id}`
    expect((await app.request(`GET ${path}`)).body.data.any).toEqual(value)
    expect((await app.request('GET /things')).body.data[0].any).toEqual(value)
    expect((await app.request(`PATCH ${path}`, { body: { any: 'other' } })).body.data.any).toBe('other')
    expect((await app.request(`PATCH ${path}`, { body: { any: value } })).body.data.any).toEqual(value)
    expect(
      (await app.request(`PUT ${path}`, { body: { any: value, preset: value } })).body.data.preset,
    ).toEqual(value)
    const bulk = await app.request('POST /things/bulk', {
      body: { items: [{ any: value }, { any: 1, maybe: value }] },
    })
    expect(bulk.body.data.map((row: { any: unknown }) => row.any)).toEqual([value, 1])
    expect((await app.db.find(Thing, { where: { id: created.body.data.id } }))[0]?.any).toEqual(value)
    const [many] = await app.db.insertMany(Thing, [{ any: value as never, preset: value as never }])
    expect([many?.any, many?.preset]).toEqual([value, value])
  })

  test('that is absent is the default, or nothing', async () => {
    expect((await post({ any: 1 })).body.data).toMatchObject({
      maybe: null,
      shaped: null,
      preset: [1, { a: "it's" }],
    })
    const [row] = await app.db.insertMany(Thing, [{ any: 1 }])
    expect(row).toMatchObject({ maybe: null, preset: [1, { a: "it's" }] })
    expect(await post({})).toPointAt('/any')
  })

  test('that satisfies its schema is stored', async () => {
    const shaped = { colour: 'red', sizes: [1, 2] }
    expect((await post({ any: 1, shaped })).body.data.shaped).toEqual(shaped)
  })

  test.each<[string, unknown, string]>([
    ['no object', [], '/shaped'],
    ['too little', {}, '/shaped/colour'],
    ['too much', { colour: 'red', nope: 1 }, '/shaped/nope'],
    ['something too long', { colour: 'yellow' }, '/shaped/colour'],
    ['something wrong inside', { colour: 'red', sizes: [1, 'x'] }, '/shaped/sizes/1'],
  ])('with %s is refused', async (_what, shaped, pointer) => {
    const answer = await post({ any: 1, shaped })
    expect(answer).toBeRefused(422, 'invalid')
    expect(answer.body.error.details.map((detail: { pointer: string }) => detail.pointer)).toContain(pointer)
    expect(await app.db.count(Thing)).toBe(0)
  })
})
