/** The application whose answers are measured: products that are remembered, and an operation that counts itself. */
import { anyone, application, entity, operation, resource, t } from '../../packages/lintel/src/index.ts'
import { type Service, startService } from '../../packages/lintel/src/service/service.ts'

export const Product = entity('product', { name: t.string(), stock: t.integer() })
const products = resource(Product, { read: anyone, update: anyone, create: anyone, cache: '1h' })

export const counted = { runs: 0 }

const slow = operation('GET /slow', {
  summary: 'Take some time',
  allow: anyone,
  output: { run: t.integer() },
  cache: '1h',
  async run({ db }) {
    counted.runs++
    await db.find(Product)
    await new Promise((resolve) => setTimeout(resolve, 50))
    return { run: counted.runs }
  },
})

const catalogue = application('catalogue', { parts: [{ Product, products, slow }] })

export function startCatalogue(
  environment: Readonly<Record<string, string>>,
  schema: 'create' | 'trust',
): Promise<Service> {
  return startService({
    application: catalogue,
    project: { directory: import.meta.dirname },
    mode: 'test',
    environment: { PORT: '0', MAX_IN_FLIGHT: '5000', ...environment },
    schema,
    seed: false,
    observe: () => () => undefined,
  })
}
