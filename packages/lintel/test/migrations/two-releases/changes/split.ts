/** Columns that become rows of a table of their own. */
import { anyone, entity, resource, t } from 'lintel'
import { expect } from 'vitest'
import { open, type ReleaseChange, type Words, wordOf } from '../release-change.ts'

const name = t.string({ max: 40 })
const place = { street: t.string({ max: 60 }), city: t.string({ max: 60 }).optional() }
const customers: Pick<Words, 'path' | 'field'> = { path: '/customers', field: 'name' }
const withPlace = (n: number) => ({ name: wordOf(n), street: `street ${n}`, city: null })

export const splitChange: ReleaseChange = {
  name: 'columns become rows of another table',
  before: open('customer', { name, ...place }, { field: 'name' }),
  after: splitAway(),
  words: {
    before: {
      ...customers,
      values: withPlace,
      reads: (n, writer) => (writer === 'before' ? withPlace(n) : { name: wordOf(n) }),
    },
    after: { ...customers, values: (n) => ({ name: wordOf(n) }) },
  },
  async also({ before, after }) {
    const made = await before.ask('POST /customers', { body: { name: 'also', street: 'Here 1', city: 'X' } })
    const path = `/customers/${made.body.data.id}`
    const placeOf = async () => (await before.ask(`GET ${path}`)).body.data
    const addresses = `/addresses?customer=${made.body.data.id}`
    const [address] = (await after.ask(`GET ${addresses}`)).body.data
    expect(address).toMatchObject({ street: 'Here 1', city: 'X' })

    // What the new release says elsewhere is a new version of the row that the release before has seen.
    await after.ask(`PATCH /addresses/${address.id}`, { body: { street: 'There 2' } })
    expect(await placeOf()).toMatchObject({ street: 'There 2', city: 'X' })
    const stale = { body: { street: 'Lost 3' }, headers: { 'if-match': made.etag } }
    expect((await before.ask(`PATCH ${path}`, stale)).status).toBe(412)

    await before.ask(`PATCH ${path}`, { body: { street: 'Back 4', city: null } })
    expect((await after.ask(`GET ${addresses}`)).body.data).toMatchObject([{ street: 'Back 4', city: null }])

    expect((await after.ask(`DELETE /addresses/${address.id}`)).status).toBe(204)
    expect(await placeOf()).toMatchObject({ name: 'also', street: null, city: null })
    const again = { customer: made.body.data.id, street: 'New 5' }
    expect((await after.ask('POST /addresses', { body: again })).status).toBe(201)
    expect(await placeOf()).toMatchObject({ street: 'New 5', city: null })
    const twice = await after.ask('POST /addresses', { body: again })
    expect([twice.status, twice.body.error.details[0]?.pointer]).toEqual([409, '/customer'])
    expect((await before.ask(`DELETE ${path}`)).status).toBe(204)
    expect((await after.ask(`GET ${addresses}`)).body.data).toEqual([])
  },
}

function splitAway(): object[] {
  const [Customer, api] = open('customer', { name }, { field: 'name' }) as [object, object]
  const reference = t.ref(() => Customer as never, { onDelete: 'cascade' }).unique()
  const Address = entity(
    'address',
    { customer: reference, ...place },
    { splitFrom: { entity: 'customer', through: 'customer', fields: ['street', 'city'] } },
  )
  const rules = {
    read: anyone,
    create: anyone,
    update: anyone,
    delete: anyone,
    filter: ['customer'] as const,
  }
  return [Customer, api, Address, resource(Address, rules)]
}
