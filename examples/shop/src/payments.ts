// The payment provider: what it is asked for. Where none is set, paying is answered 503; tests stand in for it.
import { call, client, settings, t } from 'lintel'

export const paymentSettings = settings({
  PAYMENTS_URL: t.url().default('http://127.0.0.1:4010'),
  PAYMENTS_KEY: t.text().default('no key in development').private(),
  PAYMENTS_WEBHOOK_SECRET: t.text().optional().private(),
})

export const payments = client('payments', {
  baseUrl: () => paymentSettings.get('PAYMENTS_URL'),
  auth: { bearer: () => paymentSettings.get('PAYMENTS_KEY') },
  calls: {
    charge: call('POST /charges', {
      input: { amount: t.decimal(14, 2), card: t.string({ max: 100 }), reference: t.uuid() },
      output: { id: t.string({ max: 100 }) },
      errors: { card_declined: 402 },
      // One charge for each order, however often it is asked for.
      idempotent: true,
    }),
  },
})
