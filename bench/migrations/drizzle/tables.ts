/** The tables of the first release as Drizzle declares them: the state before each change. */

import {
  type AnyPgColumn,
  index,
  integer,
  numeric,
  pgTable,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { precision: 3, withTimezone: true }).notNull().defaultNow()

/** Columns of `orders`; new ones with each call, because a column belongs to one table. */
export const orderColumns = () => ({
  id: uuid('id').primaryKey(),
  customerId: uuid('customer_id').notNull(),
  status: text('status').notNull().default('placed'),
  total: numeric('total', { precision: 14, scale: 2 }).notNull(),
  note: text('note'),
  reference: text('reference').notNull(),
  weightGrams: integer('weight_grams').notNull().default(0),
  channel: text('channel').notNull(),
  street: text('street').notNull(),
  city: text('city').notNull(),
  courierId: uuid('courier_id'),
  createdAt: moment('created_at'),
  updatedAt: moment('updated_at'),
})

export const couriers = pgTable('couriers', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  createdAt: moment('created_at'),
  updatedAt: moment('updated_at'),
})

/** The index that `orders` has, for the tables of later states. */
export const courierIndex = (table: { readonly courierId: AnyPgColumn }) => [
  index('orders_courier_id_idx').on(table.courierId),
]

export const orders = pgTable('orders', orderColumns(), courierIndex)

export const firstSchema = { couriers, orders }
