/** The statement that reads one row by its id: its JSON text and its version. */
import type { EntityModel } from '../../spec/model.ts'
import type { Decision } from '../access/condition.ts'
import { decisionSql } from '../access/condition-sql.ts'
import { quoted, sqlType } from '../sql/column.ts'
import type { IncludeTree } from '../sql/include-tree.ts'
import { conjunction, notDeleted } from '../sql/relation.ts'
import { type SelectionScope, selection } from '../sql/selection.ts'
import { type Statement, StatementWriter } from '../sql/statement.ts'

export interface ReadPlan {
  readonly entity: EntityModel
  readonly decision: Decision
  readonly include: IncludeTree
  readonly fields: readonly string[] | undefined
}

/** Columns of the result: the JSON text, the row's version. The id is the argument `id`. */
export function readStatement(plan: ReadPlan, scope: Omit<SelectionScope, 'writer'>): Statement {
  const writer = new StatementWriter()
  const alias = writer.alias()
  const { entity, include, fields } = plan
  const row = selection({ entity, alias, include, ...(fields ? { fields } : {}) }, { ...scope, writer })
  const condition = conjunction([
    idCondition(entity, alias, scope.model, writer),
    notDeleted(alias, entity),
    decisionSql(plan.decision, { alias, model: scope.model, writer }),
  ])
  return writer.finish(
    `SELECT ${row}, ${versionOf(alias)} FROM ${quoted(entity.table)} ${alias} WHERE ${condition}`,
  )
}

/** Every update of a row gives it another `xmin`, also one that was not ours: the version costs no column. */
export function versionOf(alias: string): string {
  return `${alias}.xmin::text`
}

export function idCondition(
  entity: EntityModel,
  alias: string,
  model: SelectionScope['model'],
  writer: StatementWriter,
): string {
  const id = entity.fields.id
  return `${alias}."id" = ${writer.argument('id')}::${id ? sqlType(id, model) : 'uuid'}`
}
