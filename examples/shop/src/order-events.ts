// What happens to orders, for whoever wants to know.
import { event, t } from 'lintel'
import { Order } from './orders.ts'

export const orderPlaced = event('order.placed', {
  data: { order: t.ref(() => Order) },
  orderedBy: 'order',
  summary: 'An order was placed, and waits to be paid.',
})

export const orderPaid = event('order.paid', {
  data: { order: t.ref(() => Order) },
  orderedBy: 'order',
  summary: 'An order was paid, and may be sent.',
})
