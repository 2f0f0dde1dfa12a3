/** An application whose requests may be sent twice, with places where a test can hold one up or make it fail. */
import {
  anyone,
  application,
  type Database,
  entity,
  event,
  identity,
  job,
  operation,
  owner,
  policy,
  principalId,
  resource,
  signedIn,
  t,
} from 'lintel'

export const Person = entity('person', { name: t.string(), role: t.string().default('user') })
export const Order = entity('order', {
  owner: t.ref(() => Person),
  item: t.string().unique(),
  lines: t.many(() => Line, 'order'),
})
export const Line = entity('line', { order: t.ref(() => Order), text: t.string() })
export const Note = entity('note', { text: t.string() })
export const Told = entity('told', { text: t.string() })

const placed = event('placed', { data: { text: t.string() } })
const tell = job('tell', {
  on: placed,
  roles: ['user'],
  run: ({ input, finish }) => finish((tx) => tx.insert(Told, { text: input.text })),
})

/** What the operation does; each test says it anew. */
export const script: { run: (db: Database, fail: (code: 'refused' | 'busy') => Error) => Promise<string> } = {
  run: async () => '',
}
export let runs = 0

const all = { read: anyone, create: anyone, update: anyone, delete: anyone }
const errors = { refused: 409, busy: 503 } as const

export const parts = {
  accounts: identity(Person, { role: 'role' }),
  orders: resource(Order, {
    create: { who: signedIn, set: { owner: principalId } },
    read: owner('owner'),
    bulk: true,
  }),
  lines: policy(Line, { create: signedIn, read: signedIn }),
  notes: resource(Note, all),
  told: policy(Told, all),
  placed,
  tell,
  act: operation('POST /act/{place}', {
    summary: 'Do what the test says',
    allow: anyone,
    input: { text: t.text().optional() },
    query: { loud: t.boolean().optional() },
    output: { said: t.text() },
    errors,
    idempotent: true,
    run: async ({ db, fail }) => {
      runs++
      return { said: await script.run(db, fail) }
    },
  }),
  must: operation('POST /must', {
    summary: 'Nothing without a key',
    allow: anyone,
    idempotent: 'required',
    run: () => {
      runs++
    },
  }),
  token: operation('POST /token', {
    summary: 'A token for a new person',
    allow: anyone,
    status: 201,
    output: { token: t.text() },
    run: async ({ db, auth }) => {
      const person = await db.dangerouslyWithoutPolicies().insert(Person, { name: 'new' })
      return { token: await auth.issueToken(person) }
    },
  }),
  long: operation('POST /long', {
    summary: 'A long answer',
    allow: anyone,
    status: 201,
    output: { text: t.text({ max: 3_000_000 }) },
    run: async ({ db }) => {
      await db.insert(Note, { text: 'long' })
      return { text: 'x'.repeat(2_000_000) }
    },
  }),
  emit: operation('POST /emit', {
    summary: 'Tell of it',
    allow: anyone,
    status: 201,
    output: { id: t.text() },
    run: async ({ db }) => ({ id: await db.emit(placed, { text: 'told' }) }),
  }),
}

export const ordersApplication = application('orders', { parts: [parts] })
