// The shop, started for a test, with people of every role.
import { type TestApplication, type TestPrincipal, testApplication } from 'lintel/testing'
import { User } from '../src/accounts.ts'
import { Product } from '../src/catalog.ts'
import shop from '../src/shop.ts'

export const password = 'correct horse battery'

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
}

export async function startShop(): Promise<ShopUnderTest> {
  const app = await testApplication(shop)
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
  }
}
