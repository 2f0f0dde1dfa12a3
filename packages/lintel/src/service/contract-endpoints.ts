/** Reads the contracts of an application and holds its implementations to them, at start. */
import { readFile } from 'node:fs/promises'
import type { Backend } from '../http/backend.ts'
import { defaultHandler } from '../http/contract-security.ts'
import type { Endpoint } from '../http/endpoint.ts'
import type { contractEndpoint } from '../http/endpoints/contract.ts'
import type {
  ContractModel,
  ContractOperation,
  ContractSecurityScheme,
} from '../plan/contract/contract-model.ts'
import type { Application } from '../spec/application.ts'
import type { Contract, ContractOperations, Implementation, SecurityHandler } from '../spec/contract.ts'
import { SpecificationError, type SpecificationProblem } from '../spec/specification-error.ts'
import { modelRoutes, RoutePlaces } from './route-places.ts'

export interface Contracts {
  readonly models: readonly ContractModel[]
  readonly endpoints: readonly Endpoint[]
}

/** The contracts of an application, read and checked, by the names of their exports. */
export async function readContracts(application: Application): Promise<ReadonlyMap<string, ContractModel>> {
  const entries = [...application.declarations.contracts].map(async ([name, contract]) => {
    const text = await readFile(contract.file, 'utf8').catch((error: Error) => {
      const hint = 'The path is relative to the file that calls contract(…).'
      throw new SpecificationError([
        { at: contract.at, message: `${contract.file} cannot be read: ${error.message}`, hint },
      ])
    })
    // With its reader of YAML; an application without a contract starts without it.
    const { parseContract } = await import('../plan/contract/contract.ts')
    return [name, parseContract(text, contract.file)] as const
  })
  return new Map(await Promise.all(entries))
}

/** @throws ContractError, SpecificationError for operations that are missing, surplus or cannot be secured */
export async function contractEndpoints(application: Application, backend: Backend): Promise<Contracts> {
  const models = await readContracts(application)
  if (models.size === 0) return { models: [], endpoints: [] }
  const { contractEndpoint: endpointOf } = await import('../http/endpoints/contract.ts')
  const problems: SpecificationProblem[] = []
  const routes = new RoutePlaces(modelRoutes(application.model))
  const endpoints = [...models].flatMap(([name, model]) => {
    const contract = application.declarations.contracts.get(name)
    return contract
      ? endpointsOf({ application, backend, contract, model, routes, problems, endpointOf })
      : []
  })
  if (problems.length > 0) throw new SpecificationError(problems)
  return { models: [...models.values()], endpoints }
}

interface Held {
  readonly application: Application
  readonly backend: Backend
  readonly contract: Contract<ContractOperations>
  readonly model: ContractModel
  readonly routes: RoutePlaces
  readonly problems: SpecificationProblem[]
  readonly endpointOf: typeof contractEndpoint
}

function endpointsOf(held: Held): Endpoint[] {
  const { application, backend, contract, model, problems, endpointOf } = held
  const { implementations } = application.declarations
  const own = implementations.filter((each) => each.contract === contract)
  for (const implementation of own) checkSurplus(held, implementation, own)
  const security = handlersOf(held)
  return model.operations.flatMap((operation) => {
    claimRoute(held, operation)
    const implementation = own.find((each) => each.operationId === operation.operationId)
    if (!implementation) {
      problems.push(missing(contract, model, operation))
      return []
    }
    const described = application.model.implementations[implementations.indexOf(implementation)]
    if (!described) return []
    const { options } = contract
    const endpoint = endpointOf({
      backend,
      contract: model,
      options,
      operation,
      implementation,
      model: described,
      security,
    })
    return [endpoint as unknown as Endpoint]
  })
}

function claimRoute(
  { application, contract, model, routes, problems }: Held,
  operation: ContractOperation,
): void {
  const { method, path, operationId, line } = operation
  const problem = routes.claim({
    method,
    path: `${application.model.prefix}${model.basePath}${path}`,
    what: `the operation ${operationId} of a contract`,
    at: { file: model.file, line: line ?? contract.at.line },
  })
  if (problem) problems.push(problem)
}

function missing(
  contract: Contract<ContractOperations>,
  model: ContractModel,
  operation: ContractOperation,
): SpecificationProblem {
  const { operationId, method, path, line } = operation
  return {
    at: { file: model.file, line: line ?? contract.at.line },
    message: `${operationId} (${method} ${path}) is in the contract and nobody implements it.`,
    hint: `Write implement(…, '${operationId}', { run }) and export it from a part of the application.`,
  }
}

function checkSurplus(
  { model, problems }: Held,
  implementation: Implementation,
  all: readonly Implementation[],
): void {
  const { operationId, at } = implementation
  const twin = all.find((each) => each.operationId === operationId && each !== implementation)
  if (!model.operations.some((operation) => operation.operationId === operationId)) {
    const known = model.operations.map((operation) => operation.operationId).join(', ')
    problems.push({
      at,
      message: `${operationId} is implemented, but ${model.file} has no such operation.`,
      hint: `It has ${known}.`,
    })
  } else if (twin && all.indexOf(twin) < all.indexOf(implementation)) {
    problems.push({
      at,
      message: `${operationId} is implemented twice.`,
      hint: `The other is at ${twin.at.file}:${twin.at.line}.`,
    })
  }
}

function handlersOf({ backend, contract, model, problems }: Held): Record<string, SecurityHandler> {
  const own = contract.options.security ?? {}
  const used = new Set(
    model.operations.flatMap(({ security }) => security.flatMap((way) => Object.keys(way))),
  )
  const handlers: Record<string, SecurityHandler> = {}
  for (const [name, scheme] of Object.entries(model.securitySchemes)) {
    // Without an identity or a calling service no token is good here.
    const takesAny = backend.tokens?.takesAny || backend.identity?.apiKeys !== undefined
    const byDefault = takesAny ? defaultHandler(scheme) : undefined
    const handler = own[name] ?? byDefault
    if (handler) handlers[name] = handler
    else if (used.has(name)) problems.push(unchecked({ name, scheme, contract, model }))
  }
  for (const name of Object.keys(own)) {
    if (Object.hasOwn(model.securitySchemes, name)) continue
    const known = Object.keys(model.securitySchemes).join(', ') || 'none'
    const message = `contract(…) checks the security scheme ${name}, but ${model.file} has no such scheme.`
    problems.push({ at: contract.at, message, hint: `It has ${known}.` })
  }
  return handlers
}

interface Unchecked {
  readonly name: string
  readonly scheme: ContractSecurityScheme
  readonly contract: Contract<ContractOperations>
  readonly model: ContractModel
}

function unchecked({ name, scheme, contract, model }: Unchecked): SpecificationProblem {
  const isToken = defaultHandler(scheme) !== undefined
  return {
    at: contract.at,
    message: `The security scheme ${name} of ${model.file} has nobody who checks it.`,
    hint: isToken
      ? 'Declare whose access tokens it takes, with identity(…), or check it with a function of your own.'
      : `Give contract(…, { security: { ${name}: accessToken('Bearer') } }), or a function of your own.`,
  }
}
