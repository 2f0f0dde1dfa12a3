/** Reads the contracts of an application and holds its implementations to them, at start. */
import type { Backend } from '../http/backend.ts'
import type { Endpoint } from '../http/endpoint.ts'
import type { ContractModel } from '../plan/contract/contract-model.ts'
import type { Application } from '../spec/application.ts'

export interface Contracts {
  readonly models: readonly ContractModel[]
  readonly endpoints: readonly Endpoint[]
}

export async function contractEndpoints(_application: Application, _backend: Backend): Promise<Contracts> {
  return { models: [], endpoints: [] }
}
