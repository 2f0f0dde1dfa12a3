/** A process that takes webhooks, tells of them by webhooks of its own, and is killed. It says where it serves, and for whom. */

import {
  application,
  entity,
  event,
  grant,
  identity,
  owner,
  policy,
  standardWebhooks,
  t,
  webhook,
  webhooks,
} from '../../src/index.ts'
import { startService } from '../../src/service/service.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const User = entity('user', { name: t.text().unique() })
const accounts = identity(User)
const Payment = entity('payment', { of: t.ref(() => User), number: t.integer() })
const payments = policy(Payment, { read: owner('of') })
const paid = event('paid', { data: { payment: t.ref(() => Payment), number: t.integer() } })
const hooks = webhooks(User, { events: [paid] })
const bank = webhook('bank', {
  verify: standardWebhooks(() => secret),
  events: { transferred: { of: t.ref(() => User), number: t.integer() } },
  grants: [grant(Payment, 'create'), grant(User, 'read')],
  run: ({ event: { data }, finish }) =>
    finish(async (tx) => {
      const { id } = await tx.insert(Payment, data)
      await tx.emit(paid, { payment: id, number: data.number })
    }),
})

export const shop = application('killed', {
  parts: [{ User, accounts, Payment, payments, paid, hooks, bank }],
})
export { bank }

if (process.argv[1] === import.meta.filename) {
  const service = await startService({
    ...{
      application: shop,
      project: { directory: process.cwd() },
      mode: 'test',
      schema: 'follow',
      seed: false,
    },
    environment: process.env,
    observe: () => () => undefined,
  })
  const ada =
    (await service.db.get(User, { name: 'Ada' })) ?? (await service.db.insert(User, { name: 'Ada' }))
  const token = await service.tokens?.sign({ id: ada.id, roles: [] })
  process.stdout.write(`${JSON.stringify({ url: service.url, user: ada.id, token })}\n`)
}
