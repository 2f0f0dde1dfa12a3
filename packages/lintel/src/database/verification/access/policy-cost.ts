/** What each policy costs for each kind of caller, and whether an index serves it. */
import type { ClientBase } from 'pg'
import type { Actor } from '../../../plan/access/actor.ts'
import { actorOfKind, type CallerKind, callerKinds, serviceKinds } from '../../../plan/access/caller-kinds.ts'
import {
  type Condition,
  type Decision,
  decide,
  fieldDecision,
  type RowAction,
} from '../../../plan/access/condition.ts'
import { callerLookup, type Lookup, relatedLookups } from '../../../plan/access/lookups.ts'
import { outcomeDecision, writeDecision } from '../../../plan/access/writing.ts'
import { orderingOf } from '../../../plan/query/ordering.ts'
import { quoted } from '../../../plan/sql/column.ts'
import { noIncludes } from '../../../plan/sql/include-tree.ts'
import type { Statement } from '../../../plan/sql/statement.ts'
import { admissionStatement } from '../../../plan/statements/admission.ts'
import { listStatement } from '../../../plan/statements/list.ts'
import type { ApplicationModel, EntityModel, ResourceModel } from '../../../spec/model.ts'
import { explain, explainByIndexes, type Scan } from './explain.ts'

export interface PolicyCost {
  readonly resource: string
  /** `read`, `create`, `update`, `delete`; `update.after`; `fields.salary.read`, `fields.salary.write` */
  readonly action: string
  /** Kinds of callers for whom it is the same. */
  readonly actors: readonly string[]
  /** Of a page of the list; absent where there is no list. */
  readonly listCost?: number
  /** Of the question for one row. */
  readonly rowCost: number
  /** How the tables are read that the policy asks, for one row. */
  readonly path: readonly Scan[]
  /** Whether the list goes through the rows in their order and leaves out what the policy does not admit. */
  readonly walks: boolean
  readonly missing: readonly MissingIndex[]
}

export interface MissingIndex {
  readonly entity: string
  readonly table: string
  readonly fields: readonly string[]
  readonly columns: readonly string[]
}

export interface CostRequest {
  /** Of a database that has the tables of the model, with rows and statistics. */
  readonly client: ClientBase
  readonly model: ApplicationModel
}

/** Policies that need no row cost nothing here, and are left out. */
export async function policyCosts(request: CostRequest): Promise<readonly PolicyCost[]> {
  // Limited credentials leave no condition that a whole token does not.
  const kinds = [...callerKinds(request.model), ...serviceKinds(request.model)].filter(
    ({ scopes }) => !scopes,
  )
  const costs: PolicyCost[] = []
  for (const resource of Object.values(request.model.resources)) {
    const entity = request.model.entities[resource.entity]
    if (!entity) continue
    for (const { action, decision } of questionsOf(resource, { ...request, entity })) {
      for (const [condition, actors] of conditionsOf(decision, { ...request, entity, kinds })) {
        const policy = { resource, entity, action, actors, condition }
        costs.push(await policyCost(policy, request))
      }
    }
  }
  return costs
}

interface Of {
  readonly model: ApplicationModel
  readonly entity: EntityModel
  readonly kinds: readonly CallerKind[]
}

interface Question {
  readonly action: string
  readonly decision: (actor: Actor) => Decision | undefined
}

/** Whatever may be asked of a row: a row that is written is asked about like one that is there. */
function questionsOf(resource: ResourceModel, { model, entity }: Omit<Of, 'kinds'>): readonly Question[] {
  const by = (action: RowAction, actor: Actor) =>
    decide(resource[action]?.who, { model, entity, actor, action })
  const { create, update, fields = {} } = resource
  const written = (action: 'create' | 'update', names: readonly string[]): Question => ({
    action,
    decision: (actor) => writeDecision(by(action, actor), { model, entity, actor, action, fields: names }),
  })
  const plain = (action: 'read' | 'delete'): Question => ({ action, decision: (actor) => by(action, actor) })
  const ofField = (name: string, access: 'read' | 'write'): Question => ({
    action: `fields.${name}.${access}`,
    decision: (actor) => {
      const field = entity.fields[name]
      return field && fieldDecision(field, access === 'read' ? 'read' : 'update', { model, entity, actor })
    },
  })
  return [
    plain('read'),
    ...(create ? [written('create', create.fields)] : []),
    ...(update ? [written('update', update.fields)] : []),
    ...(update?.after
      ? [
          {
            action: 'update.after',
            decision: (actor: Actor) => outcomeDecision({ model, entity, actor, fields: update.fields }),
          },
        ]
      : []),
    plain('delete'),
    ...Object.entries(fields).flatMap(([name, { read, write }]) => [
      ...(read ? [ofField(name, 'read')] : []),
      ...(write ? [ofField(name, 'write')] : []),
    ]),
  ]
}

