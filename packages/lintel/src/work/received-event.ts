/** The event in a delivery of a webhook, held to what is declared of it. */
import { jsonOf } from '../access/webhooks/delivery-content.ts'
import type { Connections } from '../database/connections.ts'
import { freshValue } from '../database/fresh-value.ts'
import { loadReceipt, type Receipt } from '../database/webhooks/receipts.ts'
import { valueAt } from '../plan/contract/json-pointer.ts'
import { openSchema } from '../plan/schemas/open-schema.ts'
import { receivedValue } from '../plan/schemas/received.ts'
import { type Validate, validator } from '../plan/schemas/validator.ts'
import type { Json, ValueModel, WebhookModel } from '../spec/model.ts'
import { HopelessTry } from './hopeless-try.ts'

/**
 * @param input  of the job that processes the delivery
 * @throws HopelessTry for what is not as declared: the delivery is kept, and is replayed once the declaration is mended
 */
export async function receivedEvent(
  connections: Connections,
  webhook: WebhookModel,
  input: unknown,
): Promise<object> {
  const { receipt: id } = input as { readonly receipt: string }
  const receipt = await loadReceipt(connections, id)
  if (!receipt) throw new HopelessTry('Its delivery is not there any more.')
  const { eventId, type, receivedAt, sentAt } = receipt
  if (type === null) throw new HopelessTry('Its type cannot be read.')
  const declared = webhook.events[type]
  if (!declared) throw new HopelessTry(`The webhook ${webhook.name} takes no event "${type}".`)
  return { id: eventId, type, receivedAt, sentAt, data: dataOf(receipt, webhook, declared) }
}

const validators = new WeakMap<ValueModel, Validate>()

function dataOf(receipt: Receipt, { places }: WebhookModel, declared: ValueModel): unknown {
  const json = receipt.data === null ? jsonOf(receipt.body) : (JSON.parse(receipt.data) as Json)
  if (json === undefined) throw new HopelessTry('Its body is not JSON in UTF-8.')
  const data = valueAt(json, places?.data ?? '')
  const validate = validators.get(declared) ?? validator(openSchema(declared))
  validators.set(declared, validate)
  const errors = validate(data)
  if (errors) {
    // Values may be personal: places and reasons are not.
    const faults = errors.map(({ pointer, message }) => `${pointer || '/'} ${message}`)
    throw new HopelessTry(`Its data are not as declared: ${faults.join(' ')}`)
  }
  return receivedValue(data, declared, freshValue)
}
