/** A column may no longer hold a value twice. */

import { pgTable, text } from 'drizzle-orm/pg-core'
import { courierIndex, couriers, orderColumns } from '../drizzle/tables.ts'
import type { Change } from './change.ts'

const reference = text('reference').notNull().unique()
const orders = pgTable('orders', { ...orderColumns(), reference }, courierIndex)

export const makeUnique: Change = {
  name: 'make-unique',
  edits: [
    {
      file: 'src/orders.ts',
      find: `    reference: t.string({ max: 40 }).readOnly(),`,
      replace: `    reference: t.string({ max: 40 }).readOnly().unique(),`,
    },
  ],
  losesData: false,
  naive: 'ALTER TABLE orders ADD UNIQUE (reference)',
  drizzle: [{ schema: { couriers, orders } }],
  faults: `
    SELECT 'orders.reference is not unique' WHERE NOT EXISTS (
      SELECT FROM pg_index WHERE indrelid = 'orders'::regclass AND indisunique AND indisvalid
        AND pg_get_indexdef(indexrelid) ~ '\\(reference\\)$')`,
}
