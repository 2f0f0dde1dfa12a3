// The catalogue: open to everybody, written by administrators.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Product } from '../src/catalog.ts'
import { type ShopUnderTest, startShop } from './shop-under-test.ts'

let shop: ShopUnderTest
let app: ShopUnderTest['app']

beforeAll(async () => {
  shop = await startShop()
  app = shop.app
})
afterAll(() => app?.stop())

const names = (answer: { body: { data: { name: string }[] } }) => answer.body.data.map(({ name }) => name)
const create = (body: object) => app.request('POST /products', { as: shop.admin, body })

describe('looking', () => {
  let kitchen: string

  beforeAll(async () => {
    const category = (slug: string) =>
      app.request('POST /categories', { as: shop.admin, body: { name: slug, slug } })
    kitchen = (await category('kitchen')).body.data.id
    const office = (await category('office')).body.data.id
    await create({ name: 'Kettle', price: '30', stock: 3, categories: [kitchen, office] })
    await create({ name: 'Knife', price: '18.50', description: 'Cuts bread.', categories: [kitchen] })
    await create({ name: 'Lamp', price: '59.90', stock: 7, categories: [office] })
  })

  test('is for everybody', async () => {
    const list = await app.request('GET /products?sort=price')
    expect(list.status).toBe(200)
    expect(names(list)).toEqual(['Knife', 'Kettle', 'Lamp'])
    expect(list.body.data[1]).toMatchObject({ price: '30.00', stock: 3 })
  })

  test.each([
    ['price[gte]=18.50&price[lt]=59.90', ['Kettle', 'Knife']],
    ['stock[gt]=0', ['Kettle', 'Lamp']],
    ['categories.slug=kitchen', ['Kettle', 'Knife']],
    ['categories.slug=office&stock[gte]=5', ['Lamp']],
    ['categories.slug[in]=kitchen,office', ['Kettle', 'Knife', 'Lamp']],
    ['categories.slug=garden', []],
    ['search=bread', ['Knife']],
    ['search=kettle', ['Kettle']],
  ])('finds by %s', async (query, expected) => {
    expect(names(await app.request(`GET /products?sort=name&${query}`))).toEqual(expected)
  })

  test('shows categories where they are asked for', async () => {
    const { body } = await app.request('GET /products?include=categories&search=knife')
    expect(body.data[0].categories).toMatchObject([{ id: kitchen, slug: 'kitchen' }])
    expect((await app.request('GET /products?search=knife')).body.data[0]).not.toHaveProperty('categories')
  })

  test('goes page by page, and shows nothing twice', async () => {
    const first = await app.request('GET /products?sort=name&limit=2')
    expect(names(first)).toEqual(['Kettle', 'Knife'])
    const second = await app.request(`GET /products?sort=name&limit=2&after=${first.body.meta.next}`)
    expect(names(second)).toEqual(['Lamp'])
  })

  test.each([
    'name=Knife',
    'sort=stock',
    'include=orders',
    'categories.name=x',
    'price=cheap',
  ])('refuses %s', async (query) => {
    const { status, body } = await app.request(`GET /products?${query}`)
    expect(status).toBe(400)
    expect(body.error.code).toBe('query_invalid')
  })
})

