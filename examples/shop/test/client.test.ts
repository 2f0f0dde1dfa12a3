// The typed client: what another program of ours would write against the shop, checked by the compiler.
import createClient from 'openapi-fetch'
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import type { components, paths } from '../client/shop.types.ts'
import { password, type ShopUnderTest, startShop } from './shop-under-test.ts'

type Schemas = components['schemas']

let shop: ShopUnderTest
let open: ReturnType<typeof clientOf>
let cleo: ReturnType<typeof clientOf>

const clientOf = (headers: Record<string, string> = {}) =>
  createClient<paths>({ baseUrl: shop.app.url, headers })

beforeAll(async () => {
  shop = await startShop()
  open = clientOf()
  const { data } = await open.POST('/auth/token', { body: { email: 'cleo@shop.example', password } })
  cleo = clientOf({ authorization: `Bearer ${data?.data.accessToken}` })
})
afterAll(() => shop?.app.stop())

const order = async () => {
  const body = { items: [{ product: await shop.teapot(3), quantity: 2 }] }
  return cleo.POST('/orders', { body })
}

describe('the client', () => {
  test('finds what is for sale', async () => {
    await shop.teapot(3)
    const query = { search: 'teapot', 'price[lte]': '10.50', 'stock[in]': [3, 4], sort: 'price', limit: 1 }
    const { data } = await open.GET('/products', { params: { query } })
    const [teapot] = data?.data ?? []
    expectTypeOf(teapot?.stock).toEqualTypeOf<number | undefined>()
    expect(teapot).toMatchObject({ name: 'Teapot', price: '10.50', stock: 3 })
    expect(data?.meta.limit).toBe(1)
  })

  test('orders, reads and cancels', async () => {
    const { data, response } = await order()
    expect(response.status).toBe(201)
    expectTypeOf(data?.data).toEqualTypeOf<Schemas['Order'] | undefined>()
    expect(data?.data).toMatchObject({ total: '21.00', status: 'placed' })

    const id = data?.data.id ?? ''
    const query = { include: 'items' }
    const read = await cleo.GET('/orders/{id}', { params: { path: { id }, query } })
    expect(read.data?.data.items).toMatchObject([{ name: 'Teapot', quantity: 2 }])

    const cancelled = await cleo.POST('/orders/{order}/cancel', { params: { path: { order: id } } })
    expect(cancelled.data?.data.status).toBe('cancelled')
  })

  test('changes what it has seen, and nothing newer', async () => {
    const path = { id: (await order()).data?.data.id ?? '' }
    const { response } = await cleo.GET('/orders/{id}', { params: { path } })
    const header = { 'If-Match': response.headers.get('etag') ?? '' }
    const note = (text: string) =>
      cleo.PATCH('/orders/{id}', { params: { path, header }, body: { note: text } })
    expect((await note('Ring twice.')).data?.data.note).toBe('Ring twice.')
    expect((await note('Ring once.')).response.status).toBe(412)
  })

  test('knows why something was refused', async () => {
    const body = { items: [{ product: await shop.teapot(1), quantity: 2 }] }
    const { data, error, response } = await cleo.POST('/orders', { body })
    expect(data).toBeUndefined()
    expect(response.status).toBe(409)
    expectTypeOf(error).toEqualTypeOf<Schemas['Error'] | Schemas['Problem'] | undefined>()
    expect(error).toMatchObject({ error: { code: 'out_of_stock', details: [] } })
  })

  test('may ask for problem details instead', async () => {
    const headers = { accept: 'application/problem+json' }
    const { error } = await open.POST('/orders', { headers, body: { items: [] } })
    expect(error).toMatchObject({ status: 401, code: 'unauthenticated' })
  })
})

test('the compiler finds what is not so', () => {
  // Read by the compiler, called by nobody.
  const mistakes = async () => {
    // @ts-expect-error the path is /products
    await open.GET('/product')
    // @ts-expect-error nobody deletes an order
    await open.DELETE('/orders/{id}', { params: { path: { id: '' } } })
    // @ts-expect-error a product cannot be filtered by its name
    await open.GET('/products', { params: { query: { name: 'Teapot' } } })
    // @ts-expect-error a price is text, so that no cent is lost
    await open.POST('/products', { body: { name: 'Teapot', price: 10.5 } })
    // @ts-expect-error an order has items
    await open.POST('/orders', { body: {} })
    const path = { order: '' }
    // @ts-expect-error an order is cancelled at another address
    await open.PUT('/orders/{order}/status', { params: { path }, body: { status: 'cancelled' } })
    const { data } = await open.GET('/users/{id}', { params: { path: { id: '' } } })
    // @ts-expect-error no password leaves the shop
    return data?.data.password
  }
  expectTypeOf(mistakes).toBeFunction()
})
