/** What is remembered, for whom, and what drops it; asked over HTTP, with nothing but PostgreSQL. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestApplication, testApplication } from '../../src/testing/test-application.ts'
import {
  asked,
  Category,
  Diary,
  desk,
  type Instance,
  instanceOn,
  Label,
  Note,
  Product,
  shop,
  User,
  until,
} from './shop.ts'

let app: TestApplication
let other: Instance
let admin: { id: string; roles: string[] }
const ids: Record<string, string> = {}

beforeAll(async () => {
  app = await testApplication(shop)
  other = await instanceOn(app)
  for (const name of ['ann', 'bob', 'root']) ids[name] = (await app.db.insert(User, { name })).id
  admin = { id: ids.root as string, roles: ['admin'] }
  ids.fruit = (await app.db.insert(Category, { name: 'fruit' })).id
  ids.pear = (await app.db.insert(Product, { name: 'pear', stock: 1, category: ids.fruit })).id
  ids.fig = (await app.db.insert(Product, { name: 'fig', stock: 2, category: ids.fruit })).id
  ids.ripe = (await app.db.insert(Label, { name: 'ripe' })).id
  await app.db.insertMany(Note, [
    { text: 'of ann', author: ids.ann as string },
    { text: 'of bob', author: ids.bob as string },
  ])
})
afterAll(async () => {
  await other.service.stop()
  await app.stop()
})
beforeEach(async () => {
  await app.db.forget(User, Category, Product, Label, Note, Diary)
  Object.assign(desk, { runs: 0, fails: false, wait: undefined, saw: [] })
})

const get = (path: string, headers?: Record<string, string>) =>
  asked(app.url + path, app.observations, headers)
const as = async (name: string, roles: string[] = []) => ({
  authorization: `Bearer ${await app.tokenFor({ id: ids[name] as string, roles })}`,
})
const product = (name: string) => `/products/${ids[name]}`

/** Both instances remember the answer. */
async function remembered(path: string) {
  for (const ask of [get, other.get]) {
    await ask(path)
    expect((await ask(path)).outcome, path).toBe('hit')
  }
}

/** This instance has forgotten at once, the other as soon as it was told. */
async function expectForgotten(path: string, text: string) {
  const here = await get(path)
  expect([here.outcome, here.text]).toEqual(['made', expect.stringContaining(text)])
  await until(async () => (await other.get(path)).text.includes(text))
}

test('an answer is given again, byte for byte', async () => {
  const first = await get('/products')
  const second = await get('/products')
  expect([first.outcome, second.outcome]).toEqual(['made', 'hit'])
  expect(second.text).toBe(first.text)
  expect(second.headers.get('etag')).toBe(first.headers.get('etag'))
})

test('a query in another order is the same, and any other is another', async () => {
  await get('/products?limit=1&count=true')
  expect((await get('/products?count=true&limit=1')).outcome).toBe('hit')
  expect((await get('/products?count=true&limit=2')).outcome).toBe('made')
})

test('what is refused is not remembered', async () => {
  for (const path of ['/products?limit=x', '/products/00000000-0000-7000-8000-000000000000', '/mine']) {
    const first = await get(path)
    const second = await get(path)
    expect(first.status).toBeGreaterThanOrEqual(400)
    expect(second.outcome ?? 'none').not.toBe('hit')
    expect(second.headers.get('cache-control')).toBe('no-store')
  }
})

test('headers tell browsers what they may keep', async () => {
  const open = await get('/products')
  expect(open.headers.get('cache-control')).toBe('public, max-age=10')
  expect(open.headers.get('vary')).toContain('authorization')
  const own = await get('/products', await as('ann'))
  expect(own.headers.get('cache-control')).toBe('private, max-age=10')
  expect((await get('/notes', await as('ann'))).headers.get('cache-control')).toBe('private, no-cache')
})

test('who has the answer already is told so', async () => {
  for (const path of ['/products', product('pear'), '/stock']) {
    const etag = (await get(path)).headers.get('etag') as string
    const again = await get(path, { 'if-none-match': etag })
    expect([again.status, again.text, again.outcome]).toEqual([304, '', 'hit'])
    // Also where it is made for somebody who has it: what is kept is whole.
    await app.db.forget(Product)
    expect((await get(path, { 'if-none-match': etag })).status).toBe(304)
    expect((await get(path)).text.length).toBeGreaterThan(2)
  }
})

test('the tag of a single row is still its version', async () => {
  await get(product('pear'))
  const etag = (await get(product('pear'))).headers.get('etag') as string
  const body = { name: 'pear' }
  const answer = await app.request(`PATCH ${product('pear')}`, {
    as: admin,
    body,
    headers: { 'if-match': etag },
  })
  expect(answer.status).toBe(200)
})

