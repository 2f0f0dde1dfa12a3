/** The endpoint of an operation: checks what comes in, runs the business rule, shapes what goes out. */
import { DataAccess } from '../../database/data-access.ts'
import { freshValue } from '../../database/fresh-value.ts'
import { actorOf } from '../../plan/access/actor.ts'
import { mayCall } from '../../plan/access/without-row.ts'
import { type AppliedLimit, operationLimits } from '../../plan/rate-limits.ts'
import { outputSchema } from '../../plan/schemas/output-schema.ts'
import { receivedObject } from '../../plan/schemas/received.ts'
import { validator } from '../../plan/schemas/validator.ts'
import { objectSchema } from '../../plan/schemas/value-schema.ts'
import type { OperationModel, ValueModel } from '../../spec/model.ts'
import type { Auth, BaseContext, Operation } from '../../spec/operation.ts'
import { DeclaredProblem, type Problem, type ProblemDetail } from '../../spec/problem.ts'
import { authenticate, refusedFor } from '../authenticate.ts'
import { type Backend, workOf } from '../backend.ts'
import { baseContext } from '../base-context.ts'
import { denialOfCall } from '../denial.ts'
import { deprecationHeaders } from '../deprecation.ts'
import type { Admitted, Endpoint, Keyed } from '../endpoint.ts'
import { flowAuth, flowPrincipal } from '../flow-operation.ts'
import { onceOf } from '../idempotency/once-of.ts'
import { checked, readJson } from '../json-body.ts'
import { limitsOf } from '../limits/limits-of.ts'
import { rememberOperation } from '../remembered-answer.ts'
import { requestProblem } from '../request-problems.ts'
import { shaper } from '../shape.ts'
import { type Texts, textValues } from '../text-values.ts'
import { traceparentOf } from '../trace-context.ts'
import { boundClients } from '../used-clients.ts'

type Values = Readonly<Record<string, unknown>>

interface Invocation {
  readonly params: Values
  readonly query: Values
  readonly input: Values | undefined
}

export function operationEndpoint(
  backend: Backend,
  model: OperationModel,
  operation: Operation,
): Endpoint<Invocation, unknown> {
  const readParams = textReader(model.params, 'path')
  const readQuery = textReader(model.query, model.ignoresOtherQuery ? 'open query' : 'query')
  const input = model.input?.fields
  const validate = input ? validator(objectSchema(input)) : undefined
  const shape = shaper(model.output, backend.model)
  const limits = limitsOf(backend, operationLimits(backend.model, model))
  const costOf = computedCosts(model, operation)
  const check = backend.checkAnswers ? validator(outputSchema(model.output, backend.model)) : undefined
  return {
    name: model.name,
    method: model.method,
    path: `${backend.model.prefix}${model.path}`,
    offers: ['application/json', 'application/problem+json'],
    ...deprecationHeaders(model.deprecated),
    ...rememberOperation(backend, { name: model.name, cache: model.cache }),
    ...denialOfCall(backend, model),
    ...limits,
    ...onceOf(backend, model.idempotency),
    authenticate: (call) => (model.flow ? flowPrincipal(backend, model, call) : authenticate(backend, call)),
    authorize: (_call, principal) => {
      if (mayCall(model.name, model.allow, actorOf(principal))) return true
      throw refusedFor(principal)
    },
    plan: async (admitted) => {
      const { call } = admitted
      const invocation = {
        params: readParams(call.params),
        query: readQuery(call.query),
        input:
          input && validate
            ? receivedObject(checked(await readJson(call, backend.limits), validate), input, freshValue)
            : undefined,
      }
      if (costOf) await limits.limits?.count(admitted, costOf(invocation))
      return invocation
    },
    execute: async (invocation, admitted) => {
      // Assigned, not spread: the signal is made when somebody asks for it.
      const context = Object.assign(operationContext(backend, model, admitted), invocation)
      if (operation.options.uses)
        Object.assign(context, boundClients(backend, operation.options.uses, admitted.call))
      if (model.flow) Object.assign(context, { auth: flowAuth(backend, admitted) })
      if (admitted.keyed) Object.assign(context, { auth: keyedAuth(backend.auth, admitted.keyed) })
      return shape(await operation.options.run(context as never))
    },
    respond: (output, { call }) =>
      call.location === undefined
        ? respond(backend, model, { output, check })
        : { status: 303, headers: { location: call.location } },
  }
}

