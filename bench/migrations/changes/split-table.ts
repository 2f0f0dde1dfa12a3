/** Two columns of the table move to a table of their own. */

import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { courierIndex, couriers, orderColumns, orders } from '../drizzle/tables.ts'
import type { Change } from './change.ts'

const { street: _street, city: _city, ...others } = orderColumns()
const withoutAddress = pgTable('orders', others, courierIndex)
const deliveries = pgTable('deliveries', {
  id: uuid('id').primaryKey().defaultRandom(),
  orderId: uuid('order_id')
    .notNull()
    .unique()
    .references(() => orders.id, { onDelete: 'cascade' }),
  street: text('street').notNull(),
  city: text('city').notNull(),
})
const copy = 'INSERT INTO deliveries (order_id, street, city) SELECT id, street, city FROM orders'

export const splitTable: Change = {
  name: 'split-table',
  edits: [
    {
      file: 'src/orders.ts',
      find: `    street: t.string({ max: 200 }).immutable(),
    city: t.string({ max: 100 }).immutable(),
`,
      replace: '',
    },
    {
      file: 'src/orders.ts',
      find: `export const OrderItem = `,
      replace: `export const Delivery = entity(
  'delivery',
  {
    order: t.ref(() => Order, { onDelete: 'cascade' }).unique().immutable(),
    street: t.string({ max: 200 }).immutable(),
    city: t.string({ max: 100 }).immutable(),
  },
  { splitFrom: { entity: 'order', through: 'order', fields: ['street', 'city'] } },
)
export const deliveries = policy(Delivery, { read: through('order') })

export const OrderItem = `,
    },
    {
      file: 'src/place-order.ts',
      find: `      return tx.insert(Order, {`,
      replace: `      const order = await tx.insert(Order, {`,
    },
    {
      file: 'src/place-order.ts',
      find: `        street: input.street,
        city: input.city,
        total,
        items,
      })`,
      replace: `        total,
        items,
      })
      await tx.insert(Delivery, { order: order.id, street: input.street, city: input.city })
      return order`,
    },
    {
      file: 'src/place-order.ts',
      find: `import { Order, OrderItem }`,
      replace: `import { Delivery, Order, OrderItem }`,
    },
    {
      file: 'src/place-order.ts',
      find: `grant(OrderItem, 'create')]`,
      replace: `grant(OrderItem, 'create'), grant(Delivery, 'create')]`,
    },
  ],
  losesData: false,
  naive: `
    BEGIN;
    CREATE TABLE deliveries (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      order_id uuid NOT NULL UNIQUE REFERENCES orders (id) ON DELETE CASCADE,
      street text NOT NULL,
      city text NOT NULL
    );
    ${copy};
    ALTER TABLE orders DROP COLUMN street, DROP COLUMN city;
    COMMIT`,
  drizzle: [
    { schema: { couriers, orders, deliveries } },
    { sql: [copy] },
    { schema: { couriers, orders: withoutAddress, deliveries } },
  ],
  // The old columns may stay, and then both places say the same.
  faults: `
    SELECT count(*) || ' orders without their delivery, or with another one'
    FROM orders LEFT JOIN deliveries ON deliveries.order_id = orders.id, to_jsonb(orders) AS stored
    WHERE deliveries.street IS NULL OR deliveries.city IS NULL
      OR stored ->> 'street' <> deliveries.street OR stored ->> 'city' <> deliveries.city
    HAVING count(*) > 0`,
}
