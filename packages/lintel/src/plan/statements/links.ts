/** The statements that keep the joining table of a many-to-many relation. */
import type { ApplicationModel, EntityModel, FieldModel } from '../../spec/model.ts'
import { walkPath } from '../../spec/path.ts'
import { decisionSql, valueSql } from '../access/condition-sql.ts'
import type { LinkBound } from '../access/writing.ts'
import { quoted, sqlType } from '../sql/column.ts'
import { conjunction, notDeleted } from '../sql/relation.ts'
import { type Statement, StatementWriter } from '../sql/statement.ts'

/** Arguments: `id` of the row here, `targets`: the ids there, all of which are linked afterwards. */
export function linkStatement(entity: EntityModel, field: FieldModel, model: ApplicationModel): Statement {
  const writer = new StatementWriter()
  const { table, here, there, id, targets } = parts(entity, field, { model, writer })
  return writer.finish(
    `INSERT INTO ${table} (${here}, ${there}) SELECT ${id}, unnest(${targets}) ON CONFLICT DO NOTHING`,
  )
}

/** Takes away every link of the row `id` but those to `targets`. */
export function unlinkStatement(entity: EntityModel, field: FieldModel, model: ApplicationModel): Statement {
  const writer = new StatementWriter()
  const { table, here, there, id, targets } = parts(entity, field, { model, writer })
  return writer.finish(`DELETE FROM ${table} WHERE ${here} = ${id} AND ${there} <> ALL (${targets})`)
}

export interface LinkPlan {
  readonly entity: EntityModel
  readonly field: FieldModel
  readonly bound: LinkBound
}

/** Arguments as for `linkStatement`. A row comes where one of the targets may not be linked, or is not there. */
export function unseenLinkStatement({ entity, field, bound }: LinkPlan, model: ApplicationModel): Statement {
  const writer = new StatementWriter()
  const target = model.entities[field.target ?? '']
  if (!target) throw new Error(`The relation ${field.name} was not checked.`)
  const alias = writer.alias()
  const condition = conjunction([
    `${alias}."id" = u.id`,
    notDeleted(alias, target),
    decisionSql(bound.seen, { alias, model, writer }),
    bound.isWithinTenant
      ? `${tenantSql(target, alias, { model, writer })} = ${ownTenantSql(entity, { model, writer })}`
      : undefined,
  ])
  return writer.finish(
    `SELECT 1 FROM unnest(${targetIds(field, { model, writer })}) u(id) WHERE NOT EXISTS ` +
      `(SELECT 1 FROM ${quoted(target.table)} ${alias} WHERE ${condition}) LIMIT 1`,
  )
}

function ownTenantSql(entity: EntityModel, scope: Scope): string {
  const alias = scope.writer.alias()
  return `(SELECT ${tenantSql(entity, alias, scope)} FROM ${quoted(entity.table)} ${alias} WHERE ${alias}."id" = ${rowId(entity, scope)})`
}

function tenantSql(entity: EntityModel, alias: string, { model, writer }: Scope): string {
  const end = walkPath(model, entity, entity.tenant ?? '')
  if ('missing' in end) throw new Error(`The tenant of ${entity.name} was not checked.`)
  return valueSql(end.steps, { alias, model, writer })
}

interface Scope {
  readonly model: ApplicationModel
  readonly writer: StatementWriter
}

function parts(entity: EntityModel, field: FieldModel, { model, writer }: Scope) {
  const { table, here, there } = field.through ?? { table: '', here: '', there: '' }
  return {
    table: quoted(table),
    here: quoted(here),
    there: quoted(there),
    id: rowId(entity, { model, writer }),
    targets: targetIds(field, { model, writer }),
  }
}

function rowId({ fields }: EntityModel, { model, writer }: Scope): string {
  return `${writer.argument('id')}::${fields.id ? sqlType(fields.id, model) : 'uuid'}`
}

function targetIds(field: FieldModel, { model, writer }: Scope): string {
  return `${writer.argument('targets')}::${sqlType(field, model)}[]`
}
