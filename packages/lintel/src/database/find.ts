/** Reading rows from business code, under the caller's rules. */

import type { Decision } from '../plan/access/condition.ts'
import { orderingOf } from '../plan/query/ordering.ts'
import { includeTree } from '../plan/sql/include-tree.ts'
import { countStatement, type ListPlan, listStatement } from '../plan/statements/list.ts'
import type { AnyEntity } from '../spec/entity.ts'
import type { EntityModel } from '../spec/model.ts'
import { type AccessContext, decisionFor, entityModel, run, shapeOf } from './access-context.ts'
import { type Conditions, conditionsOf } from './where.ts'

export interface Find {
  readonly where?: unknown
  readonly include?: readonly string[]
  readonly orderBy?: readonly string[]
  readonly limit?: number
  readonly offset?: number
}

const defaultLimit = 100

export async function findRows(
  context: AccessContext,
  entity: Pick<AnyEntity, 'name'>,
  find: Find,
): Promise<readonly unknown[]> {
  const model = entityModel(context, entity)
  const decision = decisionFor(context, model, 'read')
  if (decision === false) return []
  // A key that is undefined is a mistake, and must not read as "no condition".
  const conditions = conditionsOf('where' in find ? find.where : {}, model, context.model)
  const { include = [], orderBy = ['-id'], limit = defaultLimit, offset } = find
  if (!Number.isInteger(limit) || limit < 0)
    throw new RangeError(`limit must be a whole number, not ${limit}.`)
  const plan = listPlan(model, decision, conditions, {
    include,
    orderBy,
    rows: limit,
    offset: offset !== undefined,
  })
  const rows = await run(context, {
    kind: 'read',
    shape: `find|${model.name}|${shapeOf(decision)}|${conditions.shape}|${include.join()}|${orderBy.join()}|${limit}|${plan.offset}`,
    compile: () => listStatement(plan, { ...readerOf(context), withPrivate: true }),
    values: { ...conditions.values, offset },
  })
  return rows.map((row) => JSON.parse(row[0] ?? 'null'))
}

export async function countRows(context: AccessContext, entity: AnyEntity, where: unknown): Promise<number> {
  const model = entityModel(context, entity)
  const decision = decisionFor(context, model, 'read')
  if (decision === false) return 0
  const conditions = conditionsOf(where ?? {}, model, context.model)
  const plan = listPlan(model, decision, conditions, {
    include: [],
    orderBy: ['-id'],
    rows: 1,
    offset: false,
  })
  const rows = await run(context, {
    kind: 'read',
    shape: `count|${model.name}|${shapeOf(decision)}|${conditions.shape}`,
    compile: () => countStatement(plan, readerOf(context)),
    values: conditions.values,
  })
  return Number(rows[0]?.[0] ?? 0)
}

const readerOf = ({ model, actor, grants }: AccessContext) => ({ model, actor, grants })

interface Page {
  readonly include: readonly string[]
  readonly orderBy: readonly string[]
  readonly rows: number
  readonly offset: boolean
}

function listPlan(entity: EntityModel, decision: Decision, conditions: Conditions, page: Page): ListPlan {
  return {
    entity,
    decision,
    filters: conditions.filters,
    search: false,
    keys: orderingOf(entity, page.orderBy),
    cursor: undefined,
    include: includeTree(page.include),
    fields: undefined,
    rows: page.rows,
    offset: page.offset,
  }
}
