/** A new column that every row must have, filled from what the row has. */

import { numeric, pgTable } from 'drizzle-orm/pg-core'
import { courierIndex, couriers, orderColumns } from '../drizzle/tables.ts'
import type { Change } from './change.ts'

const tax = () => numeric('tax', { precision: 14, scale: 2 })
const optional = pgTable('orders', { ...orderColumns(), tax: tax() }, courierIndex)
const required = pgTable('orders', { ...orderColumns(), tax: tax().notNull() }, courierIndex)
const fill = 'UPDATE orders SET tax = round(total * 0.19, 2)'

export const addRequiredColumn: Change = {
  name: 'add-required-column',
  edits: [
    {
      file: 'src/orders.ts',
      find: `    weightGrams:`,
      replace: `    tax: t.decimal(14, 2).readOnly().filledFrom('round(total * 0.19, 2)'),
    weightGrams:`,
    },
    {
      file: 'src/place-order.ts',
      find: `        street: input.street,`,
      replace: `        tax: (Number(total) * 0.19).toFixed(2),
        street: input.street,`,
    },
  ],
  losesData: false,
  naive: `
    BEGIN;
    ALTER TABLE orders ADD COLUMN tax numeric(14, 2);
    ${fill};
    ALTER TABLE orders ALTER COLUMN tax SET NOT NULL;
    COMMIT`,
  drizzle: [
    { schema: { couriers, orders: optional } },
    { sql: [fill] },
    { schema: { couriers, orders: required } },
  ],
  faults: `
    SELECT 'orders.tax is not required' WHERE NOT EXISTS (
      SELECT FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attname = 'tax' AND attnotnull)
    UNION ALL
    SELECT count(*) || ' orders with another tax' FROM orders
    WHERE tax IS DISTINCT FROM round(total * 0.19, 2) HAVING count(*) > 0`,
}
