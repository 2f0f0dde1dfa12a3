/** The statements that keep the joining table of a many-to-many relation. */
import type { ApplicationModel, EntityModel, FieldModel } from '../../spec/model.ts'
import { quoted, sqlType } from '../sql/column.ts'
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

interface Scope {
  readonly model: ApplicationModel
  readonly writer: StatementWriter
}

function parts(entity: EntityModel, field: FieldModel, { model, writer }: Scope) {
  const { table, here, there } = field.through ?? { table: '', here: '', there: '' }
  const own = entity.fields.id
  return {
    table: quoted(table),
    here: quoted(here),
    there: quoted(there),
    id: `${writer.argument('id')}::${own ? sqlType(own, model) : 'uuid'}`,
    targets: `${writer.argument('targets')}::${sqlType(field, model)}[]`,
  }
}
