/** An index for a question that is new. */

import { index, pgTable } from 'drizzle-orm/pg-core'
import { courierIndex, couriers, orderColumns } from '../drizzle/tables.ts'
import type { Change } from './change.ts'

const orders = pgTable('orders', orderColumns(), (table) => [
  ...courierIndex(table),
  index('orders_city_created_at_idx').on(table.city, table.createdAt),
])

export const addIndex: Change = {
  name: 'add-index',
  edits: [
    {
      file: 'src/orders.ts',
      find: `['courierId']] },`,
      replace: `['courierId'], ['city', 'createdAt']] },`,
    },
  ],
  losesData: false,
  naive: 'CREATE INDEX orders_city_created_at_idx ON orders (city, created_at)',
  drizzle: [{ schema: { couriers, orders } }],
  faults: `
    SELECT 'there is no valid index on orders (city, created_at)' WHERE NOT EXISTS (
      SELECT FROM pg_index WHERE indrelid = 'orders'::regclass AND indisvalid
        AND pg_get_indexdef(indexrelid) ~ '\\(city, created_at\\)$')`,
}
