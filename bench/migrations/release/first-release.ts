/** The release that serves while the database is migrated: the shop, with a field for each change to come. */

import type { SourceEdit } from './source-edit.ts'

const orders = 'src/orders.ts'
const placing = 'src/place-order.ts'

/** From `examples/shop`. */
export const firstRelease: readonly SourceEdit[] = [
  {
    file: orders,
    find: `export const Order = entity(
`,
    replace: `export const Courier = entity('courier', { name: t.string({ max: 80 }) })
export const couriers = policy(Courier, { read: role('support') })

export const Order = entity(
`,
  },
  {
    file: orders,
    find: `    note: t.text({ max: 500 }).optional(),
`,
    replace: `    note: t.text({ max: 500 }).optional(),
    reference: t.string({ max: 40 }).readOnly(),
    weightGrams: t.integer().default(0).readOnly(),
    channel: t.string({ max: 20 }).readOnly(),
    street: t.string({ max: 200 }).immutable(),
    city: t.string({ max: 100 }).immutable(),
    courierId: t.uuid().optional(),
`,
  },
  {
    file: orders,
    find: `{ index: [['status', 'id']] },`,
    replace: `{ index: [['status', 'id'], ['courierId']] },`,
  },
  {
    file: placing,
    find: `import { grant, operation`,
    replace: `import { randomUUID } from 'node:crypto'
import { grant, operation`,
  },
  {
    file: placing,
    find: `  input: { items: t.list(item, { min: 1, max: 50 }), note: t.text({ max: 500 }).optional() },`,
    replace: `  input: {
    items: t.list(item, { min: 1, max: 50 }),
    note: t.text({ max: 500 }).optional(),
    street: t.string({ max: 200 }),
    city: t.string({ max: 100 }),
  },`,
  },
  {
    file: placing,
    // Nobody is told: what is measured is the database of one application.
    find: `      const order = await tx.insert(Order, { customer: principal.id, note: input.note, total, items })
      await tx.emit(orderPlaced, { order: order.id })
      return order`,
    replace: `      return tx.insert(Order, {
        customer: principal.id,
        note: input.note,
        reference: randomUUID(),
        weightGrams: 250 * items.length,
        channel: 'web',
        street: input.street,
        city: input.city,
        total,
        items,
      })`,
  },
]
