/** What becomes of remembered answers when connections break: to the database, and to Redis. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestApplication, testApplication } from '../../src/testing/test-application.ts'
import { databaseTarget, TcpProxy, throughProxy } from '../tcp-proxy.ts'
import { Category, desk, type Instance, instanceOn, Product, shop, until } from './shop.ts'

let app: TestApplication
let category: string

beforeAll(async () => {
  app = await testApplication(shop)
  category = (await app.db.insert(Category, { name: 'fruit' })).id
  await app.db.insert(Product, { name: 'pear', stock: 1, category })
})
afterAll(() => app.stop())
beforeEach(() => {
  Object.assign(desk, { runs: 0, fails: false, wait: undefined })
})

describe('the connection to the database', () => {
  let proxy: TcpProxy
  let far: Instance

  beforeAll(async () => {
    proxy = new TcpProxy(databaseTarget(app.connectionString))
    await proxy.open()
    far = await instanceOn({ connectionString: throughProxy(app.connectionString, proxy) })
  })
  afterAll(async () => {
    await far.service.stop()
    await proxy.shut()
  })

  const hit = async () => {
    await far.get('/products')
    return (await far.get('/products')).outcome === 'hit'
  }

  test('a write that was not heard of is not missed', async () => {
    await until(hit)
    await proxy.shut()
    await app.db.insert(Product, { name: 'plum', category })
    await proxy.open()
    await until(async () => (await far.get('/products')).status === 200)
    expect((await far.get('/products')).text).toContain('plum')
    await until(hit)
  })

  test('a network that swallows packets is noticed', async () => {
    await until(hit)
    proxy.freeze(true)
    await app.db.insert(Product, { name: 'fig', category })
    await pause(4_500)
    // Nothing is given any more that was remembered: it would have to be asked for, and nobody answers.
    const answer = far.get('/products').then(({ text, outcome }) => `${outcome} ${text}`)
    expect(await Promise.race([answer, pause(200).then(() => 'waits')])).not.toContain('hit')
    proxy.freeze(false)
    await until(async () => (await far.get('/products')).text.includes('fig'))
  })

  test('while it is away an answer is given where grace was asked for', async () => {
    await until(hit)
    await far.get('/weather')
    await proxy.shut()
    await until(async () => (await far.get('/products')).status === 503)
    desk.fails = true
    await until(async () => (await far.get('/weather')).outcome === 'grace')
    desk.fails = false
    await proxy.open()
    await until(hit)
  })
})

describe('Redis', () => {
  let proxy: TcpProxy
  let one: Instance
  let other: Instance

  beforeAll(async () => {
    proxy = new TcpProxy({ host: '127.0.0.1', port: 6379 })
    await proxy.open()
    const environment = { REDIS_URL: `redis://127.0.0.1:${proxy.port}/5` }
    one = await instanceOn(app, environment)
    other = await instanceOn(app, { REDIS_URL: 'redis://127.0.0.1:6379/5' })
    await isShared()
  })
  afterAll(async () => {
    await one.service.stop()
    await other.service.stop()
    await proxy.shut()
  })

  /** What one has made the other is given. */
  async function isShared() {
    await until(async () => {
      await app.db.forget(Product)
      await one.get('/products')
      return (await other.get('/products')).outcome === 'shared'
    })
  }

  test('what one has made all are given, until any of them writes', async () => {
    const made = await one.get('/products?limit=3')
    const given = await other.get('/products?limit=3')
    expect([given.outcome, given.text]).toEqual(['shared', made.text])
    expect(given.headers.get('etag')).toBe(made.headers.get('etag'))
    expect((await other.get('/products?limit=3')).outcome).toBe('hit')
    // Memory of the one that wrote and of all others is empty, and so is what they share.
    await one.service.db.insert(Product, { name: 'quince', category })
    await until(async () => (await other.get('/products?limit=3')).text.includes('quince'))
    expect((await one.get('/products?limit=3')).text).toContain('quince')
  })

  test('of several processes one alone makes an answer', async () => {
    await app.db.forget(Product)
    desk.runs = 0
    let goOn = () => {}
    desk.wait = new Promise((resolve) => {
      goOn = () => resolve()
    })
    const all = Array.from({ length: 50 }, (_, index) => (index % 2 ? one : other).get('/stock'))
    await until(() => desk.runs === 1)
    await pause(100)
    goOn()
    expect(new Set((await Promise.all(all)).map(({ text }) => text)).size).toBe(1)
    expect(desk.runs).toBe(1)
  })

  test('one that is away is no error, and what it missed is not given when it is back', async () => {
    await one.get('/products?limit=7')
    expect((await other.get('/products?limit=7')).text).not.toContain('medlar')
    await proxy.shut()
    await until(async () => (await one.get('/labels')).status === 200)
    await one.service.db.insert(Product, { name: 'medlar', category })
    expect((await one.get('/products?limit=7')).text).toContain('medlar')
    expect((await one.get('/products?limit=7')).outcome).toBe('hit')
    await until(async () => (await other.get('/products?limit=7')).text.includes('medlar'))
    await proxy.open()
    await isShared()
  })

  test('one that swallows packets costs one wait', async () => {
    proxy.freeze(true)
    const answer = await one.get('/products?limit=8')
    expect([answer.status, answer.outcome]).toEqual([200, 'made'])
    await one.service.db.update(Product, { name: 'medlar' }, { name: 'old medlar' })
    expect((await one.get('/products?limit=8')).text).toContain('old medlar')
    proxy.freeze(false)
    await until(async () => (await other.get('/products?limit=8')).text.includes('old medlar'))
    await isShared()
  })
})