/** What a request costs where the author has a function for it, by the limits of the operation. */
function computedCosts({ name, rateLimits = [] }: OperationModel, { options }: Operation) {
  if (!rateLimits.some(({ cost }) => cost === 'computed')) return undefined
  const given = [options.rateLimit].flat()
  return (sent: Invocation) =>
    ({ limit }: AppliedLimit): number => {
      const declared = given[rateLimits.findIndex((each) => each.name === limit.name)]
      const cost = typeof declared === 'object' ? declared.cost : undefined
      const points = typeof cost === 'function' ? cost(sent as never) : cost
      if (Number.isSafeInteger(points) && Number(points) >= 0) return Number(points)
      throw new TypeError(`The cost of a request of ${name} is ${points}, and no whole number.`)
    }
}

function operationContext(
  backend: Backend,
  model: OperationModel,
  admitted: Admitted,
): BaseContext & { fail: unknown } {
  const { context, connections } = workOf(backend, admitted, model.grants)
  const traceparent = traceparentOf(admitted.call)
  Object.assign(context, { traceparent }, admitted.reads ? { reads: admitted.reads } : undefined)
  return Object.assign(baseContext(backend, admitted, new DataAccess(context, connections)), {
    fail: (code: string, options: { detail?: string; errors?: readonly ProblemDetail[] } = {}) => {
      const error = model.errors[code]
      if (!error) throw new TypeError(`${model.name} does not declare the error "${code}".`)
      return new DeclaredProblem(code, { ...error, ...options })
    },
  })
}

/** A token is made to be given to the caller, and no token is stored. */
function keyedAuth(auth: Auth, keyed: Keyed): Auth {
  const issueToken: Auth['issueToken'] = (user) => {
    keyed.holdsSecret = true
    return auth.issueToken(user)
  }
  return { ...auth, issueToken }
}

interface Answered {
  readonly output: unknown
  readonly check: ReturnType<typeof validator> | undefined
}

function respond(backend: Backend, model: OperationModel, { output, check }: Answered) {
  if (!model.output) return { status: model.status }
  const errors = check?.(output)
  if (errors) {
    // In production a wrong answer is sent as it is: refusing it would turn a blemish into an outage.
    const error = new Error(`The answer of ${model.name} is not what it declares: ${JSON.stringify(errors)}`)
    throw requestProblem('internal_error', { cause: error })
  }
  const location = model.status === 201 ? locationOf(backend, model, output) : undefined
  return {
    status: model.status,
    ...(location ? { headers: { location } } : {}),
    body: JSON.stringify({ data: output }),
  }
}

/** Where the row that an operation made is read, if a resource offers it. */
function locationOf(backend: Backend, model: OperationModel, output: unknown): string | undefined {
  const entity = model.output && 'entity' in model.output ? model.output.entity : undefined
  const resources = Object.values(backend.model.resources)
  const resource = resources.find((each) => each.entity === entity && each.path !== null && each.read)
  const id = typeof output === 'object' && output !== null && 'id' in output ? output.id : undefined
  if (!resource || id === undefined) return undefined
  return `${backend.model.prefix}${resource.path}/${encodeURIComponent(String(id))}`
}

/** @throws Problem with every error, where the values are not what is declared */
function textReader(fields: Readonly<Record<string, ValueModel>>, source: 'path' | 'query' | 'open query') {
  const place = source === 'path' ? 'path' : 'query'
  const read = textValues(fields, { isClosed: source === 'query' })
  return (texts: Texts): Values => {
    const { values, errors } = read(texts)
    if (errors.length > 0)
      throw refusal(
        place,
        errors.map(({ name, ...error }) => ({ pointer: `${place}/${name}`, ...error })),
      )
    return receivedObject(values, fields, freshValue)
  }
}

// A path that cannot be right names nothing; a query that cannot be right is a bad request.
function refusal(place: 'path' | 'query', errors: readonly ProblemDetail[]): Problem {
  return place === 'path' ? requestProblem('not_found') : requestProblem('query_invalid', { errors })
}
