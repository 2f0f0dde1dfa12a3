/** A column that the load reads and writes gets another name. */

import { pgTable, text } from 'drizzle-orm/pg-core'
import { courierIndex, couriers, orderColumns } from '../drizzle/tables.ts'
import type { Change } from './change.ts'

const { note: _note, ...others } = orderColumns()
const orders = pgTable('orders', { ...others, remark: text('remark') }, courierIndex)

export const renameColumn: Change = {
  name: 'rename-column',
  edits: [
    {
      file: 'src/orders.ts',
      find: `    note: t.text({ max: 500 }).optional(),`,
      replace: `    remark: t.text({ max: 500 }).optional().renamedFrom('note'),`,
    },
    { file: 'src/orders.ts', find: `fields: ['note'] }`, replace: `fields: ['remark'] }` },
    { file: 'src/place-order.ts', find: `        note: input.note,`, replace: `        remark: input.note,` },
  ],
  noteField: 'remark',
  losesData: false,
  naive: 'ALTER TABLE orders RENAME COLUMN note TO remark',
  drizzle: [{ schema: { couriers, orders } }],
  // The old column may stand beside the new one, and then both say the same.
  faults: `
    SELECT 'remarks of ' || count(*) || ' orders are lost' FROM orders, to_jsonb(orders) AS stored
    WHERE stored -> 'note' <> stored -> 'remark'
      OR (remark IS NULL AND reference ~ '^R-' AND substr(reference, 3)::integer % 3 = 0)
    HAVING count(*) > 0`,
}
