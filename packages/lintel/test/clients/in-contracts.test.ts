/** Clients in implementations of a contract. */
import { application, CallRefused, contract, implement } from 'lintel'
import { stubServer, testApplication } from 'lintel/testing'
import { expect, test } from 'vitest'
import { environment, payments } from './payments.ts'

interface Operations {
  readonly wasPaid: {
    readonly params: { readonly charge: string }
    readonly query: object
    readonly headers: object
    readonly cookies: object
    readonly body: undefined
    readonly response: { readonly status: 200; readonly body: { readonly paid: boolean } }
  }
}

const till = contract<Operations>('./till.yml')
const wasPaid = implement(till, 'wasPaid', {
  uses: { bank: payments },
  async run({ params, bank }) {
    const found = await bank.find({ charge: params.charge })
    // @ts-expect-error it may have been refused
    found.accepted
    return { status: 200, body: { paid: found instanceof CallRefused ? false : found.accepted } }
  },
})
const specified = application('till', { parts: [{ environment, till, wasPaid }] })

test('an implementation asks, and a fault that it does not catch is answered with its code', async () => {
  const stub = await stubServer(payments, {
    find: ({ charge }, { refuse, cut }) => {
      if (charge === 'away') return cut()
      return charge === 'none' ? refuse('charge_not_found') : { id: charge, accepted: true, note: null }
    },
  })
  const app = await testApplication(specified, {
    environment: { PAYMENTS_URL: stub.url, PAYMENTS_KEY: 'key' },
  })
  const paid = async (charge: string) => (await app.request(`GET /paid/${charge}`)).body
  expect(await paid('c1')).toEqual({ paid: true })
  expect(await paid('none')).toEqual({ paid: false })
  const away = await app.request('GET /paid/away')
  expect([away.status, away.body.code, away.headers.get('retry-after')]).toEqual([
    503,
    'dependency_unreachable',
    '1',
  ])
  expect(specified.model.implementations[0]?.uses).toEqual(['payments'])
  await app.stop()
  await stub.stop()
})
