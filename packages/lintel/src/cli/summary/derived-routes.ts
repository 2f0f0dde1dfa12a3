/** What an application serves, as a list: method, path, and who may. */
import { derivedOperations } from '../../plan/access/derived-operations.ts'
import type { ContractModel } from '../../plan/contract/contract-model.ts'
import { whoMay } from '../../plan/openapi/who-may.ts'
import type { ApplicationModel } from '../../spec/model.ts'

export interface DerivedRoute {
  readonly method: string
  readonly path: string
  /** `the owner (customer), or the role support` */
  readonly who: string
}

export type Contracts = ReadonlyMap<string, ContractModel>

/** Resources first, then operations, contracts, and the flows of identity, in the order of their declaration. */
export function derivedRoutes(model: ApplicationModel, contracts: Contracts): readonly DerivedRoute[] {
  return derivedOperations(model, contracts).flatMap(({ route, rule, isSecured }) => {
    const who = isSecured && rule.rule === 'anyone' ? 'whoever the contract lets in' : whoMay(rule)
    return route ? [{ ...route, who }] : []
  })
}
