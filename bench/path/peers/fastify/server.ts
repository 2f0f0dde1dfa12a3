/** The Fastify peer: Fastify 5 and pg, by hand and with care, for the same three requests. */

import jwt from '@fastify/jwt'
import type { FastifyInstance } from 'fastify'
import Fastify, { LogController } from 'fastify'
import { Pool } from 'pg'
import { publicKeyOf } from '../../../harness/token.ts'
import { audience, issuer, readServerSettings } from '../../settings.ts'
import { noteRoutes } from './notes.ts'
import { orderRoutes } from './orders.ts'
import { HttpError, sendProblem } from './problem.ts'

declare module '@fastify/jwt' {
  interface FastifyJWT {
    user: { sub: string; roles: string[] }
  }
}

const settings = readServerSettings()
const pool = new Pool({
  connectionString: settings.databaseUrl,
  max: 10,
  // Longer than a server rests while the others are measured.
  idleTimeoutMillis: 60_000,
  connectionTimeoutMillis: 5_000,
  statement_timeout: 10_000,
})

const app = Fastify({
  logger: { level: 'warn' },
  logController: new LogController({ disableRequestLogging: true }),
  // An unknown field is refused, not dropped.
  ajv: { customOptions: { removeAdditional: false } },
})
// Without a listener, a backend that ends while idle ends the process too.
pool.on('error', (error) => app.log.error(error))

app.setErrorHandler(sendProblem)
app.setNotFoundHandler(() => {
  throw new HttpError(404, 'Not found')
})
app.addHook('onClose', () => pool.end())
app.get('/health/ready', async () => {
  await pool.query('select 1')
  return { status: 'ready' }
})
app.register(signedInRoutes)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void app.close())
await app.listen({ host: '127.0.0.1', port: settings.port })

async function signedInRoutes(scope: FastifyInstance): Promise<void> {
  await scope.register(jwt, {
    secret: {
      public: publicKeyOf(settings.secret, issuer).export({ type: 'spki', format: 'pem' }).toString(),
    },
    verify: {
      algorithms: ['ES256'],
      allowedIss: issuer,
      allowedAud: audience,
      requiredClaims: ['sub', 'exp'],
      // A verified token says the same until it ends; by itself it would remember as many as there are callers.
      cache: 10_000,
    },
  })
  // Without a callback: given one, the plugin makes a verifier for each request, and remembers nothing.
  scope.addHook('onRequest', (request) => request.jwtVerify().then(() => undefined))
  orderRoutes(scope, pool)
  noteRoutes(scope, pool)
}