/** The kinds of callers by the condition that is left for them. */
function conditionsOf(decide: Question['decision'], { model, entity, kinds }: Of) {
  const found = new Map<string, readonly [Condition, CallerKind[]]>()
  for (const kind of kinds) {
    const decision = decide(actorOfKind(kind))
    if (decision === undefined || typeof decision === 'boolean') continue
    const { text } = admissionStatement({ entity, decision, model }, 'rows')
    const same = found.get(text)
    if (same) same[1].push(kind)
    else found.set(text, [decision, [kind]])
  }
  return found.values()
}

interface Policy {
  readonly resource: ResourceModel
  readonly entity: EntityModel
  readonly action: string
  readonly actors: readonly CallerKind[]
  readonly condition: Condition
}

async function policyCost(policy: Policy, { client, model }: CostRequest): Promise<PolicyCost> {
  const { resource, entity, action, actors, condition } = policy
  // Another row than the one that is asked for: one's own may be known by its id alone.
  const principal = await someId(client, model.entities[model.identity?.entity ?? ''], 'DESC')
  const values = { id: await someId(client, entity) }
  const run = (statement: Statement) => ({ statement, principal, values })
  const admission = { entity, decision: condition, model }
  const row = run(admissionStatement(admission, 'row'))
  const rows = run(admissionStatement(admission, 'rows'))
  const { scans } = await explainByIndexes(client, row)
  const asked = scans.filter(({ alias }) => alias !== rowAlias)
  const whole = (await explainByIndexes(client, rows)).scans
  const isList = action === 'read' && resource.path !== null
  const list = isList ? await explain(client, run(firstPage(policy, model))) : undefined
  return {
    ...{ resource: resource.name, action, actors: actors.map(({ name }) => name) },
    ...(list ? { listCost: list.cost } : {}),
    rowCost: (await explain(client, row)).cost,
    path: asked,
    walks: isList && isWalked(whole) && callerLookup(condition, entity) === undefined,
    missing: missingIndexes(policy, { asked, whole, isList }),
  }
}

interface Found {
  readonly asked: readonly Scan[]
  readonly whole: readonly Scan[]
  readonly isList: boolean
}

function missingIndexes({ condition, entity }: Policy, { asked, whole, isList }: Found): MissingIndex[] {
  const lookups = relatedLookups(condition)
  const related = asked
    .filter(({ index }) => index === undefined)
    .flatMap(({ table }) => lookups.find((lookup) => lookup.entity.table === table) ?? [])
  const own = isList ? callerLookup(condition, entity) : undefined
  const missing = [...related, ...(own && isWalked(whole) ? [own] : [])].map(missingIndex)
  return [...new Map(missing.map((each) => [`${each.table}.${each.columns.join()}`, each])).values()]
}

function isWalked(scans: readonly Scan[]): boolean {
  return scans.some(({ alias, index }) => alias === rowAlias && index === undefined)
}

function missingIndex({ entity, fields }: Lookup): MissingIndex {
  const columns = fields.flatMap((field) => entity.fields[field]?.column ?? [])
  return { entity: entity.name, table: entity.table, fields, columns }
}

const rowAlias = 't0'

function firstPage({ resource, entity, condition, actors }: Policy, model: ApplicationModel): Statement {
  const plan = {
    ...{ entity, decision: condition, filters: [], search: false, cursor: undefined, include: noIncludes },
    keys: orderingOf(entity, resource.defaultSort),
    fields: undefined,
    rows: resource.limit.default + 1,
  }
  const [kind] = actors
  return listStatement(plan, { model, actor: kind && actorOfKind(kind) })
}

async function someId(
  client: ClientBase,
  entity: EntityModel | undefined,
  order: 'ASC' | 'DESC' = 'ASC',
): Promise<string | null> {
  if (!entity) return null
  const { rows } = await client.query<{ id: string }>(
    `SELECT id::text FROM ${quoted(entity.table)} ORDER BY id ${order} LIMIT 1`,
  )
  return rows[0]?.id ?? null
}
