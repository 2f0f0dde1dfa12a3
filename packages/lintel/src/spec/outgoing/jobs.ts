/** The jobs of outgoing webhooks: an event is shared out, a delivery is tried. */
import type { Event } from '../event.ts'
import type { FieldRecord } from '../fields.ts'
import { t } from '../fields.ts'
import { grant } from '../grant.ts'
import { type AnyJob, type Job, type JobContext, job } from '../job.ts'
import type { OutgoingEntities } from './entities.ts'
import type { Outlet } from './outlet.ts'

export type DeliverJob = Job<{ readonly delivery: ReturnType<typeof t.uuid> }>

interface Parts {
  readonly entities: OutgoingEntities
  readonly outlet: () => Outlet
}

/** Takes one try at a time: how long a delivery waits for the next one says its own count. */
export function deliverJob({ entities, outlet }: Parts, disabled: Event): DeliverJob {
  const { subscription, delivery } = entities
  return job('webhook-delivery', {
    summary: `Deliver what subscribers of ${disabled.name.split('.')[0]} wait for`,
    input: { delivery: t.uuid() },
    grants: [
      grant(subscription, 'read'),
      grant(subscription, 'update'),
      grant(delivery, 'read'),
      grant(delivery, 'update'),
    ],
    retry: { attempts: 100_000 },
    timeoutMs: 60_000,
    concurrency: 50,
    run: (context) => outlet().deliver(context),
  })
}

/** One for each event that subscribers may be told of. */
export function fanOutJob({ entities, outlet }: Parts, event: Event): AnyJob {
  const { subscription, delivery } = entities
  return job<FieldRecord>(`webhook-fan-out.${event.name}`, {
    on: event,
    grants: [grant(subscription, 'read'), grant(delivery, 'create')],
    run: (context) => outlet().fanOut(context as JobContext<unknown>, event.name),
  })
}
