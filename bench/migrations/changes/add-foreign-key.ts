/** A bare id becomes a reference that the database holds. */

import { pgTable, uuid } from 'drizzle-orm/pg-core'
import { courierIndex, couriers, orderColumns } from '../drizzle/tables.ts'
import type { Change } from './change.ts'

const courierId = uuid('courier_id').references(() => couriers.id)
const orders = pgTable('orders', { ...orderColumns(), courierId }, courierIndex)

export const addForeignKey: Change = {
  name: 'add-foreign-key',
  edits: [
    {
      file: 'src/orders.ts',
      find: `    courierId: t.uuid().optional(),`,
      replace: `    courier: t.ref(() => Courier).optional(),`,
    },
    { file: 'src/orders.ts', find: `['courierId']] },`, replace: `['courier']] },` },
  ],
  losesData: false,
  naive: 'ALTER TABLE orders ADD FOREIGN KEY (courier_id) REFERENCES couriers (id)',
  drizzle: [{ schema: { couriers, orders } }],
  faults: `
    SELECT 'there is no validated reference of orders to couriers' WHERE NOT EXISTS (
      SELECT FROM pg_constraint WHERE conrelid = 'orders'::regclass AND contype = 'f' AND convalidated
        AND confrelid = 'couriers'::regclass)`,
}
