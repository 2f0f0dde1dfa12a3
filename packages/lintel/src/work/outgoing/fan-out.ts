/** Makes a delivery of an event for each subscription that takes it. */
import type { Transaction } from '../../spec/data-access.ts'
import type { JobContext } from '../../spec/job.ts'
import { deliveryRow } from '../../spec/outgoing/outlet.ts'
import type { OutgoingWebhooks } from '../../spec/outgoing-webhooks.ts'

const atOnce = 1_000

export async function fanOut(
  { added: { entities }, deliver }: OutgoingWebhooks,
  { input, job, finish }: JobContext<unknown>,
  type: string,
): Promise<void> {
  const about = { event: job.event ?? job.id, type, data: input as object, at: job.enqueuedAt }
  // The end of this job and all that comes of it are one transaction: each delivery is made once.
  await finish(async (tx) => {
    for (let last = ''; ; ) {
      const found = await subscriptionsAfter(tx, last)
      const takers = found.filter(({ events }) => events.includes(type))
      const rows = takers.map(({ id }) => deliveryRow({ ...about, subscription: id }))
      const made = rows.length > 0 ? await tx.insertMany(entities.delivery, rows) : []
      if (made.length > 0)
        await tx.enqueueMany(
          deliver,
          made.map(({ id }) => ({ delivery: id })),
        )
      if (found.length < atOnce) return
      last = found.at(-1)?.id ?? ''
    }
  })

  function subscriptionsAfter(tx: Transaction, last: string) {
    const where = { status: 'active', ...(last === '' ? {} : { id: { gt: last } }) } as const
    return tx.find(entities.subscription, { where, orderBy: ['id'], limit: atOnce })
  }
}
