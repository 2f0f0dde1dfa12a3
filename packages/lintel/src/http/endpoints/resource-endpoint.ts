/** What the endpoints of one resource share: its entity, its caller, its rule. */
import type { RowAction } from '../../plan/access/condition.ts'
import { isId } from '../../plan/query/value-text.ts'
import { resourceLimits } from '../../plan/rate-limits.ts'
import type { EntityModel, ResourceModel } from '../../spec/model.ts'
import type { Principal } from '../../spec/principal.ts'
import { authenticate, authorize } from '../authenticate.ts'
import type { Backend } from '../backend.ts'
import type { Call } from '../call.ts'
import { denialOfRows } from '../denial.ts'
import { deprecationHeaders } from '../deprecation.ts'
import { limitsOf } from '../limits/limits-of.ts'
import { requestProblem } from '../request-problems.ts'

export interface Served {
  readonly backend: Backend
  readonly resource: ResourceModel
  readonly entity: EntityModel
}

const jsonOnly = ['application/json', 'application/problem+json']

/** The stages that do not depend on what is done. */
export function resourceStages(served: Served, action: RowAction) {
  const { backend, resource, entity } = served
  const rule = resource[action]?.who
  return {
    offers: jsonOnly,
    ...limitsOf(backend, resourceLimits(backend.model, resource)),
    ...deprecationHeaders(resource.deprecated),
    ...denialOfRows({ ...served, action }),
    authenticate: (call: Call) => authenticate(backend, call),
    authorize: (_call: Call, principal: Principal) => authorize({ backend, rule, entity, action, principal }),
  }
}

export function pathOf({ backend, resource }: Served, suffix = ''): string {
  return `${backend.model.prefix}${resource.path}${suffix}`
}

/** The id in the path. A text that is no id names no row: 404, as for every id that does not exist. */
export function idOf({ entity }: Served, call: Call): string {
  const id = call.params.id ?? ''
  const field = entity.fields.id
  if (!field || !isId(field, id)) throw requestProblem('not_found')
  return id
}
