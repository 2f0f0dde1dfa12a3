// The shop, started for a test, with people of every role.
import { type TestApplication, type TestPrincipal, testApplication } from 'lintel/testing'
import { User } from '../src/accounts.ts'
import { Product } from '../src/catalog.ts'
import shop from '../src/shop.ts'

export const password = 'a horse that is correct'

export const withToken = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

export interface ShopUnderTest {
  readonly app: TestApplication
  /** A customer, and another one. */
  readonly cleo: TestPrincipal
  readonly carl: TestPrincipal
  readonly support: TestPrincipal
  readonly admin: TestPrincipal
  /** Puts a teapot at 10.50 on the shelf; gives its id. */
  teapot(stock: number): Promise<string>
  stockOf(product: string): Promise<number | undefined>
  /** What the newest mail of this kind holds, as soon as it was sent. */
  mailed(kind: string, to: string): Promise<string>
}

export async function startShop(environment: Readonly<Record<string, string>> = {}): Promise<ShopUnderTest> {
  const app = await testApplication(shop, { environment })
  const person = async (name: string, role: 'customer' | 'support' | 'admin') => {
    const { id } = await app.db.insert(User, { name, email: `${name}@shop.example`, password, role })
    return { id, roles: [role] }
  }
  return {
    app,
    cleo: await person('cleo', 'customer'),
    carl: await person('carl', 'customer'),
    support: await person('sam', 'support'),
    admin: await person('ada', 'admin'),
    teapot: async (stock) => (await app.db.insert(Product, { name: 'Teapot', price: '10.50', stock })).id,
    stockOf: async (product) => (await app.db.get(Product, product))?.stock,
    mailed: async (kind, to) => {
      const mails = (await app.mails()).filter(({ mail }) => mail === `auth.${kind}`)
      const text = mails.findLast((each) => each.to.includes(to))?.text
      const token = /(?:^|#token=)([\w-]{43})$/m.exec(text ?? '')?.[1]
      if (token === undefined) throw new Error(`No mail ${kind} has come to ${to}.`)
      return token
    },
  }
}
