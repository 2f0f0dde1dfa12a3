/** A process of its own that serves notes on the database of `DATABASE_URL`, to be killed. */
import { setTimeout as delay } from 'node:timers/promises'
import { anyone, application, entity, operation, policy, t } from 'lintel'
import { startService } from '../../src/service/service.ts'

const Note = entity('note', { text: t.string() })

const app = application('orders', {
  parts: [
    {
      notes: policy(Note, { create: anyone }),
      slowly: operation('POST /slowly', {
        summary: 'Writes, and then takes long to end',
        allow: anyone,
        idempotent: true,
        input: { text: t.text(), holdMs: t.integer() },
        output: { id: t.uuid() },
        run: async ({ db, input }) => {
          const { id } = await db.insert(Note, { text: input.text })
          await delay(input.holdMs)
          return { id }
        },
      }),
    },
  ],
})

const service = await startService({
  application: app,
  project: { directory: process.cwd() },
  mode: 'test',
  environment: { ...process.env, PORT: '0', REQUEST_TIMEOUT_MS: '500' },
  schema: 'trust',
  seed: false,
  observe: () => () => undefined,
})
process.stdout.write(`serves ${service.url}\n`)
