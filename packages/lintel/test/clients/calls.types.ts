/** Held by the compiler alone: what a call takes and gives, and that its refusals cannot be overlooked. */
import { anyone, type BoundClient, CallRefused, call, client, operation, t } from 'lintel'
import { stubServer } from 'lintel/testing'
import { payments } from './payments.ts'

export async function calls(payments_: BoundClient<typeof payments>): Promise<unknown> {
  const charge = await payments_.charge({ amount: '1.00', customer: 'x' }, { key: 'k' })
  // @ts-expect-error it may have been refused
  charge.id
  if (charge instanceof CallRefused) {
    const code: 'card_declined' | 'card_expired' = charge.code
    // @ts-expect-error nothing else can have been the reason
    const other: 'charge_not_found' = charge.code
    return [code, other]
  }
  const id: string = charge.id
  const accepted: boolean = charge.accepted
  // @ts-expect-error a charge has no amount
  charge.amount
  // @ts-expect-error what must happen once has a key
  await payments_.charge({ amount: '1.00', customer: 'x' })
  // @ts-expect-error amounts are text
  await payments_.charge({ amount: 1, customer: 'x' }, { key: 'k' })
  // @ts-expect-error a member is missing
  await payments_.charge({ amount: '1.00' }, { key: 'k' })

  const found = await payments_.find({ charge: 'c1', expand: ['customer'] })
  const note: string | null = found instanceof CallRefused ? found.code : found.note
  // @ts-expect-error the route names it
  await payments_.find({})
  // @ts-expect-error a call that may be repeated has no key
  await payments_.find({ charge: 'c1' }, { key: 'k' })

  // Without refusals the value is given as it is.
  const first: string | undefined = (await payments_.list())[0]?.id
  const nothing: undefined = await payments_.refund({ charge: 'c1' })
  await payments_.ping()
  // @ts-expect-error there is no such call
  payments_.pay
  return [id, accepted, note, first, nothing]
}

export const parts = [
  operation('POST /pay/{order}', {
    summary: 'Pay',
    allow: anyone,
    input: { amount: t.decimal(12, 2) },
    uses: {
      payments,
      mail: client('mail', { baseUrl: 'http://127.0.0.1', calls: { send: call('POST /') } }),
    },
    async run({ payments: bank, mail, input, params }) {
      const charge = await bank.charge(
        { amount: input.amount, customer: params.order },
        { key: params.order },
      )
      if (!(charge instanceof CallRefused)) await mail.send()
    },
  }),
  operation('GET /nothing', {
    summary: 'Uses nothing',
    allow: anyone,
    // @ts-expect-error a client that is not used is not there
    run: ({ payments: bank }) => bank.ping(),
  }),
]

export const stubs = [
  stubServer(payments, {
    charge: ({ amount, customer }, { refuse, key }) =>
      key === customer ? refuse('card_declined') : { id: amount, accepted: true },
    refund: () => undefined,
    ping: async () => {},
  }),
  // @ts-expect-error a charge has an id
  stubServer(payments, { charge: () => ({ accepted: true }) }),
  // @ts-expect-error that refusal is not declared
  stubServer(payments, { charge: (_values, { refuse }) => refuse('charge_not_found') }),
]
