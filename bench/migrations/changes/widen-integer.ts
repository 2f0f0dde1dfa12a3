/** An integer of 32 bits becomes one of 64. */

import { bigint, pgTable } from 'drizzle-orm/pg-core'
import { courierIndex, couriers, orderColumns } from '../drizzle/tables.ts'
import type { Change } from './change.ts'

const weightGrams = bigint('weight_grams', { mode: 'number' }).notNull().default(0)
const orders = pgTable('orders', { ...orderColumns(), weightGrams }, courierIndex)

export const widenInteger: Change = {
  name: 'widen-integer',
  edits: [
    {
      file: 'src/orders.ts',
      find: `    weightGrams: t.integer().default(0)`,
      replace: `    weightGrams: t.bigint().default('0')`,
    },
    {
      file: 'src/place-order.ts',
      find: `        weightGrams: 250 * items.length,`,
      replace: `        weightGrams: String(250 * items.length),`,
    },
  ],
  losesData: false,
  naive: 'ALTER TABLE orders ALTER COLUMN weight_grams TYPE bigint',
  drizzle: [{ schema: { couriers, orders } }],
  // The wide column may stand beside the narrow one, which the first release goes on reading.
  faults: `
    SELECT 'there is no required bigint for the weight' WHERE NOT EXISTS (
      SELECT FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attname LIKE 'weight_grams%'
        AND atttypid = 'bigint'::regtype AND attnotnull)
    UNION ALL
    SELECT count(*) || ' orders whose weights differ' FROM orders,
      LATERAL (SELECT count(DISTINCT value) AS weights FROM jsonb_each_text(to_jsonb(orders))
        WHERE key LIKE 'weight_grams%') AS stored
    WHERE stored.weights <> 1 HAVING count(*) > 0`,
}