const doors: Readonly<Record<string, { path: string; shows: string; write: () => Promise<unknown> }>> = {
  POST: {
    path: '/products',
    shows: 'plum',
    write: () => app.request('POST /products', { as: admin, body: { name: 'plum', category: ids.fruit } }),
  },
  'POST bulk': {
    path: '/products?limit=100',
    shows: 'quince',
    write: () =>
      app.request('POST /products/bulk', {
        as: admin,
        body: { items: [{ name: 'quince', category: ids.fruit }] },
      }),
  },
  'PATCH of the row': {
    path: '/products?include=category',
    shows: 'green pear',
    write: () => app.request(`PATCH ${product('pear')}`, { as: admin, body: { name: 'green pear' } }),
  },
  'PATCH of an included row': {
    path: '/products?include=category',
    shows: 'fresh fruit',
    write: () => app.request(`PATCH /categories/${ids.fruit}`, { as: admin, body: { name: 'fresh fruit' } }),
  },
  'PATCH of a row that is filtered by': {
    path: '/products?category.name=sweets',
    shows: 'fig',
    write: () => app.request(`PATCH /categories/${ids.fruit}`, { as: admin, body: { name: 'sweets' } }),
  },
  links: {
    path: '/products?include=labels',
    shows: 'ripe',
    write: () => app.request(`PATCH ${product('fig')}`, { as: admin, body: { labels: [ids.ripe] } }),
  },
  code: {
    path: '/stock',
    shows: '103',
    write: () => app.db.update(Product, ids.fig as string, { stock: 102 }),
  },
  'code, many rows': {
    path: '/stock',
    shows: '7',
    write: () =>
      app.db
        .updateMany(Product, {}, { stock: 0 })
        .then(() => app.db.update(Product, { name: 'fig' }, { stock: 7 })),
  },
  'an operation': {
    path: '/stock',
    shows: '{"total":',
    write: () => app.request('POST /restock', { as: admin, body: { by: 10, fails: false } }),
  },
  'another instance': {
    path: '/products',
    shows: 'date',
    write: () => other.service.db.insert(Product, { name: 'date', category: ids.fruit as string }),
  },
  'forget, of SQL': {
    path: '/products',
    shows: 'kiwi',
    write: async () => {
      const db = app.db.dangerouslyWithoutPolicies()
      await db.sql("UPDATE products SET name = 'kiwi' WHERE name = 'date'")
      await db.forget(Product)
    },
  },
  'SQL that was declared': {
    path: '/raw',
    shows: '1',
    write: () => app.db.insert(Diary, { line: 'dear diary' }),
  },
}

for (const [door, { path, shows, write }] of Object.entries(doors)) {
  test(`a write by ${door} drops what was read from it, in every instance`, async () => {
    await remembered(path)
    await write()
    if (door === 'another instance') await until(async () => (await get(path)).text.includes(shows))
    else await expectForgotten(path, shows)
  })
}

test('a delete drops what the database deletes along with it', async () => {
  const nuts = (await app.db.insert(Category, { name: 'nuts' })).id
  const { id } = await app.db.insert(Product, {
    name: 'almond',
    category: nuts,
    labels: [ids.ripe as string],
  })
  await remembered(`/products/${id}`)
  await remembered('/products?limit=50&include=labels')
  expect((await app.request(`DELETE /categories/${nuts}`, { as: admin })).status).toBe(204)
  expect((await get(`/products/${id}`)).status).toBe(404)
  expect((await get('/products?limit=50&include=labels')).text).not.toContain('almond')
  await until(async () => (await other.get(`/products/${id}`)).status === 404)
})

test('a changed row leaves the others alone', async () => {
  await remembered(product('pear'))
  await remembered(product('fig'))
  await app.db.update(Product, ids.fig as string, { stock: 50 })
  expect((await get(product('pear'))).outcome).toBe('hit')
  expect((await get(product('fig'))).outcome).toBe('made')
})

test('a write that is rolled back tells nobody', async () => {
  await remembered('/stock')
  const answer = await app.request('POST /restock', { as: admin, body: { by: 1, fails: true } })
  expect(answer.status).toBe(409)
  // What is told is told in order: when this has come, nothing before it will.
  await other.get('/raw')
  await app.db.insert(Diary, { line: 'later' })
  await until(async () => (await other.get('/raw')).outcome === 'made')
  expect((await get('/stock')).outcome).toBe('hit')
  expect((await other.get('/stock')).outcome).toBe('hit')
})

test('what was read before a write is not kept after it', async () => {
  let goOn = () => {}
  desk.wait = new Promise((resolve) => {
    goOn = () => resolve()
  })
  const early = get('/stock')
  await until(() => desk.runs === 1)
  await app.db.updateMany(Product, {}, { stock: 0 })
  // It has read the rows of before, and is neither kept nor given to who comes now.
  const late = get('/stock')
  await until(() => desk.runs === 2)
  goOn()
  expect((await late).text).toBe('{"data":{"total":0}}')
  expect((await early).text).not.toBe('{"data":{"total":0}}')
  expect((await get('/stock')).text).toBe('{"data":{"total":0}}')
})

test('a thousand misses at once are one computation', async () => {
  let goOn = () => {}
  desk.wait = new Promise((resolve) => {
    goOn = () => resolve()
  })
  const all = Array.from({ length: 1_000 }, () => fetch(`${app.url}/stock`).then((each) => each.text()))
  await until(() => desk.runs === 1)
  setTimeout(goOn, 300)
  expect(new Set(await Promise.all(all)).size).toBe(1)
  expect(desk.runs).toBe(1)
})

test('an old answer is given while one new one is made, and where none can be made', async () => {
  const first = await get('/weather')
  await until(async () => (await get('/weather')).outcome === 'stale')
  await until(() => desk.runs === 2)
  await until(async () => (await get('/weather')).text !== first.text)
  desk.fails = true
  await until(async () => (await get('/weather')).outcome === 'grace')
  const inNeed = await get('/weather')
  expect(inNeed.status).toBe(200)
  expect(inNeed.text).toContain('weather')
  // A write would have dropped it, and what was dropped is given to nobody.
})

test('SQL that is not seen is not remembered without a word', async () => {
  const answer = await get('/unseen')
  expect(answer.status).toBe(500)
  const faults = app.observations.filter((each) => each.event === 'fault')
  expect(String((faults.at(-1) as { error?: unknown }).error)).toContain('cache.reads')
})

test('where nothing is remembered nothing is told of', async () => {
  const { observations } = app
  const before = observations.length
  await app.request('GET /labels')
  expect(observations.slice(before).some(({ event }) => event === 'cache')).toBe(false)
})
