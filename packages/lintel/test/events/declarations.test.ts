/** Events that leave the application or come from others: what is declared, refused, published and received. */
import { anyone, application, entity, event, grant, job, operation, type SpecificationError, t } from 'lintel'
import { type TestApplication, testApplication } from 'lintel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConfigurationError, loadSettings } from '../../src/service/settings.ts'

const data = { invoice: t.text(), cents: t.integer().default(0), at: t.timestamp().optional() }
const Entry = entity('entry', { invoice: t.text(), cents: t.integer(), event: t.text() })
const invoicePaid = event('invoice.paid', { data, from: 'billing', orderedBy: 'invoice' })
const book = job('book', {
  on: invoicePaid,
  grants: [grant(Entry, 'create')],
  run: ({ input: { invoice, cents }, job, finish }) =>
    finish((tx) => tx.insert(Entry, { invoice, cents, event: job.event ?? '' })),
})
const booked = event('booked', {
  data: { invoice: t.text({ max: 2_000_000 }) },
  publish: true,
  orderedBy: 'invoice',
})
const tell = operation('POST /told', {
  summary: 'Tell',
  allow: anyone,
  input: { invoice: t.text() },
  run: async ({ input, db }) => {
    await db.emit(booked, input)
  },
})
const shop = application('shop', { parts: [{ Entry, book, booked, tell }] })

function problemsOf(parts: object): readonly string[] {
  try {
    application('shop', { parts: [parts] })
    return []
  } catch (error) {
    return (error as SpecificationError).problems.map(({ message }) => message)
  }
}

describe('a specification', () => {
  test('says who publishes what, and what comes from whom', () => {
    expect(shop.model.events).toMatchObject({
      booked: { publish: true },
      'invoice.paid': { from: 'billing' },
    })
  })

  test('is refused where an event comes from nowhere, or goes nowhere', () => {
    const from = (name: string) => event('paid', { data, from: name })
    const taken = (name: string) => ({ book: job('book', { on: from(name), run: () => undefined }) })
    expect(problemsOf(taken('a b'))).toEqual([
      'The event paid is from "a b", which is no name of an application.',
    ])
    expect(problemsOf(taken('shop'))).toEqual(['The event paid is from this application itself.'])
    expect(problemsOf({ paid: from('billing') })).toEqual(['No job takes the event paid from billing.'])
  })
})

describe('settings', () => {
  const load = (environment: Record<string, string>, mode: 'production' | 'development') =>
    loadSettings({ DATABASE_URL: 'postgres://db/x', ...environment }, shop.model, mode).service
  test('need a broker in production', () => {
    expect(() => load({}, 'production')).toThrow(ConfigurationError)
    expect(() => load({}, 'production')).toThrow('BROKER_URL is required')
    expect(load({}, 'development').brokerUrl).toBeUndefined()
    expect(load({ BROKER_URL: 'amqps://user:secret@mq' }, 'production').brokerUrl).toMatch('amqps:')
  })

  test('name no broker that is not known, and quote no password', () => {
    const wrong = () => load({ BROKER_URL: 'http://user:secret@mq' }, 'production')
    expect(wrong).toThrow('must be an address that begins with amqp://')
    expect(wrong).not.toThrow('secret')
  })
})

describe('an application', () => {
  let app: TestApplication
  beforeAll(async () => {
    app = await testApplication(shop)
  })
  afterAll(() => app?.stop())

  test('shows a test what it published', async () => {
    await app.request('POST /told', { body: { invoice: 'i1' } })
    expect(await app.published(booked)).toMatchObject([{ key: 'i1', data: { invoice: 'i1' } }])
  })

  test('takes an event of another one, once', async () => {
    const id = await app.receive(invoicePaid, { invoice: 'i2', cents: 5 })
    await app.receive(invoicePaid, { invoice: 'i2', cents: 5 }, { id })
    await app.idle()
    expect(await app.db.find(Entry, { where: { invoice: 'i2' } })).toMatchObject([{ cents: 5, event: id }])
  })

  test('refuses one whose data are not as declared', async () => {
    await expect(app.receive(invoicePaid, { invoice: 1 } as never)).rejects.toThrow('/invoice')
  })

  test('emits no event of another one', async () => {
    await expect(app.db.emit(invoicePaid as never, { invoice: 'x' })).rejects.toThrow('it alone tells it')
    // @ts-expect-error the compiler says so, too
    await expect(app.db.emit(invoicePaid, { invoice: 'x' })).rejects.toThrow(TypeError)
  })

  test('publishes nothing that brokers do not take', async () => {
    await expect(app.db.emit(booked, { invoice: 'x'.repeat(900_001) })).rejects.toThrow('give ids')
  })
})
