/** The endpoint of one operation of a contract: the document says what comes in and what may go out. */
import { DataAccess } from '../../database/data-access.ts'
import { actorOf } from '../../plan/access/actor.ts'
import { mayCall } from '../../plan/access/without-row.ts'
import { contentKind, essenceOf } from '../../plan/contract/content-kind.ts'
import type { ContractModel, ContractOperation } from '../../plan/contract/contract-model.ts'
import { compileParameters, type ParameterValues } from '../../plan/contract/parameters.ts'
import { applicationLimits } from '../../plan/rate-limits.ts'
import type { ContractOptions, Implementation, SecurityHandler } from '../../spec/contract.ts'
import type { ImplementationModel } from '../../spec/model.ts'
import { answerCheck } from '../answer-check.ts'
import { AnswerStream } from '../answer-stream.ts'
import { refusedFor } from '../authenticate.ts'
import { type Backend, contextOf } from '../backend.ts'
import { baseContext } from '../base-context.ts'
import type { Call } from '../call.ts'
import { challengeOf } from '../contract-challenge.ts'
import { contractProblemReply } from '../contract-problem.ts'
import { contractPrincipal } from '../contract-security.ts'
import { denialOfCall } from '../denial.ts'
import type { Admitted, Endpoint } from '../endpoint.ts'
import { cookiesOf } from '../headers/cookies.ts'
import { invalid } from '../json-body.ts'
import { limitsOf } from '../limits/limits-of.ts'
import { bodyReader } from '../request-body.ts'
import { requestProblem } from '../request-problems.ts'
import { type ContractAnswer, contractReply } from '../response-body.ts'
import { traceparentOf } from '../trace-context.ts'
import { boundClients } from '../used-clients.ts'

export interface Implemented {
  readonly backend: Backend
  readonly contract: ContractModel
  readonly options: ContractOptions
  readonly operation: ContractOperation
  readonly implementation: Implementation
  readonly model: ImplementationModel
  readonly security: Readonly<Record<string, SecurityHandler>>
}

interface Invocation extends ParameterValues {
  readonly body: unknown
}

export function contractEndpoint(implemented: Implemented): Endpoint<Invocation, ContractAnswer> {
  const { backend, contract, operation, model } = implemented
  const readParameters = parameterReader(implemented)
  const readBody = bodyReader({ contract, operation, limits: backend.limits })
  const check = backend.checkAnswers ? answerCheck(contract, operation) : undefined
  return {
    name: operation.operationId,
    method: operation.method,
    path: `${backend.model.prefix}${contract.basePath}${operation.path}`,
    offers: offered(operation),
    ...limitsOf(backend, applicationLimits(backend.model)),
    ...denialOfCall(backend, { name: operation.operationId, allow: model.allow }),
    authenticate: (call) => contractPrincipal(implemented, call),
    authorize: (_call, principal) => {
      if (mayCall(operation.operationId, model.allow, actorOf(principal))) return true
      throw refusedFor(principal)
    },
    plan: async ({ call }) => ({ ...readParameters(call), body: await readBody(call) }),
    execute: (invocation, admitted) => run(implemented, invocation, admitted),
    respond: (answer) => {
      try {
        return contractReply(operation, answer, check)
      } catch (error) {
        // Nobody will read it any more.
        if (answer?.body instanceof AnswerStream) void answer.body.return()
        throw error
      }
    },
    problemReply: contractProblemReply({
      operation,
      describe: implemented.options.problem,
      challenge: challengeOf(contract, operation, backend.model.identity?.scheme ?? 'Bearer'),
      onFault: (error) => backend.observe({ event: 'fault', where: operation.operationId, error }),
    }),
  }
}

async function run(
  { backend, operation, implementation, model }: Implemented,
  invocation: Invocation,
  admitted: Admitted,
): Promise<ContractAnswer> {
  const traceparent = traceparentOf(admitted.call)
  const access = { ...contextOf(backend, admitted.principal, model.grants), traceparent }
  const base = baseContext(backend, admitted, new DataAccess(access, backend.connections))
  const clients = boundClients(backend, implementation.options.uses, admitted.call)
  const context = Object.assign(base, invocation, clients) as never
  const answer = (await implementation.options.run(context)) as ContractAnswer
  if (!isByteSource(answer?.body)) return answer
  const { id: requestId, signal } = admitted.call
  const body = await AnswerStream.begin(answer.body, {
    onFault: (error) => backend.observe({ event: 'fault', requestId, where: operation.operationId, error }),
  })
  if (signal.aborted) await body.return()
  return { ...answer, body }
}

function isByteSource(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body
}

function parameterReader({ contract, operation }: Implemented) {
  let read: ReturnType<typeof compileParameters> | undefined
  return (call: Call) => {
    read ??= compileParameters(contract, operation)
    const { params: path, search: query, message } = call
    const result = read({
      path,
      query,
      headers: message.headers,
      cookies: cookiesOf(call.message.headers.cookie),
    })
    if ('values' in result) return result.values
    // A path that cannot be right names nothing; anything else was sent wrong.
    if (result.errors.some(({ pointer }) => pointer.startsWith('path/'))) throw requestProblem('not_found')
    throw invalid(result.errors)
  }
}

const jsonTypes = ['application/json', 'application/problem+json']

/** What `Accept` is held to: the media types of a success, and for JSON those of its refusals. */
function offered({ responses }: ContractOperation): readonly string[] {
  const successes = Object.entries(responses).filter(([key]) => /^[23]|default/.test(key))
  const types = successes.flatMap(([, { content }]) => Object.keys(content).map(essenceOf))
  const isJson = types.length === 0 || types.some((type) => contentKind(type) === 'json')
  return [...new Set([...types, ...(isJson ? jsonTypes : [])])]
}