describe('writing', () => {
  test('is for administrators alone', async () => {
    const id = await shop.teapot(1)
    const writes: [string, object?][] = [
      ['POST /products', { name: 'Cup', price: '1.00' }],
      ['POST /products/bulk', { items: [{ name: 'Cup', price: '1.00' }] }],
      [`PATCH /products/${id}`, { price: '0.01' }],
      [`PUT /products/${id}`, { name: 'Mine', price: '0.01' }],
      [`DELETE /products/${id}`],
      ['POST /categories', { name: 'Mine', slug: 'mine' }],
    ]
    for (const [route, body] of writes) {
      expect((await app.request(route, { body })).status, route).toBe(401)
      for (const as of [shop.cleo, shop.support]) {
        expect((await app.request(route, { as, body })).status, route).toBe(403)
      }
    }
    expect(await app.db.get(Product, id)).toMatchObject({ name: 'Teapot', price: '10.50' })
  })

  test.each([
    ['a negative price', { price: '-0.01' }, '/price'],
    ['a third decimal', { price: '1.005' }, '/price'],
    ['a price that is a number', { price: 1 }, '/price'],
    ['a negative stock', { stock: -1 }, '/stock'],
    ['half a piece', { stock: 0.5 }, '/stock'],
    ['no name', { name: '' }, '/name'],
    ['a category that is none', { categories: ['kitchen'] }, '/categories/0'],
  ])('refuses %s', async (_what, wrong, pointer) => {
    const { status, body } = await create({ name: 'Cup', price: '1.00', ...wrong })
    expect(status).toBe(422)
    expect(body.error.details).toMatchObject([{ pointer }])
  })

  test('refuses a slug that another category has', async () => {
    const twin = () =>
      app.request('POST /categories', { as: shop.admin, body: { name: 'Twin', slug: 'twin' } })
    expect((await twin()).status).toBe(201)
    const refused = await twin()
    expect(refused.status).toBe(409)
    expect(refused.body.error.details).toMatchObject([{ pointer: '/slug', code: 'taken' }])
  })

  test('takes many products at once, all or none', async () => {
    const bulk = (items: object[]) => app.request('POST /products/bulk', { as: shop.admin, body: { items } })
    const stored = await bulk([
      { name: 'Bulk plate', price: '4.00' },
      { name: 'Bulk bowl', price: '5.00', stock: 9 },
    ])
    expect(stored.status).toBe(201)
    expect(names(stored)).toEqual(['Bulk plate', 'Bulk bowl'])

    const refused = await bulk([{ name: 'Bulk glass', price: '3.00' }, { name: 'Bulk jug' }])
    expect(refused.status).toBe(422)
    expect(refused.body.error.details).toMatchObject([{ pointer: '/items/1/price' }])
    expect(names(await app.request('GET /products?search=bulk&sort=name'))).toEqual([
      'Bulk bowl',
      'Bulk plate',
    ])
  })

  test('loses no update: whoever saw an older version is told', async () => {
    const id = await shop.teapot(1)
    const seen = (await app.request(`GET /products/${id}`)).headers.get('etag') ?? ''
    const patch = (price: string) =>
      app.request(`PATCH /products/${id}`, {
        as: shop.admin,
        body: { price },
        headers: { 'if-match': seen },
      })
    const answers = await Promise.all(['11.00', '12.00'].map(patch))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
    const { price } = answers.find(({ status }) => status === 200)?.body.data ?? {}
    expect(await app.db.get(Product, id)).toMatchObject({ price })
  })

  test('sends nothing that the caller has already', async () => {
    const path = `GET /products/${await shop.teapot(1)}`
    const etag = (await app.request(path)).headers.get('etag') ?? ''
    const again = await app.request(path, { headers: { 'if-none-match': etag } })
    expect(again).toMatchObject({ status: 304, text: '' })
  })

  test('what is deleted is gone from the shelves, but stays where it was ordered', async () => {
    const id = await shop.teapot(5)
    const body = { items: [{ product: id, quantity: 2 }] }
    const placed = await app.request('POST /orders', { as: shop.cleo, body })

    expect((await app.request(`DELETE /products/${id}`, { as: shop.admin })).status).toBe(204)
    expect((await app.request(`GET /products/${id}`)).status).toBe(404)
    expect((await app.request(`DELETE /products/${id}`, { as: shop.admin })).status).toBe(404)
    expect(names(await app.request('GET /products?search=teapot&stock=3'))).toEqual([])
    const again = await app.request('POST /orders', { as: shop.cleo, body })
    expect(again.body.error.code).toBe('product_not_found')

    const order = `/orders/${placed.body.data.id}`
    const { body: shown } = await app.request(`GET ${order}?include=items.product`, { as: shop.cleo })
    expect(shown.data.items).toMatchObject([{ product: id, name: 'Teapot', price: '10.50', quantity: 2 }])
    expect((await app.request(`POST ${order}/cancel`, { as: shop.cleo })).status).toBe(200)
  })
})
