/** For each endpoint that remembers its answers: who shares one and why, what drops it, and its times. */
import type { ApplicationModel, CacheModel, OperationModel, ResourceModel } from '../../spec/model.ts'
import type { Actor } from '../access/actor.ts'
import { actorOfKind, type CallerKind, callerKinds, serviceKinds } from '../access/caller-kinds.ts'
import { decide } from '../access/condition.ts'
import { mayCall } from '../access/without-row.ts'
import { orderingOf } from '../query/ordering.ts'
import { includeTree } from '../sql/include-tree.ts'
import { listStatement } from '../statements/list.ts'
import { type AnswerSource, allTables, answerSource } from './answer-source.ts'
import { tablesOfResource } from './watched-tables.ts'

export type Share =
  /** All callers of this kind are given the same answer. */
  | 'shared'
  /** Each caller is given their own. */
  | 'own'
  /** Nothing is remembered. */
  | 'never'
  /** May not ask. */
  | 'denied'

export interface CallerShare {
  /** `anonymous`, `signed in`, `role admin` */
  readonly caller: string
  readonly share: Share
  readonly why: string
}

export interface CacheExplanation {
  /** `GET /products` */
  readonly endpoint: string
  /** What an answer is found by, beside who asks. */
  readonly key: readonly string[]
  readonly callers: readonly CallerShare[]
  /** Tables whose writes drop it. */
  readonly droppedBy: readonly string[]
  /** Where fewer writes do than those. */
  readonly unless?: string
  readonly times: Pick<CacheModel, 'ttlMs' | 'staleMs' | 'graceMs' | 'browserMs'>
}

export function explainCache(model: ApplicationModel): readonly CacheExplanation[] {
  const resources = Object.values(model.resources).flatMap((resource) =>
    resource.cache && resource.path !== null ? explainResource(resource, resource.cache, model) : [],
  )
  const operations = Object.values(model.operations).flatMap((operation) =>
    operation.cache ? [explainOperation(operation, operation.cache, model)] : [],
  )
  return [...resources, ...operations]
}

const key = ['release', 'endpoint', 'path', 'query']

function kindsOf(model: ApplicationModel): readonly CallerKind[] {
  return [...callerKinds(model), ...serviceKinds(model)]
}

function explainResource(
  resource: ResourceModel,
  times: CacheModel,
  model: ApplicationModel,
): readonly CacheExplanation[] {
  const callers = kindsOf(model).map((kind) => ({
    caller: kind.name,
    ...shareOf(resource, actorOfKind(kind), model),
  }))
  const droppedBy = tablesOfResource(resource, model)
  const table = model.entities[resource.entity]?.table ?? resource.entity
  const path = `${model.prefix}${resource.path}`
  const parts = { key, callers, droppedBy, times: timesOf(times) }
  return [
    { endpoint: `GET ${path}`, ...parts, unless: 'less for a query that includes and filters less' },
    { endpoint: `GET ${path}/{id}`, ...parts, unless: `of ${table}, only the row itself, without includes` },
  ]
}

type Shared = Omit<CallerShare, 'caller'>

function shareOf(resource: ResourceModel, actor: Actor, model: ApplicationModel): Shared {
  const plain = sourceOf(resource, [], { actor, model })
  if (!plain) return { share: 'denied', why: 'the rule of read admits nobody of this kind' }
  if (plain.asksClock) return { share: 'never', why: 'a rule compares with the time' }
  if (model.rowSecurity)
    return { share: 'own', why: 'the rules stand in the database, which is told who asks' }
  if (plain.isPersonal) return { share: 'own', why: 'a rule of what is read asks for the id of the caller' }
  const personal = resource.include.filter((path) => sourceOf(resource, [path], { actor, model })?.isPersonal)
  const only = personal.length > 0 ? `, but for include=${personal.join(', ')}: there each has their own` : ''
  return { share: 'shared', why: `no rule of what is read asks who it is, beside roles and scopes${only}` }
}

interface Asking {
  readonly actor: Actor
  readonly model: ApplicationModel
}

/** `undefined` where the caller is refused. */
function sourceOf(
  resource: ResourceModel,
  include: readonly string[],
  { actor, model }: Asking,
): AnswerSource | undefined {
  const entity = model.entities[resource.entity]
  const decision = entity && decide(resource.read?.who, { model, entity, actor, action: 'read' })
  if (!entity || decision === undefined || decision === false) return undefined
  const plan = {
    entity,
    decision,
    filters: [],
    search: false,
    keys: orderingOf(entity, resource.defaultSort),
    cursor: undefined,
    include: includeTree(include),
    fields: undefined,
    rows: 1,
  }
  return answerSource([listStatement(plan, { model, actor })], model)
}

function explainOperation(
  operation: OperationModel,
  times: CacheModel,
  model: ApplicationModel,
): CacheExplanation {
  const callers = kindsOf(model).map((kind): CallerShare => {
    const caller = kind.name
    if (!mayCall(operation.name, operation.allow, actorOfKind(kind)))
      return { caller, share: 'denied', why: 'allow admits nobody of this kind' }
    return times.shared
      ? { caller, share: 'shared', why: 'it says so, and run is asked as nobody' }
      : { caller, share: 'own', why: 'run may look at who calls' }
  })
  const { path, method } = operation
  const declared = times.reads?.flatMap((name) => model.entities[name]?.table ?? [])
  return {
    endpoint: `${method} ${model.prefix}${path}`,
    key,
    callers,
    droppedBy: declared ?? allTables(model),
    unless: declared ? 'and what run is seen to read' : 'of these, what run was seen to read',
    times: timesOf(times),
  }
}

function timesOf({ ttlMs, staleMs, graceMs, browserMs }: CacheModel): CacheExplanation['times'] {
  return { ttlMs, staleMs, graceMs, browserMs }
}
