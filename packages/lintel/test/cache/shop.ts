/** An application that remembers what it answers, for the tests of this folder; and instances of it on one database. */
import { setTimeout as pause } from 'node:timers/promises'
import {
  anyOf,
  anyone,
  application,
  entity,
  identity,
  operation,
  owner,
  resource,
  role,
  signedIn,
  t,
} from '../../src/index.ts'
import { type Service, startService } from '../../src/service/service.ts'
import type { Application } from '../../src/spec/application.ts'
import type { Observation } from '../../src/spec/observation.ts'
import type { TestApplication } from '../../src/testing/test-application.ts'

export const User = entity('user', { name: t.string() })
export const accounts = identity(User)

export const Category = entity('category', { name: t.string() })
export const Product = entity('product', {
  name: t.string(),
  stock: t.integer().default(0),
  category: t.ref(() => Category, { onDelete: 'cascade' }),
  labels: t.manyToMany(() => Label),
})
export const Label = entity('label', { name: t.string() })
export const Note = entity('note', { text: t.string(), author: t.ref(() => User) })
export const Diary = entity('diary', { line: t.string() })

const everybody = { read: anyone, create: role('admin'), update: role('admin'), delete: role('admin') }

export const categories = resource(Category, { ...everybody, cache: '60s' })
export const labels = resource(Label, everybody)
export const products = resource(Product, {
  ...everybody,
  include: ['category', 'labels'],
  filter: ['stock', 'category.name'],
  bulk: true,
  cache: { ttl: '60s', browser: '10s' },
})
export const notes = resource(Note, {
  read: anyOf(owner('author'), role('admin')),
  create: signedIn,
  update: owner('author'),
  delete: owner('author'),
  cache: '60s',
})
export const diaries = resource(Diary, everybody)

/** What operations do while a test looks on. */
export const desk = {
  runs: 0,
  fails: false,
  wait: undefined as Promise<void> | undefined,
  saw: [] as unknown[],
}

const output = { value: t.text() }

export const stock = operation('GET /stock', {
  summary: 'Count what is there',
  allow: anyone,
  output: { total: t.integer() },
  cache: { ttl: '60s' },
  async run({ db }) {
    desk.runs++
    const rows = await db.find(Product)
    await desk.wait
    return { total: rows.reduce((sum, { stock }) => sum + stock, 0) }
  },
})

export const mine = operation('GET /mine', {
  summary: 'Say who asks',
  allow: signedIn,
  output,
  cache: '60s',
  async run({ principal, db }) {
    desk.runs++
    return { value: `${principal.id} ${(await db.find(Note)).map(({ text }) => text).join()}` }
  },
})

export const weather = operation('GET /weather', {
  summary: 'Ask outside',
  allow: anyone,
  output,
  cache: { ttl: '100ms', staleFor: '200ms', graceFor: '1h', shared: true },
  async run({ principal }) {
    desk.runs++
    desk.saw.push(principal.isSignedIn)
    await desk.wait
    if (desk.fails) throw new Error('no weather')
    return { value: `weather ${desk.runs}` }
  },
})

export const agent = operation('GET /agent', {
  summary: 'Look at the request',
  allow: anyone,
  output,
  cache: '60s',
  run: ({ request }) => ({ value: request.header('user-agent') ?? '' }),
})

export const sharedAgent = operation('GET /shared-agent', {
  summary: 'Look at the request, and share it',
  allow: anyone,
  output,
  cache: { ttl: '60s', shared: true },
  run: ({ request }) => ({ value: request.header('user-agent') ?? '' }),
})

export const raw = operation('GET /raw', {
  summary: 'Read unseen',
  allow: anyone,
  output: { value: t.integer() },
  cache: { ttl: '60s', reads: [Diary] },
  async run({ db }) {
    desk.runs++
    const [row] = await db
      .dangerouslyWithoutPolicies()
      .sql<{ n: number }>('SELECT count(*)::integer n FROM diaries')
    return { value: row?.n ?? 0 }
  },
})

export const unseen = operation('GET /unseen', {
  summary: 'Read unseen and say nothing',
  allow: anyone,
  output: { value: t.integer() },
  cache: '60s',
  async run({ db }) {
    const [row] = await db
      .dangerouslyWithoutPolicies()
      .sql<{ n: number }>('SELECT count(*)::integer n FROM diaries')
    return { value: row?.n ?? 0 }
  },
})

export const restock = operation('POST /restock', {
  summary: 'Change rows by code',
  allow: role('admin'),
  input: { by: t.integer(), fails: t.boolean() },
  errors: { undone: 409 },
  async run({ db, input, fail }) {
    await db.transaction(async (tx) => {
      await tx.updateMany(Product, {}, { stock: { increment: input.by } })
      if (input.fails) throw fail('undone')
    })
  },
})

export const shop = application('cache-shop', {
  parts: [
    { User, accounts, Category, Product, Label, Note, Diary },
    { categories, labels, products, notes, diaries },
    { stock, mine, weather, agent, sharedAgent, raw, unseen, restock },
  ],
})

export interface Instance {
  readonly service: Service
  readonly observations: Observation[]
  get(path: string, headers?: Record<string, string>): Promise<Answered>
}

export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** How the cache says that it was answered. */
  readonly outcome: string | undefined
}

/** Another process's worth of the application, on the same database. */
export async function instanceOn(
  { connectionString }: Pick<TestApplication, 'connectionString'>,
  environment: Readonly<Record<string, string>> = {},
  declared: Application = shop,
): Promise<Instance> {
  const observations: Observation[] = []
  const service = await startService({
    application: declared,
    project: { directory: process.cwd() },
    mode: 'test',
    environment: {
      TOKEN_SECRET: 'a secret for tests, long enough to sign with',
      PORT: '0',
      DATABASE_URL: connectionString,
      ...environment,
    },
    schema: 'trust',
    seed: false,
    observe: () => (observation) => observations.push(observation),
  })
  return { service, observations, get: (path, headers) => asked(service.url + path, observations, headers) }
}

export async function asked(
  url: string,
  observations: readonly Observation[],
  headers: Record<string, string> = {},
): Promise<Answered> {
  const before = observations.length
  const response = await fetch(url, { headers })
  const text = await response.text()
  const said = observations.slice(before).find((each) => each.event === 'cache')
  return {
    status: response.status,
    headers: response.headers,
    text,
    outcome: said?.event === 'cache' ? said.outcome : undefined,
  }
}

/** Until what is asked for is so. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('It did not come to be so.')
    await pause(5)
  }
}
