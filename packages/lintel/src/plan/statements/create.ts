/** The statement that stores rows where the rule admits them, and gives them back as JSON text. */
import type { ApplicationModel, EntityModel, FieldModel } from '../../spec/model.ts'
import type { Actor } from '../access/actor.ts'
import type { Decision } from '../access/condition.ts'
import { decisionSql } from '../access/condition-sql.ts'
import { quoted, sqlType } from '../sql/column.ts'
import { noIncludes } from '../sql/include-tree.ts'
import { selection } from '../sql/selection.ts'
import { type Statement, StatementWriter } from '../sql/statement.ts'
import { columnOf, valueType } from '../tables/column-of.ts'
import { versionOf } from './read.ts'

export interface CreatePlan {
  readonly entity: EntityModel
  readonly decision: Decision
  /** The fields that are given, always with `id` where the entity does not count by itself. */
  readonly fields: readonly FieldModel[]
  readonly withPrivate: boolean
}

interface Scope {
  readonly model: ApplicationModel
  /** Who gets the row back: fields that they may not see stay away, unless it is code. */
  readonly actor: Actor | undefined
}

/** Columns of the result: the JSON text, the version, the id. Values are arguments by field name; no row: the rule refused. */
export function createStatement(plan: CreatePlan, { model, actor }: Scope): Statement {
  const writer = new StatementWriter()
  const values = plan.fields.map((field) => `${writer.argument(field.name)}::${sqlType(field, model)}`)
  return writer.finish(
    `${insertInto(plan, `SELECT ${values.map(named(plan.fields)).join(', ')}`, { model, actor }, writer)}`,
  )
}

/** Many rows: each field's values are one array, in the order of the rows. */
export function createManyStatement(plan: CreatePlan, { model, actor }: Scope): Statement {
  const writer = new StatementWriter()
  const arrays = plan.fields.map((field) => `${writer.argument(field.name)}::${arrayType(field, model)}[]`)
  const names = plan.fields.map((field) => quoted(columnName(field))).join(', ')
  const casts = plan.fields.map((field) =>
    field.kind === 'json' ? `${quoted(columnName(field))}::jsonb` : quoted(columnName(field)),
  )
  const source = `SELECT ${casts.join(', ')} FROM unnest(${arrays.join(', ')}) WITH ORDINALITY AS u(${names}, "#") ORDER BY "#"`
  return writer.finish(insertInto(plan, source, { model, actor }, writer))
}

// An array of jsonb is read element by element as text first.
function arrayType(field: FieldModel, model: ApplicationModel): string {
  return field.kind === 'json' ? 'text' : sqlType(field, model)
}

function named(fields: readonly FieldModel[]) {
  return (value: string, index: number) => `${value} AS ${quoted(columnName(fields[index]))}`
}

function columnName(field: FieldModel | undefined): string {
  return field?.column ?? ''
}

function insertInto(
  plan: CreatePlan,
  source: string,
  { model, actor }: Scope,
  writer: StatementWriter,
): string {
  const { entity, decision, fields, withPrivate } = plan
  const candidate = writer.alias()
  const rule = decisionSql(decision, { alias: candidate, model, writer })
  const names = fields.map((field) => quoted(columnName(field))).join(', ')
  const table = quoted(entity.table)
  const row = selection(
    { entity, alias: table, include: noIncludes },
    { model, writer, actor: withPrivate ? undefined : actor, withPrivate },
  )
  const from =
    rule === undefined
      ? source
      : `SELECT ${names} FROM (${wholeRow(plan, source, model)}) ${candidate} WHERE ${rule}`
  // A row of which nothing is given has no list of columns: each takes its default.
  return (
    `INSERT INTO ${table} ${names === '' ? '' : `(${names}) `}${from} ` +
    `RETURNING ${row}, ${versionOf(table)}, ${table}."id"::text`
  )
}

/** The rows as they would be stored: a rule may ask of a column that only the database fills in. */
function wholeRow({ entity, fields }: CreatePlan, source: string, model: ApplicationModel): string {
  const absent = Object.values(entity.fields).filter((field) => !fields.includes(field))
  const filled = absent.flatMap((field) => {
    const column = columnOf(field, entity, model)
    return column
      ? [`CAST(${column.default ?? 'NULL'} AS ${valueType(column)}) AS ${quoted(column.name)}`]
      : []
  })
  return `SELECT ${['given.*', ...filled].join(', ')} FROM (${source}) given`
}
