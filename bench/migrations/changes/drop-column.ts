/** A required column that the load reads and writes is needed no more. */

import { pgTable } from 'drizzle-orm/pg-core'
import { courierIndex, couriers, orderColumns } from '../drizzle/tables.ts'
import type { Change } from './change.ts'

const { channel: _channel, ...others } = orderColumns()
const orders = pgTable('orders', others, courierIndex)

export const dropColumn: Change = {
  name: 'drop-column',
  edits: [
    {
      file: 'src/orders.ts',
      find: `    channel: t.string({ max: 20 }).readOnly(),
`,
      replace: '',
    },
    { file: 'src/place-order.ts', find: `        channel: 'web',\n`, replace: '' },
  ],
  losesData: true,
  naive: 'ALTER TABLE orders DROP COLUMN channel',
  drizzle: [{ schema: { couriers, orders } }],
  // While the first release serves, the column may stay, as long as the next release need not write it.
  faults: `
    SELECT 'orders.channel is still required' WHERE EXISTS (
      SELECT FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attname = 'channel'
        AND attnotnull AND NOT atthasdef)`,
}
