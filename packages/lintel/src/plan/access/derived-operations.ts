/** Every operation that an application has, with its rule: what derives from resources, operations of its own, contracts. */

import type { Location } from '../../spec/location.ts'
import type { ApplicationModel, EntityModel, ResourceModel, RuleModel } from '../../spec/model.ts'
import type { ContractModel } from '../contract/contract-model.ts'
import { documentNames } from '../openapi/document-names.ts'
import type { RowAction } from './condition.ts'

export interface DerivedOperation {
  /** `orders.update`; an operation's own name; the `operationId` of a contract. */
  readonly name: string
  /** Its `operationId` in the OpenAPI document, where that is another one. */
  readonly operationId?: string
  /** Absent for rules of a policy, which has no API. */
  readonly route?: Route
  readonly rule: RuleModel
  /** What it does with which rows; absent where no row takes part in the rule. */
  readonly rows?: RowOperation
  /** Whether the security of a contract lets callers in before the rule is asked. */
  readonly isSecured?: true
  /** Where its rule is declared. */
  readonly at: Location
}

export interface Route {
  readonly method: string
  /** `/v1/orders/{id}` */
  readonly path: string
}

export interface RowOperation {
  readonly resource: ResourceModel
  readonly entity: EntityModel
  readonly action: RowAction
}

/**
 * Resources first, then operations, contracts, and the flows of identity, in the order of their declaration.
 *
 * @param contracts  by name; what they declare has no route without them
 */
export function derivedOperations(
  model: ApplicationModel,
  contracts: ReadonlyMap<string, ContractModel> = new Map(),
): readonly DerivedOperation[] {
  const declared = (isFlow: boolean) =>
    Object.values(model.operations)
      .filter(({ flow = false }) => flow === isFlow)
      .map(({ name, method, path, allow: rule, at }) => ({
        name,
        route: { method, path: `${model.prefix}${path}` },
        rule,
        at,
      }))
  const implemented = model.implementations.map(({ contract, operationId, allow: rule, at }) => ({
    name: operationId,
    rule,
    at,
    ...fromContract(contracts.get(contract), operationId, model.prefix),
  }))
  return [...ofResources(model), ...declared(false), ...implemented, ...declared(true)]
}

const verbs = ['list', 'read', 'create', 'createMany', 'update', 'replace', 'delete'] as const
type Verb = (typeof verbs)[number]

const actions: Readonly<Record<Verb, RowAction>> = {
  list: 'read',
  read: 'read',
  create: 'create',
  createMany: 'create',
  update: 'update',
  replace: 'update',
  delete: 'delete',
}

function ofResources(model: ApplicationModel): readonly DerivedOperation[] {
  const names = documentNames(model)
  return Object.values(model.resources).flatMap((resource) => {
    const entity = model.entities[resource.entity]
    if (!entity) return []
    return verbs.flatMap((verb) => {
      const action = actions[verb]
      const rule = resource[action]?.who
      const route = routeOf(resource, verb, model.prefix)
      const isThere = resource.path === null ? (verb as string) === action : route !== undefined
      if (!rule || !isThere) return []
      const operationId = names.resources.get(resource.name)?.[verb]
      return {
        name: `${resource.name}.${verb}`,
        ...(route && operationId !== undefined ? { operationId } : {}),
        ...(route ? { route } : {}),
        rule,
        rows: { resource, entity, action },
        at: resource.at,
      }
    })
  })
}

function routeOf({ path, bulk }: ResourceModel, verb: Verb, prefix: string): Route | undefined {
  if (path === null || (verb === 'createMany' && !bulk)) return undefined
  const routes: Readonly<Record<Verb, readonly [method: string, suffix: string]>> = {
    list: ['GET', ''],
    read: ['GET', '/{id}'],
    create: ['POST', ''],
    createMany: ['POST', '/bulk'],
    update: ['PATCH', '/{id}'],
    replace: ['PUT', '/{id}'],
    delete: ['DELETE', '/{id}'],
  }
  const [method, suffix] = routes[verb]
  return { method, path: `${prefix}${path}${suffix}` }
}

function fromContract(
  contract: ContractModel | undefined,
  operationId: string,
  prefix: string,
): Pick<DerivedOperation, 'route' | 'isSecured'> {
  const operation = contract?.operations.find((each) => each.operationId === operationId)
  if (!contract || !operation) return {}
  const { method, path, security } = operation
  const isOpen = security.length === 0 || security.some((way) => Object.keys(way).length === 0)
  return {
    route: { method, path: `${prefix}${contract.basePath}${path}` },
    ...(isOpen ? {} : { isSecured: true }),
  }
}
