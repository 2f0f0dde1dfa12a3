/** One operation's declaration as plain data. */
import type { Report } from './build-model.ts'
import { buildValue, buildValues } from './build-value.ts'
import { buildCache } from './cache.ts'
import type { UsedClients } from './client.ts'
import type { FieldRecord } from './fields.ts'
import { grantModels } from './grant-models.ts'
import { idempotencyModel } from './idempotency.ts'
import type { ErrorModel, HttpMethod, OperationModel, ValueModel } from './model.ts'
import { isEntityOutput, isFieldOutput, type Operation, type Output } from './operation.ts'
import { rateLimitModels } from './rate-limit.ts'
import { routeParts } from './route.ts'
import { ruleModel } from './rules.ts'

export interface NamedOperation {
  readonly name: string
  readonly operation: Operation
  /** Declared by the framework: a flow of identity. */
  readonly isFlow: boolean
}

export function buildOperation({ name, operation, isFlow }: NamedOperation, report: Report): OperationModel {
  const { options, at } = operation
  const { method, path, names } = routeParts(operation.route)
  for (const param of Object.keys(options.params ?? {})) {
    if (names.includes(param)) continue
    report.add({
      at,
      message: `${name} declares the parameter "${param}", which its route ${operation.route} does not name.`,
      hint: `Write {${param}} in the route, or take it out of params.`,
    })
  }
  return {
    name,
    method,
    path,
    summary: options.summary,
    ...(options.description === undefined ? {} : { description: options.description }),
    tag: options.tag ?? path.split('/')[1] ?? 'operations',
    allow: ruleModel(options.allow),
    params: Object.fromEntries(names.map((param) => [param, paramValue(options.params, param)])),
    query: buildValues(options.query),
    ...buildInput(options.input),
    ...outputOf(options.output),
    status: options.status ?? defaultStatus(method, options.output),
    errors: Object.fromEntries(
      Object.entries(options.errors ?? {}).map(([code, error]) => [code, errorOf(code, error)]),
    ),
    grants: grantModels(options.grants),
    ...limitsOf({ name, operation, isFlow }, report),
    ...idempotencyOf({ name, operation, isFlow }, report),
    ...(options.deprecated ? { deprecated: options.deprecated } : {}),
    ...(options.otherQuery === 'ignored' ? { ignoresOtherQuery: true } : {}),
    ...(isFlow ? { flow: true } : {}),
    ...usedClients(options.uses),
    ...(options.cache ? { cache: buildCache(options.cache) } : {}),
    at,
  }
}

export function paramValue(params: FieldRecord | undefined, name: string): ValueModel {
  const field = params?.[name]
  return field ? buildValue(field.definition) : { kind: 'text', min: 1, max: 255 }
}

export function buildInput(input: FieldRecord | undefined): { readonly input?: ValueModel } {
  return input ? { input: { kind: 'object', fields: buildValues(input) } } : {}
}

/** Names of the clients that a handler uses. */
export function usedClients(uses: UsedClients | undefined): { readonly uses?: readonly string[] } {
  return uses ? { uses: Object.values(uses).map(({ name }) => name) } : {}
}

function outputOf(output: Output): Pick<OperationModel, 'output'> {
  if (output === undefined) return {}
  if (isEntityOutput(output)) return { output: { entity: output.name } }
  const value = isFieldOutput(output)
    ? buildValue(output.definition)
    : { kind: 'object' as const, fields: buildValues(output as FieldRecord) }
  return { output: { value } }
}

function defaultStatus(method: HttpMethod, output: Output): number {
  if (output === undefined) return 204
  return method === 'POST' && isEntityOutput(output) ? 201 : 200
}

function limitsOf(
  { name, operation: { options, at } }: NamedOperation,
  report: Report,
): Pick<OperationModel, 'rateLimits'> {
  const rateLimits = rateLimitModels({ given: options.rateLimit, name, at, mayCompute: true }, report)
  return rateLimits ? { rateLimits } : {}
}

function idempotencyOf(
  { name, operation, isFlow }: NamedOperation,
  report: Report,
): Pick<OperationModel, 'idempotency'> {
  const { options, at } = operation
  const { method } = routeParts(operation.route)
  // What a flow of identity answers holds secrets, and what is secret is not stored.
  if (isFlow) return {}
  if (method === 'GET' && options.idempotent)
    report.add({
      at,
      message: `${name} is idempotent by a key, and answers GET.`,
      hint: 'Leave "idempotent" out: what changes nothing needs no key.',
    })
  const makes =
    method === 'POST' &&
    (options.status === 201 || (options.output !== undefined && isEntityOutput(options.output)))
  const byDefault = makes && !holdsSecrets(options.output)
  const idempotency = idempotencyModel({ given: options.idempotent, byDefault, name, at }, report)
  return idempotency ? { idempotency } : {}
}

/** Private fields of an entity never leave; those of another answer do. */
function holdsSecrets(output: Output): boolean {
  if (output === undefined || isEntityOutput(output)) return false
  const fields = isFieldOutput(output) ? [output] : Object.values(output as FieldRecord)
  return fields.some(({ definition }) => definition.private || definition.kind === 'password')
}

/** `out_of_stock` → `Out of stock.` */
function errorOf(
  code: string,
  error: number | { readonly status: number; readonly title: string },
): ErrorModel {
  if (typeof error !== 'number') return error
  const words = code.replaceAll('_', ' ')
  return { status: error, title: `${words[0]?.toUpperCase()}${words.slice(1)}.` }
}
