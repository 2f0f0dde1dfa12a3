/** What stands unseen before an example, so that it says only what it is about. */

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './pages.ts'

const shopFile = (name: string) => join(root, 'examples', 'shop', 'src', name).replaceAll('\\', '/')

const entities = [
  `import { User } from '${shopFile('accounts.ts')}'`,
  `import { Category, Product } from '${shopFile('catalog.ts')}'`,
  `import { Order, OrderItem } from '${shopFile('orders.ts')}'`,
  `import shop from '${shopFile('shop.ts')}'`,
]

/** By the name that `<!-- preamble: … -->` gives. */
export const preambles: Readonly<Record<string, readonly string[]>> = {
  /** The entities of examples/shop, and the shop itself. */
  shop: entities,
  /** The body of `run` in an operation of the shop. */
  run: [
    ...entities,
    "import type { Database, Principal } from 'lintel'",
    'declare const db: Database',
    'declare const principal: Principal',
    'declare const input: { readonly product: string; readonly quantity: number }',
  ],
}

export const shopApplication = pathToFileURL(shopFile('shop.ts')).href
