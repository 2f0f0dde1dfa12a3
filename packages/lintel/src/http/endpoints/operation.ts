/** The endpoint of an operation: checks what comes in, runs the business rule, shapes what goes out. */
import { DataAccess } from '../../database/data-access.ts'
import { actorOf } from '../../plan/access/actor.ts'
import { mayCall } from '../../plan/access/without-row.ts'
import { isValue } from '../../plan/query/value-text.ts'
import { outputSchema } from '../../plan/schemas/output-schema.ts'
import { objectSchema, valueSchema } from '../../plan/schemas/value-schema.ts'
import type { Json, JsonSchema, OperationModel, ValueModel } from '../../spec/model.ts'
import type { BaseContext, Operation } from '../../spec/operation.ts'
import { Problem, type ProblemDetail } from '../../spec/problem.ts'
import { authenticate, refusedFor } from '../authenticate.ts'
import { type Backend, contextOf } from '../backend.ts'
import { baseContext } from '../base-context.ts'
import { denialOfCall } from '../denial.ts'
import { deprecationHeaders } from '../deprecation.ts'
import type { Admitted, Endpoint } from '../endpoint.ts'
import { flowAuth, flowPrincipal } from '../flow-operation.ts'
import { checked, readJson } from '../json-body.ts'
import { receivedObject } from '../received.ts'
import { requestProblem } from '../request-problems.ts'
import { shaper } from '../shape.ts'
import { validator } from '../validator.ts'

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
  const check = backend.checkAnswers ? validator(outputSchema(model.output, backend.model)) : undefined
  return {
    name: model.name,
    method: model.method,
    path: `${backend.model.prefix}${model.path}`,
    offers: ['application/json', 'application/problem+json'],
    ...deprecationHeaders(model.deprecated),
    ...denialOfCall(backend, model),
    authenticate: (call) => (model.flow ? flowPrincipal(backend, model, call) : authenticate(backend, call)),
    authorize: (_call, principal) => {
      if (mayCall(model.name, model.allow, actorOf(principal))) return true
      throw refusedFor(principal)
    },
    plan: async ({ call }) => ({
      params: readParams(call.params),
      query: readQuery(call.query),
      input:
        input && validate
          ? receivedObject(checked(await readJson(call, backend.limits), validate), input)
          : undefined,
    }),
    execute: async (invocation, admitted) => {
      // Assigned, not spread: the signal is made when somebody asks for it.
      const context = Object.assign(operationContext(backend, model, admitted), invocation)
      if (model.flow) Object.assign(context, { auth: flowAuth(backend, admitted) })
      return shape(await operation.options.run(context as never))
    },
    respond: (output, { call }) =>
      call.location === undefined
        ? respond(backend, model, { output, check })
        : { status: 303, headers: { location: call.location } },
  }
}

function operationContext(
  backend: Backend,
  model: OperationModel,
  admitted: Admitted,
): BaseContext & { fail: unknown } {
  const access = contextOf(backend, admitted.principal, model.grants)
  return Object.assign(baseContext(backend, admitted, new DataAccess(access, backend.connections)), {
    fail: (code: string, options: { detail?: string; errors?: readonly ProblemDetail[] } = {}) => {
      const error = model.errors[code]
      if (!error) throw new TypeError(`${model.name} does not declare the error "${code}".`)
      return new Problem(code, { ...error, ...options })
    },
  })
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

/** Reads texts of a path or a query into values, every error at once. */
function textReader(fields: Readonly<Record<string, ValueModel>>, source: 'path' | 'query' | 'open query') {
  const place = source === 'path' ? 'path' : 'query'
  const validators = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, validator(valueSchema(field) as JsonSchema)]),
  )
  return (texts: Readonly<Record<string, string | string[] | undefined>>): Values => {
    const values: Record<string, unknown> = {}
    const errors: ProblemDetail[] = []
    const complain = (name: string, code: string, message: string) =>
      errors.push({ pointer: `${place}/${name}`, code, message: `${name} ${message}` })
    for (const name of source === 'query' ? Object.keys(texts) : []) {
      if (!Object.hasOwn(fields, name))
        complain(name.slice(0, 60), 'unknown_parameter', 'is not a parameter here.')
    }
    for (const [name, field] of Object.entries(fields)) {
      const text = Object.hasOwn(texts, name) ? texts[name] : undefined
      if (text === undefined && !field.optional && field.default === undefined)
        complain(name, 'required', 'is required.')
      if (text === undefined) continue
      const value = parsed(field, text)
      const wrong =
        value === undefined ? [{ message: `must be a ${field.kind}.` }] : (validators[name]?.(value) ?? [])
      for (const each of wrong) complain(name, 'wrong_format', each.message)
      values[name] = value
    }
    if (errors.length > 0) throw refusal(place, errors)
    return receivedObject(values, fields)
  }
}

// A path that cannot be right names nothing; a query that cannot be right is a bad request.
function refusal(place: 'path' | 'query', errors: readonly ProblemDetail[]): Problem {
  return place === 'path' ? requestProblem('not_found') : requestProblem('query_invalid', { errors })
}

function parsed(field: ValueModel, text: string | string[]): Json | undefined {
  if (field.kind === 'list') {
    const items = field.items
    const texts = typeof text === 'string' ? text.split(',') : text
    const values = items ? texts.map((each) => parsed(items, each)) : []
    return values.includes(undefined) ? undefined : (values as Json[])
  }
  if (typeof text !== 'string' || field.kind === 'object') return undefined
  if (!isValue(field as Parameters<typeof isValue>[0], text)) return undefined
  if (field.kind === 'integer' || (field.kind === 'ref' && field.idKind === 'integer')) return Number(text)
  return field.kind === 'boolean' ? text === 'true' : text
}
