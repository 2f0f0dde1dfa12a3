// The shop: everything that makes it up.
import { application } from 'lintel'
import * as accounts from './accounts.ts'
import * as cancelling from './cancel-order.ts'
import * as catalog from './catalog.ts'
import * as events from './order-events.ts'
import * as orders from './orders.ts'
import * as hooks from './partner-hooks.ts'
import * as paying from './pay-order.ts'
import * as told from './payment-webhook.ts'
import * as payments from './payments.ts'
import * as placing from './place-order.ts'
import * as receipts from './receipt.ts'
import * as reporting from './sales-report.ts'
import { seed } from './seed.ts'

export default application('shop', {
  version: '1.0.0',
  description: 'A small shop: a catalogue, customers, and orders that never sell what is not there.',
  parts: [
    accounts,
    catalog,
    orders,
    events,
    placing,
    payments,
    receipts,
    paying,
    told,
    cancelling,
    reporting,
    hooks,
  ],
  seed,
})
