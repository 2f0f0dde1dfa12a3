/** Endpoints that need no caller: health, the OpenAPI document, the reference page. */
import { anonymous } from '../../spec/principal.ts'
import type { Endpoint } from '../endpoint.ts'
import type { Reply } from '../reply.ts'

const open = {
  method: 'GET',
  authenticate: () => anonymous,
  authorize: () => true,
  plan: () => undefined,
} as const

/** The process runs; whether its parts do is readiness. */
export function livenessEndpoint(): Endpoint {
  return {
    ...open,
    name: 'live',
    path: '/health/live',
    offers: ['application/json'],
    execute: async () => undefined,
    respond: () => ({ status: 200, body: '{"status":"live"}' }),
  }
}

export interface Readiness {
  readonly ready: boolean
  readonly checks: Readonly<Record<string, 'ok' | 'failing'>>
}

export function readinessEndpoint(check: () => Promise<Readiness>): Endpoint<undefined, Readiness> {
  return {
    ...open,
    name: 'ready',
    path: '/health/ready',
    offers: ['application/json'],
    execute: check,
    respond: ({ ready, checks }) => ({
      status: ready ? 200 : 503,
      ...(ready ? {} : { headers: { 'retry-after': '1' } }),
      body: JSON.stringify({ status: ready ? 'ready' : 'not ready', checks }),
    }),
  }
}

export interface Document {
  readonly name: string
  readonly path: string
  readonly mediaType: string
  make(): Promise<Reply>
}

/** A text made once, at its first request. */
export function documentEndpoint({ name, path, mediaType, make }: Document): Endpoint<undefined, Reply> {
  let reply: Reply | undefined
  return {
    ...open,
    name,
    path,
    offers: [mediaType],
    execute: async () => {
      reply ??= await make()
      return reply
    },
    respond: (made) => made,
  }
}
