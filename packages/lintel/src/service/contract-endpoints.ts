/** Reads the contracts of an application and holds its implementations to them, at start. */
import { readFile } from 'node:fs/promises'
import type { Backend } from '../http/backend.ts'
import { defaultHandler } from '../http/contract-security.ts'
import type { Endpoint } from '../http/endpoint.ts'
import { contractEndpoint } from '../http/endpoints/contract.ts'
import { parseContract } from '../plan/contract/contract.ts'
import type { ContractModel, ContractOperation } from '../plan/contract/contract-model.ts'
import type { Application } from '../spec/application.ts'
import type { Contract, ContractOperations, Implementation, SecurityHandler } from '../spec/contract.ts'
import { SpecificationError, type SpecificationProblem } from '../spec/specification-error.ts'

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
    return [name, parseContract(text, contract.file)] as const
  })
  return new Map(await Promise.all(entries))
}

/** @throws ContractError, SpecificationError for operations that are missing, surplus or cannot be secured */
export async function contractEndpoints(application: Application, backend: Backend): Promise<Contracts> {
  const models = await readContracts(application)
  const problems: SpecificationProblem[] = []
  const endpoints = [...models].flatMap(([name, model]) => {
    const contract = application.declarations.contracts.get(name)
    return contract ? endpointsOf({ application, backend, contract, model, problems }) : []
  })
  if (problems.length > 0) throw new SpecificationError(problems)
  return { models: [...models.values()], endpoints }
}

interface Held {
  readonly application: Application
  readonly backend: Backend
  readonly contract: Contract<ContractOperations>
  readonly model: ContractModel
  readonly problems: SpecificationProblem[]
}

function endpointsOf(held: Held): Endpoint[] {
  const { application, backend, contract, model, problems } = held
  const { implementations } = application.declarations
  const own = implementations.filter((each) => each.contract === contract)
  for (const implementation of own) checkSurplus(held, implementation, own)
  const security = handlersOf(held)
  return model.operations.flatMap((operation) => {
    const implementation = own.find((each) => each.operationId === operation.operationId)
    if (!implementation) {
      problems.push(missing(contract, model, operation))
      return []
    }
    const described = application.model.implementations[implementations.indexOf(implementation)]
    if (!described) return []
    const { options } = contract
    const endpoint = contractEndpoint({
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

function handlersOf({ contract, model, problems }: Held): Record<string, SecurityHandler> {
  const used = new Set(
    model.operations.flatMap(({ security }) => security.flatMap((way) => Object.keys(way))),
  )
  const handlers: Record<string, SecurityHandler> = {}
  for (const [name, scheme] of Object.entries(model.securitySchemes)) {
    const handler = contract.options.security?.[name] ?? defaultHandler(scheme)
    if (handler) handlers[name] = handler
    else if (used.has(name)) {
      problems.push({
        at: contract.at,
        message: `The security scheme ${name} of ${model.file} has nobody who checks it.`,
        hint: `Give contract(…, { security: { ${name}: accessToken('Bearer') } }), or a function of your own.`,
      })
    }
  }
  return handlers
}
