/** The declarations of clients as plain data, with every default filled in. */
import type { Declarations } from './application.ts'
import type { Report } from './build-model.ts'
import { buildInput, paramValue } from './build-operation.ts'
import { buildValue, buildValues } from './build-value.ts'
import type { AnyCall, AnyClient, BreakerOptions, CallErrors, CallLimits, ClientAuth } from './client.ts'
import type { AnyField } from './fields.ts'
import { Field } from './fields.ts'
import type { BreakerModel, CallErrorModel, CallModel, ClientModel, ValueModel } from './model.ts'
import { routeParts } from './route.ts'

const callLimits = { timeoutMs: 2_000, totalMs: 5_000, retry: 2 }
const breakerDefaults: BreakerModel = { failures: 0.5, minimumTries: 10, windowMs: 10_000, openMs: 5_000 }
const maxAnswerBytes = 1_048_576
const concurrentCalls = 20

export function buildClients({ clients }: Declarations, report: Report): Record<string, ClientModel> {
  const built: Record<string, ClientModel> = {}
  for (const client of clients) {
    const other = built[client.name]
    if (other) {
      const hint = `Rename one of them: the other is at ${other.at.file}:${other.at.line}.`
      report.add({ at: client.at, message: `A second client is called ${client.name}.`, hint })
    } else built[client.name] = buildClient(client)
  }
  return built
}

/** Also for a stub, which has a client and no application. */
export function buildClient({ name, options, at }: AnyClient): ClientModel {
  const { baseUrl, auth, breaker = true, bulkhead = concurrentCalls } = options
  return {
    name,
    ...(typeof baseUrl === 'string' ? { baseUrl } : {}),
    ...(auth ? { auth: authModel(auth) } : {}),
    headers: options.headers ?? {},
    ...(breaker ? { breaker: breakerModel(breaker) } : {}),
    bulkhead: typeof bulkhead === 'number' ? { calls: bulkhead, queue: 0 } : { queue: 0, ...bulkhead },
    maxAnswerBytes: options.maxAnswerBytes ?? maxAnswerBytes,
    calls: Object.fromEntries(
      Object.entries(options.calls).map(([call, declared]) => [call, buildCall(call, declared, options)]),
    ),
    at,
  }
}

function authModel(auth: ClientAuth): NonNullable<ClientModel['auth']> {
  if ('header' in auth) return { kind: 'header', header: auth.header.toLowerCase() }
  return { kind: 'bearer' in auth ? 'bearer' : 'basic' }
}

function breakerModel(breaker: true | BreakerOptions): BreakerModel {
  return breaker === true ? breakerDefaults : { ...breakerDefaults, ...breaker }
}

function buildCall(name: string, { route, options }: AnyCall, limits: CallLimits): CallModel {
  const { method, path, names } = routeParts(route)
  const { params, idempotent } = options
  return {
    name,
    method,
    path,
    params: Object.fromEntries(names.map((param) => [param, paramValue(params, param)])),
    query: buildValues(options.query),
    ...buildInput(options.input),
    ...(options.output ? { output: outputValue(options.output) } : {}),
    errors: errorModels(options.errors ?? {}),
    timeoutMs: options.timeoutMs ?? limits.timeoutMs ?? callLimits.timeoutMs,
    totalMs: options.totalMs ?? limits.totalMs ?? callLimits.totalMs,
    retry: options.retry ?? limits.retry ?? callLimits.retry,
    ...(idempotent ? { keyHeader: keyHeader(idempotent) } : {}),
  }
}

function keyHeader(idempotent: true | string): string {
  return idempotent === true ? 'idempotency-key' : idempotent.toLowerCase()
}

function outputValue(output: NonNullable<AnyCall['options']['output']>): ValueModel {
  // A record of fields has no prototype of ours, whatever its fields are called.
  if (output instanceof Field) return buildValue((output as AnyField).definition)
  return { kind: 'object', fields: buildValues(output) }
}

/** What looks into the body goes first: a plain status stands for the rest of it. */
function errorModels(errors: CallErrors): Record<string, CallErrorModel> {
  const models = Object.entries(errors).map(([code, error]): [string, CallErrorModel] =>
    typeof error === 'number'
      ? [code, { status: error }]
      : [code, { status: error.status, when: { pointer: error.at, value: error.is } }],
  )
  return Object.fromEntries([
    ...models.filter(([, { when }]) => when),
    ...models.filter(([, { when }]) => !when),
  ])
}
