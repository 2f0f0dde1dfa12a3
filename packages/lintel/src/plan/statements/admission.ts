/** The statements that ask of rows alone whether a decision admits them: the condition as every other statement has it. */
import type { ApplicationModel, EntityModel } from '../../spec/model.ts'
import type { Decision } from '../access/condition.ts'
import { decisionSql } from '../access/condition-sql.ts'
import { quoted } from '../sql/column.ts'
import { conjunction, notDeleted } from '../sql/relation.ts'
import { type Statement, StatementWriter } from '../sql/statement.ts'
import { idCondition } from './read.ts'

interface Admission {
  readonly entity: EntityModel
  readonly decision: Decision
  readonly model: ApplicationModel
}

/** Gives a row for each that is admitted: of those with the argument `id`, or of all. */
export function admissionStatement(admission: Admission, of: 'row' | 'rows'): Statement {
  const { from, condition, writer } = parts(admission, of)
  return writer.finish(`SELECT 1 FROM ${from} WHERE ${condition}`)
}

/** Columns of the result: how many rows are admitted, and how many there are. */
export function admittedCountStatement(admission: Admission): Statement {
  const { from, alias, condition, writer } = parts(admission, 'rows')
  const present = conjunction([notDeleted(alias, admission.entity)])
  return writer.finish(
    `SELECT count(*) FILTER (WHERE ${condition})::text AS admitted, count(*)::text AS present FROM ${from} WHERE ${present}`,
  )
}

function parts({ entity, decision, model }: Admission, of: 'row' | 'rows') {
  const writer = new StatementWriter()
  const alias = writer.alias()
  const condition = conjunction([
    of === 'row' ? idCondition(entity, alias, model, writer) : undefined,
    notDeleted(alias, entity),
    decisionSql(decision, { alias, model, writer }),
  ])
  return { from: `${quoted(entity.table)} ${alias}`, alias, condition, writer }
}
