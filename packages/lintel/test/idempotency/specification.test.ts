/** Which operations take keys, and how the document says so. */
import { anyone, application, entity, operation, resource, SpecificationError, t } from 'lintel'
import { expect, test } from 'vitest'
import { openApiDocument } from '../../src/plan/openapi/document.ts'
import { ordersApplication } from './orders.ts'

const Note = entity('note', { text: t.string() })
const run = () => undefined as never
const base = { summary: 'x', allow: anyone, run }
const idempotencyOf = (declared: ReturnType<typeof operation>) =>
  application('a', { parts: [{ declared }] }).model.operations.declared?.idempotency

test('a POST that makes something takes keys by itself, and nothing else does', () => {
  expect(idempotencyOf(operation('POST /a', { ...base, output: Note }))).toEqual({ required: false })
  expect(idempotencyOf(operation('POST /a', { ...base, status: 201 }))).toEqual({ required: false })
  expect(idempotencyOf(operation('POST /a', base))).toBeUndefined()
  expect(idempotencyOf(operation('PUT /a', { ...base, output: Note }))).toBeUndefined()
  expect(idempotencyOf(operation('POST /a', { ...base, output: Note, idempotent: false }))).toBeUndefined()
  expect(
    idempotencyOf(operation('POST /a', { ...base, status: 201, output: { key: t.text().private() } })),
  ).toBeUndefined()
  expect(
    idempotencyOf(operation('PATCH /a', { ...base, idempotent: { required: true, keepHours: 48 } })),
  ).toEqual({ required: true, keepHours: 48 })
})

test('a resource says it for its creates', () => {
  const modelOf = (idempotent?: false) =>
    application('a', {
      parts: [{ notes: resource(Note, { create: anyone, ...(idempotent === false ? { idempotent } : {}) }) }],
    }).model.resources.notes?.idempotency
  expect(modelOf()).toEqual({ required: false })
  expect(modelOf(false)).toBeUndefined()
})

test.each([
  ['GET', operation('GET /a', { ...base, idempotent: true }), 'answers GET'],
  ['hours', operation('POST /a', { ...base, idempotent: { keepHours: 0 } }), 'for 0 hours'],
])('what cannot work is refused: %s', (_what, declared, message) => {
  expect(() => application('a', { parts: [{ declared }] })).toThrow(SpecificationError)
  expect(() => application('a', { parts: [{ declared }] })).toThrow(message)
})

test('the document names the header and its refusals', () => {
  const { paths, components } = openApiDocument(ordersApplication.model)
  const { post: create } = paths['/orders'] as { post: Record<string, object> }
  expect(create).toMatchObject({
    parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }],
    responses: {
      201: { headers: { 'Idempotency-Replayed': { $ref: '#/components/headers/Idempotency-Replayed' } } },
      409: {},
      422: {},
    },
  })
  const { post: must } = paths['/must'] as { post: Record<string, object> }
  expect(must).toMatchObject({ parameters: [{ $ref: '#/components/parameters/RequiredIdempotencyKey' }] })
  expect(components.parameters?.RequiredIdempotencyKey).toMatchObject({
    name: 'Idempotency-Key',
    required: true,
  })
})
