/** Which limits hold for a request: those of the application, and those of the resource or operation. */
import type { ApplicationModel, OperationModel, RateLimitModel, ResourceModel } from '../spec/model.ts'
import { guards } from '../spec/rate-limit.ts'

export interface AppliedLimit {
  /** What is counted together. */
  readonly scope: string
  readonly limit: RateLimitModel
}

/** Hold for every route of the API, counted together. */
export function applicationLimits({ rateLimits = [] }: ApplicationModel): readonly AppliedLimit[] {
  return rateLimits.map((limit) => ({ scope: 'application', limit: named(limit, 'application') }))
}

export function operationLimits(model: ApplicationModel, operation: OperationModel): readonly AppliedLimit[] {
  const { name, rateLimits, uses } = operation
  const asks = uses && uses.length > 0 ? guardOf(model, 'clients') : []
  return [...applicationLimits(model), ...scoped(`operation ${name}`, rateLimits ?? asks)]
}

/** @param part  what is asked of the resource: bulk requests and searches have a guard of their own */
export function resourceLimits(
  model: ApplicationModel,
  { name, rateLimits }: ResourceModel,
  part?: 'bulk' | 'search',
): readonly AppliedLimit[] {
  // Without a declaration, what is not costly is counted by nobody.
  const own = rateLimits
    ? scoped(`resource ${name}`, rateLimits)
    : scoped(`resource ${name} ${part}`, part ? guardOf(model, part) : [])
  return [...applicationLimits(model), ...own]
}

/** Whether some limit is counted where processes share it. */
export function countsTogether(model: ApplicationModel): boolean {
  const declared = [...Object.values(model.operations), ...Object.values(model.resources), model]
  return declared.some(({ rateLimits }) => rateLimits && rateLimits.length > 0)
}

/** An application that says `rateLimit: false` has no guards. */
function guardOf({ rateLimits }: ApplicationModel, name: keyof typeof guards): readonly RateLimitModel[] {
  return rateLimits?.length === 0 ? [] : [guards[name]]
}

function scoped(scope: string, limits: readonly RateLimitModel[]): readonly AppliedLimit[] {
  return limits.map((limit) => ({ scope, limit }))
}

function named(limit: RateLimitModel, before: string): RateLimitModel {
  return { ...limit, name: `${before}-${limit.name}` }
}
