/** Changing or deleting the one row that a request names. */

import type { Decision } from '../plan/access/condition.ts'
import { deleteStatement, updateStatement } from '../plan/statements/update.ts'
import type { EntityModel, FieldModel } from '../spec/model.ts'
import { type AccessContext, run, shapeOf } from './access-context.ts'
import { relink } from './links.ts'
import { storedValue } from './stored-value.ts'
import { watching } from './watched-field.ts'

export interface Target {
  readonly entity: EntityModel
  readonly decision: Decision
  /** What the row must meet afterwards, where that is not the decision again. */
  readonly outcome?: Decision | undefined
  readonly id: string
  /** The versions that the caller knows; the row is left alone when it has another. */
  readonly versions: readonly string[] | undefined
}

export interface ChangedRow {
  readonly json: string
  readonly version: string
}

/** The changed row; `undefined` when there is none that the rule and the version admit. */
export async function changeRow(
  context: AccessContext,
  target: Target,
  changes: Readonly<Record<string, unknown>>,
): Promise<ChangedRow | undefined> {
  const { entity, decision, outcome, id, versions } = target
  const fields: FieldModel[] = []
  const values: Record<string, unknown> = { id, '#versions': versions }
  // In the order of the model: the same fields are one statement, however a caller arranges them.
  for (const field of Object.values(entity.fields)) {
    if (field.column === undefined || !Object.hasOwn(changes, field.name)) continue
    fields.push(field)
    values[field.name] = await storedValue(context, field, changes[field.name])
  }
  const written = await watching(context, entity, { where: { id }, fields: fields.map(({ name }) => name) })
  const ifVersion = versions !== undefined
  const plan = {
    entity,
    decision,
    outcome,
    by: 'id' as const,
    ifVersion,
    fields,
    increments: [],
    withPrivate: false,
  }
  const rows = await run(context, {
    kind: 'write',
    doing: { action: 'update', entity, id },
    shape: `change|${entity.name}|${shapeOf(decision)}|${shapeOf(outcome ?? true)}|${ifVersion}|${fields.map((field) => field.name).join()}`,
    compile: () => updateStatement(plan, context),
    values,
  })
  const [json, version] = rows[0] ?? []
  if (!json || !version) return undefined
  const writing = { action: 'update', fields: Object.keys(changes) } as const
  for (const [name, targets] of Object.entries(changes)) {
    const field = entity.fields[name]
    if (field?.kind === 'manyToMany')
      await relink(context, entity, field, { id, targets: targets as unknown[], writing })
  }
  await written?.([{ ...JSON.parse(json), ...changes }])
  return { json, version }
}

/** Whether a row went. */
export async function removeRow(context: AccessContext, target: Target): Promise<boolean> {
  const { entity, decision, id, versions } = target
  const ifVersion = versions !== undefined
  const rows = await run(context, {
    kind: 'write',
    doing: { action: 'delete', entity, id },
    shape: `remove|${entity.name}|${shapeOf(decision)}|${ifVersion}`,
    compile: () => deleteStatement({ entity, decision, by: 'id', ifVersion }, context),
    values: { id, '#versions': versions },
  })
  return rows.length > 0
}
