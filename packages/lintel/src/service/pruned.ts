/** What a service tidies up from time to time: rows that nobody asks for any more. */
import { keyTables } from '../database/idempotency/key-tables.ts'
import { limitTables } from '../database/limits/limit-tables.ts'
import { PostgresLimits } from '../database/limits/postgres-limits.ts'
import { neededTables } from '../database/own-tables/catalogue.ts'
import { forgetReceipts } from '../database/webhooks/receipts.ts'
import type { Backend } from '../http/backend.ts'
import type { OutgoingService } from '../work/outgoing/outgoing-service.ts'
import type { Pruned } from './prune.ts'

export function prunedBy(
  { model, identity, idempotency, connections }: Backend,
  outgoing: OutgoingService | undefined,
): readonly Pruned[] {
  const tables = neededTables(model)
  const webhooks = Object.values(model.webhooks ?? {})
  const forget = async () => {
    for (const { name, keepDays } of webhooks)
      await forgetReceipts(connections, { webhook: name, days: keepDays })
  }
  return [
    ...(identity ? [{ what: 'identity', prune: () => identity.prune() }] : []),
    ...(tables.includes(keyTables)
      ? [{ what: 'idempotency keys', prune: () => idempotency.book.prune() }]
      : []),
    ...(tables.includes(limitTables)
      ? [{ what: 'rate limits', prune: () => new PostgresLimits(connections).prune() }]
      : []),
    ...(webhooks.length > 0 ? [{ what: 'webhooks', prune: forget }] : []),
    ...(outgoing ? [{ what: 'deliveries of webhooks', prune: () => outgoing.prune() }] : []),
  ]
}
