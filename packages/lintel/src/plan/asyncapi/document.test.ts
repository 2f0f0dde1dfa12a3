import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import { application, event, job, t } from 'lintel'
import { expect, it } from 'vitest'
import type { StoredEvent } from '../../database/events/outbox.ts'
import { cloudEventOf } from '../../work/events/cloud-event.ts'
import { validator } from '../schemas/validator.ts'
import { asyncApiDocument } from './document.ts'

const orderPlaced = event('order.placed', {
  summary: 'Somebody ordered something.',
  data: {
    order: t.uuid(),
    lines: t.list({ product: t.text(), quantity: t.integer({ min: 1 }) }),
    note: t.text().optional(),
  },
  orderedBy: 'order',
  publish: true,
})
const invoicePaid = event('invoice.paid', { data: { invoice: t.text() }, from: 'billing' })
const inside = event('inside', { data: { order: t.uuid() } })
const book = job('book', { on: invoicePaid, run: () => undefined })
const { model } = application('shop', { parts: [{ orderPlaced, inside, book }] })

// biome-ignore lint/suspicious/noExplicitAny: a test looks into JSON by asserting it
const document = asyncApiDocument(model) as any

it('is valid by the official schema of AsyncAPI 3.0', () => {
  const schema = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0-without-$id.json')
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true })
  const validate = ajv.compile(schema)
  validate(document)
  expect(validate.errors ?? []).toEqual([])
  // It refuses what is none.
  expect(validate({ ...document, operations: { 'shop.order.placed': { action: 'shout' } } })).toBe(false)
})

it('tells what is sent and what is taken, and nothing of what stays inside', () => {
  expect(Object.keys(document.channels)).toEqual(['shop.order.placed', 'billing.invoice.paid'])
  expect(document.operations['shop.order.placed'].action).toBe('send')
  expect(document.operations['billing.invoice.paid'].action).toBe('receive')
  expect(JSON.stringify(document)).not.toContain('inside')
})

it('describes the messages that are really sent', () => {
  const { payload } = document.components.messages['shop.order.placed']
  const validate = validator(payload)
  const order = '0195f3a0-1111-7000-8000-000000000001'
  const stored: StoredEvent = {
    ...{ seq: '1', id: order, event: 'order.placed', key: order, traceparent: undefined },
    emittedAt: '2026-11-24T10:00:00+00:00',
    data: { order, lines: [{ product: 'p', quantity: 1 }], note: null },
  }
  expect(validate(JSON.parse(cloudEventOf('shop', stored)))).toBeUndefined()
  const wrong = { ...stored, data: { order, lines: [{ product: 'p', quantity: 0 }] } }
  expect(validate(JSON.parse(cloudEventOf('shop', wrong)))).toMatchObject([
    { pointer: '/data/lines/0/quantity' },
  ])
})

it('is none where no event leaves or comes', () => {
  expect(asyncApiDocument(application('shop', { parts: [{ inside }] }).model)).toBeUndefined()
})
