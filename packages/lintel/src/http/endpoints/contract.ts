/** The endpoint of one operation of a contract: the document says what comes in and what may go out. */
import { DataAccess } from '../../database/data-access.ts'
import { actorOf } from '../../plan/access/actor.ts'
import { decideWithoutRow } from '../../plan/access/without-row.ts'
import { bundledSchema } from '../../plan/contract/bundled-schema.ts'
import type { ContractModel, ContractOperation } from '../../plan/contract/contract-model.ts'
import { compileParameters } from '../../plan/contract/parameters.ts'
import type { ContractOptions, Implementation, SecurityHandler } from '../../spec/contract.ts'
import type { ImplementationModel, JsonSchema } from '../../spec/model.ts'
import type { Problem } from '../../spec/problem.ts'
import { refusedFor } from '../authenticate.ts'
import { type Backend, contextOf } from '../backend.ts'
import { baseContext } from '../base-context.ts'
import { bodyProblem } from '../body/body-problems.ts'
import type { Call } from '../call.ts'
import { contractPrincipal, cookies } from '../contract-security.ts'
import type { Endpoint } from '../endpoint.ts'
import { invalid } from '../json-body.ts'
import { readContent } from '../request-body.ts'
import { requestProblem } from '../request-problems.ts'
import { type CheckBody, type ContractAnswer, contractReply } from '../response-body.ts'
import { type Validate, validator } from '../validator.ts'

export interface Implemented {
  readonly backend: Backend
  readonly contract: ContractModel
  readonly options: ContractOptions
  readonly operation: ContractOperation
  readonly implementation: Implementation
  readonly model: ImplementationModel
  readonly security: Readonly<Record<string, SecurityHandler>>
}

interface Invocation {
  readonly params: object
  readonly query: object
  readonly headers: object
  readonly cookies: object
  readonly body: unknown
}

export function contractEndpoint(implemented: Implemented): Endpoint<Invocation, ContractAnswer> {
  const { backend, contract, operation, implementation, model, security, options } = implemented
  const readParameters = parameterReader(implemented)
  const readBody = bodyReader(implemented)
  const check = backend.checkAnswers ? bodyChecker(contract, operation) : undefined
  return {
    name: operation.operationId,
    method: operation.method,
    path: `${backend.model.prefix}${contract.basePath}${operation.path}`,
    offers: offered(operation),
    authenticate: (call) => contractPrincipal({ backend, contract, handlers: security }, operation, call),
    authorize: (_call, principal) => {
      if (decideWithoutRow(model.allow, actorOf(principal))) return true
      throw refusedFor(principal)
    },
    plan: async ({ call }) => ({ ...readParameters(call), body: await readBody(call) }),
    execute: async (invocation, admitted) => {
      const access = contextOf(backend, admitted.principal, model.grants)
      const base = baseContext(backend, admitted, new DataAccess(access, backend.connections))
      return (await implementation.options.run(Object.assign(base, invocation) as never)) as ContractAnswer
    },
    respond: (answer) => contractReply(operation, answer, check),
    ...(options.problem ? { problemReply: (problem: Problem) => ownProblem(options, problem) } : {}),
  }
}

function ownProblem({ problem: describe }: ContractOptions, problem: Problem) {
  const { status, body } = describe?.(problem) ?? { status: problem.status, body: {} }
  const challenge = status === 401 ? { 'www-authenticate': 'Bearer' } : {}
  return { status, headers: { ...challenge, ...problem.headers }, body: JSON.stringify(body) }
}

function parameterReader({ contract, operation }: Implemented) {
  let read: ReturnType<typeof compileParameters> | undefined
  return (call: Call) => {
    read ??= compileParameters(contract, operation)
    const result = read({
      path: call.params,
      query: call.search,
      headers: call.message.headers,
      cookies: cookies(call),
    })
    if ('values' in result) return result.values
    // A path that cannot be right names nothing; anything else was sent wrong.
    if (result.errors.some(({ pointer }) => pointer.startsWith('path/'))) throw requestProblem('not_found')
    throw invalid(result.errors)
  }
}

function bodyReader({ backend, contract, operation }: Implemented) {
  const { requestBody } = operation
  const accepted = Object.keys(requestBody?.content ?? {})
  const validators = new Map<string, Validate>()
  for (const [mediaType, { schema }] of Object.entries(requestBody?.content ?? {})) {
    if (schema !== undefined)
      validators.set(
        mediaType,
        lazily(() => bundledSchema(contract, schema) as JsonSchema),
      )
  }
  return async (call: Call): Promise<unknown> => {
    if (!requestBody) return undefined
    const { headers } = call.message
    const isAbsent =
      headers['content-length'] === '0' ||
      (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined)
    if (isAbsent && requestBody.required) throw bodyProblem('body_missing')
    if (isAbsent) return undefined
    const { mediaType, value, isForm } = await readContent(call, accepted, backend.limits)
    const isWhole = typeof value !== 'object' || value === null || !(Symbol.asyncIterator in value)
    const errors = isWhole ? validators.get(mediaType)?.(value, isForm) : undefined
    if (errors) throw invalid(errors)
    return value
  }
}

/** Documents hold more schemas than a process ever uses: each is put together at its first use. */
function lazily(schema: () => JsonSchema): Validate {
  let check: Validate | undefined
  return (value, coerce) => {
    check ??= validator(schema(), { defaults: true })
    return check(value, coerce)
  }
}

function bodyChecker(contract: ContractModel, operation: ContractOperation): CheckBody {
  const checks = new Map<string, Validate>()
  for (const [status, { content }] of Object.entries(operation.responses)) {
    for (const [mediaType, { schema }] of Object.entries(content)) {
      if (schema === undefined || !/json/.test(mediaType)) continue
      checks.set(
        `${status} ${mediaType}`,
        lazily(() => bundledSchema(contract, schema) as JsonSchema),
      )
    }
  }
  // What leaves is JSON: dates are texts there, and undefined members are not there.
  return (status, mediaType, body) => checks.get(`${status} ${mediaType}`)?.(asSent(body))
}

function asSent(body: unknown): unknown {
  return body === undefined ? undefined : JSON.parse(JSON.stringify(body))
}

function offered({ responses }: ContractOperation): readonly string[] {
  const types = Object.values(responses).flatMap(({ content }) => Object.keys(content))
  return [
    ...new Set([
      ...types.map((type) => (type.split(';')[0] ?? '').trim()),
      'application/json',
      'application/problem+json',
    ]),
  ]
}
