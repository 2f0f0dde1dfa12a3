/** JSON Schemas of the Fastify peer: what requests may hold, and what answers are serialised from. */

const id = { type: 'string', format: 'uuid' } as const
const text = { type: 'string' } as const
const time = { type: 'string', format: 'date-time' } as const

type Properties = Readonly<Record<string, unknown>>

function object(properties: Properties) {
  return { type: 'object', additionalProperties: false, required: Object.keys(properties), properties }
}

const times = { createdAt: time, updatedAt: time }
const orderFields = { id, status: text, total: text, ...times }
const product = object({ id, name: text, price: text, ...times })
const customer = object({ id, name: text, email: text, ...times })
const item = object({ id, order: id, product, quantity: { type: 'integer' }, price: text, ...times })
const listedOrder = object({ ...orderFields, customer, items: { type: 'array', items: item } })
const note = object({ id, order: id, body: text, ...times })
const problem = object({ type: text, title: text, status: { type: 'integer' } })

export const listOrdersSchema = {
  querystring: {
    type: 'object',
    additionalProperties: false,
    properties: {
      limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
      after: { type: 'string', maxLength: 200 },
      include: { const: 'customer,items.product' },
      sort: { const: '-createdAt' },
    },
  },
  response: {
    200: object({
      data: { type: 'array', items: listedOrder },
      meta: object({ limit: { type: 'integer' }, next: { type: 'string', nullable: true } }),
    }),
    '4xx': problem,
  },
}

export const readOrderSchema = {
  params: object({ id }),
  response: { 200: object({ data: object({ ...orderFields, customer: id }) }), '4xx': problem },
}

export const createNoteSchema = {
  body: object({ order: id, body: { type: 'string', minLength: 1, maxLength: 2000 } }),
  response: { 201: object({ data: note }), '4xx': problem },
}
