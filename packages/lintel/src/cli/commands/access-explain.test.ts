/** `lintel access explain`: the answer, why, and what would have to change, for rows that are there. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from '../../database/client.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { TestProject } from '../command.fixture.ts'

const application = `
import { allOf, anyone, application, entity, identity, not, operation, owner, principalId, resource, role, t, where } from 'lintel'
export const User = entity('user', { email: t.email().unique().personal(), role: t.enum('customer', 'support').default('customer') })
export const accounts = identity(User, { role: 'role' })
export const Order = entity('order', {
  customer: t.ref(() => User).immutable(),
  status: t.enum('open', 'closed').default('open'),
  note: t.string().optional(),
  cost: t.integer().default(0),
  secret: t.string().private().optional(),
})
export const orders = resource(Order, {
  read: [owner('customer'), role('support')],
  create: { who: owner('customer'), fields: ['note'], set: { customer: principalId } },
  update: { who: allOf(owner('customer'), not(where('status', 'eq', 'closed'))), fields: ['note', 'cost'] },
  fields: { cost: { read: role('support'), write: role('support') } },
})
export const close = operation('POST /orders/{order}/close', {
  summary: 'Close', allow: role('support'), params: { order: t.ref(() => Order) }, run: () => undefined,
})
export default application('shop', { prefix: '/v1', parts: [{ User, accounts, Order, orders, close }] })
`

const ada = '018f0000-0000-7000-8000-00000000000a'
const bob = '018f0000-0000-7000-8000-00000000000b'
const open = '018f0000-0000-7000-8000-000000000001'
const closed = '018f0000-0000-7000-8000-000000000002'
const nobodys = '018f0000-0000-7000-8000-0000000000ff'

let project: TestProject
let database: TestDatabase

beforeAll(async () => {
  project = await TestProject.make({ 'src/app.js': application })
  database = await createTestDatabase()
  const env = { DATABASE_URL: database.connectionString }
  await project.run(['plan'], { env })
  await project.run(['migrate', 'up'], { env })
  await withClient(database.connectionString, (client) =>
    client.query(`
      INSERT INTO users (id, email, role) VALUES ('${ada}', 'ada@example.com', 'customer'), ('${bob}', 'bob@example.com', 'support');
      INSERT INTO orders (id, customer_id, status) VALUES ('${open}', '${ada}', 'open'), ('${closed}', '${ada}', 'closed');
    `),
  )
}, 180_000)
afterAll(async () => {
  await project?.remove()
  await database?.drop()
})

const options = { timeout: 60_000 }
const run = (...words: string[]) =>
  project.run(['access', 'explain', ...words], { env: { DATABASE_URL: database.connectionString } })

test('a denied change names the rule that denies it, and what would have to change', options, async () => {
  const { code, stdout, stderr } = await run(
    ...['--as', 'user:ada@example.com', '--operation', 'PATCH /orders/{order}', '--row', closed],
  )
  expect([code, stderr]).toEqual([1, ''])
  expect(stdout).toContain(`PATCH /v1/orders/{id}  orders.update  row ${closed}  src/app.js:12`)
  expect(stdout).toContain(`as user ${ada} (role customer)`)
  expect(stdout).toContain("→ orders.status would have to be other than 'closed' (it is 'closed')")
  expect(stdout).toContain("To be admitted: orders.status would have to be other than 'closed'.")
  // Whoever was asked for by an address is told by id.
  expect(stdout).not.toContain('ada@example.com')
})

test('an admitted change exits 0; JSON has the tree with its verdicts', options, async () => {
  const words = ['--as', `user:${ada}`, '--operation', 'updateOrder', '--row', open, '--json']
  const { code, stdout } = await run(...words)
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    operation: {
      name: 'orders.update',
      method: 'PATCH',
      path: '/v1/orders/{id}',
      at: { file: 'src/app.js' },
    },
    caller: { kind: 'user', id: ada, roles: ['customer'] },
    verdict: 'admitted',
    parts: [
      {
        about: 'the row',
        verdict: 'holds',
        rule: { kind: 'allOf', parts: [{ rule: "owner('customer')", decides: true }, { kind: 'not' }] },
      },
      { about: 'the field cost', verdict: 'fails', counts: false },
    ],
  })
})

test('a field has a rule of its own, and a role may be supposed', options, async () => {
  const of = (...words: string[]) =>
    run('--as', `user:${ada}`, '--operation', 'orders.read', '--row', open, '--field', ...words)
  const denied = await of('cost')
  expect([denied.code, denied.stdout]).toEqual([1, expect.stringContaining('To be admitted: role support.')])
  expect((await of('cost', '--role', 'support')).code).toBe(0)
  const hidden = await of('secret')
  expect([hidden.code, hidden.stdout]).toEqual([1, expect.stringContaining('it is private')])
})

test('without a row it says what is asked of each, and how many rows it admits', options, async () => {
  const { code, stdout } = await run('--as', `user:${ada}`, '--operation', 'PATCH /v1/orders/{id}')
  expect(code).toBe(0)
  expect(stdout).toContain("Of a row it asks: customer = the caller and status ≠ 'closed'.")
  expect(stdout).toContain('It admits 1 of 2 rows of order.')
  const support = await run('--as', 'user:bob@example.com', '--operation', 'GET /orders')
  expect(support.stdout).toContain('ADMITTED')
  expect(support.stdout).toContain('It admits 2 of 2 rows of order.')
})

test('credentials are asked whether they cover the operation', options, async () => {
  const words = ['--as', `user:${ada}`, '--operation', 'orders.create', '--scope', 'orders:read']
  const { code, stdout } = await run(...words)
  expect(code).toBe(1)
  expect(stdout).toContain('To be admitted: credentials would have to cover orders:create.')
  expect((await run(...words, '--scope', 'orders:create')).code).toBe(0)
})

test('an operation of its own needs no database where nobody is looked up', options, async () => {
  const words = ['--as', 'anonymous', '--operation', 'close']
  const { code, stdout } = await project.run(['access', 'explain', ...words])
  expect([code, stdout]).toEqual([1, expect.stringContaining('To be admitted: role support.')])
  expect((await project.run(['access', 'explain', ...words, '--role', 'support'])).code).toBe(0)
})

test.each([
  [['--as', 'anonymous', '--operation', 'GET /order'], 'operation_unknown', 'GET /v1/orders'],
  [['--as', 'user:eve@example.com', '--operation', 'orders.read'], 'caller_unknown', 'eve@example.com'],
  [['--as', `user:${ada}`, '--operation', 'orders.read', '--row', nobodys], 'row_unknown', closed],
  [['--as', 'anonymous'], 'option_missing', '--operation'],
])('%j is told with what is near', options, async (words, code, near) => {
  const answer = await run(...words, '--json')
  expect([answer.code, answer.stdout]).toEqual([2, ''])
  const { error } = JSON.parse(answer.stderr)
  expect(error.code).toBe(code)
  expect(`${error.message} ${error.hint}`).toContain(near)
})

test('a database without the tables of the model is told so', options, async () => {
  const empty = await createTestDatabase()
  try {
    const words = ['access', 'explain', '--as', 'anonymous', '--operation', 'orders.read', '--row', open]
    const { code, stderr } = await project.run(words, { env: { DATABASE_URL: empty.connectionString } })
    expect([code, stderr]).toEqual([1, expect.stringContaining('lintel migrate up')])
  } finally {
    await empty.drop()
  }
})

test('lintel access matrix: a table for people, every cell as JSON, and no database', options, async () => {
  const matrix = (...words: string[]) => project.run(['access', 'matrix', ...words])
  const { code, stdout, stderr } = await matrix()
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toContain('orders  /v1/orders  src/app.js:12')
  const { kinds, operations } = JSON.parse((await matrix('--json')).stdout)
  expect(kinds.map(({ name }: { name: string }) => name)).toEqual([
    ...['anonymous', 'signed in', 'role customer', 'role support', 'scope orders:read'],
  ])
  const update = operations.find(({ name }: { name: string }) => name === 'orders.update')
  expect(update).toMatchObject({
    method: 'PATCH',
    path: '/v1/orders/{id}',
    at: { file: 'src/app.js', line: 12 },
  })
  expect(update.cells[1]).toEqual({ kind: 'signed in', own: "if status ≠ 'closed'", foreign: 'no' })
  const cost = update.fields.find(({ name }: { name: string }) => name === 'cost')
  expect(cost).toMatchObject({
    by: 'rule',
    cells: expect.arrayContaining([{ kind: 'signed in', own: 'no', foreign: 'no' }]),
  })
})
