/** What an application serves, as a list: method, path, and who may. */
import type { ContractModel } from '../../plan/contract/contract-model.ts'
import { accessSentence } from '../../plan/openapi/who-may.ts'
import type { ApplicationModel, ImplementationModel, ResourceModel, RuleModel } from '../../spec/model.ts'

export interface DerivedRoute {
  readonly method: string
  readonly path: string
  /** `the owner (customer), or the role support` */
  readonly who: string
}

export type Contracts = ReadonlyMap<string, ContractModel>

/** Resources first, then operations, contracts, and the flows of identity, in the order of their declaration. */
export function derivedRoutes(model: ApplicationModel, contracts: Contracts): readonly DerivedRoute[] {
  const operations = (isFlow: boolean) =>
    Object.values(model.operations)
      .filter(({ flow = false }) => flow === isFlow)
      .map(({ method, path, allow }) => route(method, path, allow))
  return [
    ...Object.values(model.resources).flatMap(resourceRoutes),
    ...operations(false),
    ...model.implementations.flatMap((each) => contractRoute(each, contracts)),
    ...operations(true),
  ].map((each) => ({ ...each, path: `${model.prefix}${each.path}` }))
}

function resourceRoutes({ path, read, create, update, delete: remove, bulk }: ResourceModel): DerivedRoute[] {
  if (path === null) return []
  const row = `${path}/{id}`
  return [
    ...(read ? [route('GET', path, read.who), route('GET', row, read.who)] : []),
    ...(create ? [route('POST', path, create.who)] : []),
    ...(create && bulk ? [route('POST', `${path}/bulk`, create.who)] : []),
    ...(update ? [route('PATCH', row, update.who), route('PUT', row, update.who)] : []),
    ...(remove ? [route('DELETE', row, remove.who)] : []),
  ]
}

function contractRoute(
  { contract, operationId, allow }: ImplementationModel,
  contracts: Contracts,
): DerivedRoute[] {
  const document = contracts.get(contract)
  const operation = document?.operations.find((each) => each.operationId === operationId)
  if (!document || !operation) return []
  const { method, path, security } = operation
  const isOpen = security.length === 0 || security.some((way) => Object.keys(way).length === 0)
  const who = allow.rule === 'anyone' && !isOpen ? 'whoever the contract lets in' : whoMay(allow)
  return [{ method, path: `${document.basePath}${path}`, who }]
}

function route(method: string, path: string, rule: RuleModel): DerivedRoute {
  return { method, path, who: whoMay(rule) }
}

function whoMay(rule: RuleModel): string {
  return accessSentence(rule).replace(/^For /, '').replace(/\.$/, '').replaceAll('`', '')
}
