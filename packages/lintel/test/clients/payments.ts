/** A client as an application declares it, for the tests. */
import { call, client, settings, t } from 'lintel'

export const environment = settings({
  PAYMENTS_URL: t.url(),
  PAYMENTS_KEY: t.text({ min: 1 }).private(),
})

export const payments = client('payments', {
  baseUrl: () => environment.get('PAYMENTS_URL'),
  auth: { bearer: () => environment.get('PAYMENTS_KEY') },
  timeoutMs: 3_000,
  totalMs: 6_000,
  // Its tests fail on purpose, more often than a system that is well.
  breaker: { minimumTries: 100 },
  calls: {
    charge: call('POST /charges', {
      input: { amount: t.decimal(12, 2), customer: t.uuid(), note: t.text().optional() },
      output: { id: t.text(), accepted: t.boolean() },
      errors: {
        card_expired: { status: 402, at: '/error/code', is: 'expired' },
        card_declined: 402,
      },
      idempotent: true,
    }),
    find: call('GET /charges/{charge}', {
      query: { expand: t.list(t.string()).optional() },
      output: { id: t.text(), accepted: t.boolean(), note: t.text().optional() },
      errors: { charge_not_found: 404 },
    }),
    list: call('GET /charges', { output: t.list({ id: t.text() }) }),
    refund: call('POST /charges/{charge}/refund'),
    ping: call('GET /ping'),
  },
})
