// Programs of customers and partners may be told of their own orders, at an address of theirs.
import { webhooks } from 'lintel'
import { User } from './accounts.ts'
import { orderPaid, orderPlaced } from './order-events.ts'

export const partnerHooks = webhooks(User, { events: [orderPlaced, orderPaid] })
