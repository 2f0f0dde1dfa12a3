/** The statement of a list: rule, filters, place and order in one, each row as JSON text with its place in the order. */
import type { EntityModel } from '../../spec/model.ts'
import type { Decision } from '../access/condition.ts'
import { decisionSql } from '../access/condition-sql.ts'
import type { CursorValues } from '../query/cursor.ts'
import type { Filter } from '../query/list-query.ts'
import type { OrderKey } from '../query/ordering.ts'
import { column, quoted } from '../sql/column.ts'
import { filterSql } from '../sql/filter.ts'
import type { IncludeTree } from '../sql/include-tree.ts'
import { moment } from '../sql/json-text.ts'
import { afterCursor, orderBy } from '../sql/keyset.ts'
import { conjunction, notDeleted } from '../sql/relation.ts'
import { type SelectionScope, selection } from '../sql/selection.ts'
import { type Statement, StatementWriter } from '../sql/statement.ts'
import { searchExpression } from '../tables/search-expression.ts'

export interface ListPlan {
  readonly entity: EntityModel
  readonly decision: Decision
  readonly filters: readonly Filter[]
  readonly search: boolean
  readonly keys: readonly OrderKey[]
  /** Which of the cursor's values are `null` is part of the plan; the others are arguments. */
  readonly cursor: CursorValues | undefined
  readonly include: IncludeTree
  readonly fields: readonly string[] | undefined
  /** Rows at most. */
  readonly rows: number
  /** For code only: skips the argument `offset`. */
  readonly offset?: boolean
}

type Scope = Omit<SelectionScope, 'writer'>

/** Columns of a result row: the JSON text, then the text of each key of the order unless the JSON shows them. */
export function listStatement(plan: ListPlan, scope: Scope): Statement {
  const writer = new StatementWriter()
  const full = { ...scope, writer }
  const alias = writer.alias()
  const row = selection({ entity: plan.entity, alias, include: plan.include, ...pick(plan.fields) }, full)
  const keys = showsKeys(plan)
    ? []
    : plan.keys.map(({ field }) => `(${moment(column(alias, field), field)})::text`)
  return writer.finish(
    `SELECT ${[row, ...keys].join(', ')} FROM ${quoted(plan.entity.table)} ${alias} ` +
      `WHERE ${listCondition(plan, alias, full)} ORDER BY ${orderBy(plan.keys, alias)} ` +
      `LIMIT ${plan.rows}${plan.offset ? ` OFFSET ${writer.argument('offset')}::bigint` : ''}`,
  )
}

/** Whether the place of a row in the order can be read from its JSON text. */
export function showsKeys({ keys, fields, include }: Pick<ListPlan, 'keys' | 'fields' | 'include'>): boolean {
  return keys.every(
    ({ field }) =>
      !field.private &&
      !field.restricted &&
      !(field.name in include) &&
      (fields?.includes(field.name) ?? true),
  )
}

/** One row, `count`: how many rows the filters leave, whatever the page. */
export function countStatement(plan: ListPlan, scope: Scope): Statement {
  const writer = new StatementWriter()
  const alias = writer.alias()
  const condition = listCondition({ ...plan, cursor: undefined }, alias, { ...scope, writer })
  return writer.finish(`SELECT count(*)::text FROM ${quoted(plan.entity.table)} ${alias} WHERE ${condition}`)
}

function listCondition(plan: ListPlan, alias: string, scope: SelectionScope): string {
  const { entity } = plan
  const { writer, model } = scope
  return conjunction([
    notDeleted(alias, entity),
    decisionSql(plan.decision, { alias, model, writer }),
    ...plan.filters.map((filter, index) => filterSql(filter, index, { alias, entity }, scope)),
    plan.search
      ? `${searchExpression(entity, alias)} @@ websearch_to_tsquery('simple', ${writer.argument('search')}::text)`
      : undefined,
    plan.cursor ? afterCursor(plan.keys, plan.cursor, { alias, model, writer }) : undefined,
  ])
}

function pick(fields: readonly string[] | undefined): { fields?: readonly string[] } {
  return fields ? { fields } : {}
}
