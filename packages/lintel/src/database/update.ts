/** Changing and deleting rows from business code, under the caller's rules. */

import { deleteStatement, updateStatement } from '../plan/statements/update.ts'
import type { EntityModel, FieldModel } from '../spec/model.ts'
import { type AccessContext, decisionFor, forbidden, outcomeFor, run, shapeOf } from './access-context.ts'
import { relink } from './links.ts'
import { storedValue } from './stored-value.ts'
import { watching } from './watched-field.ts'
import { conditionsOf } from './where.ts'

type Values = Readonly<Record<string, unknown>>

export async function updateRows(
  context: AccessContext,
  entity: EntityModel,
  where: unknown,
  changes: Values,
): Promise<readonly Values[]> {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined)
  const { fields, increments, values } = await assignments(context, entity, given)
  const written = given.map(([name]) => name)
  const decision = decisionFor(context, entity, 'update', written)
  if (decision === false) throw forbidden(entity, 'update')
  const outcome = outcomeFor(context, entity, written)
  const conditions = conditionsOf(where, entity, context.model)
  const tell = await watching(context, entity, { where, fields: written })
  const plan = {
    entity,
    decision,
    by: conditions.filters,
    ifVersion: false,
    fields,
    increments,
    withPrivate: true,
    outcome,
  }
  const rows = await run(context, {
    kind: 'write',
    doing: { action: 'update', entity, ...onlyRow(where) },
    shape: `update|${entity.name}|${shapeOf(decision)}|${shapeOf(outcome ?? true)}|${conditions.shape}|${names(fields)}|${names(increments)}`,
    compile: () => updateStatement(plan, context),
    values: { ...conditions.values, ...values },
  })
  const updated = rows.map((row) => JSON.parse(row[0] ?? 'null') as Values)
  for (const row of updated) await updateLinks(context, entity, given, row.id)
  await tell?.(updated)
  return updated
}

export async function deleteRows(
  context: AccessContext,
  entity: EntityModel,
  where: unknown,
): Promise<number> {
  const decision = decisionFor(context, entity, 'delete')
  if (decision === false) throw forbidden(entity, 'delete')
  const conditions = conditionsOf(where, entity, context.model)
  const rows = await run(context, {
    kind: 'write',
    doing: { action: 'delete', entity, ...onlyRow(where) },
    shape: `delete|${entity.name}|${shapeOf(decision)}|${conditions.shape}`,
    compile: () => deleteStatement({ entity, decision, by: conditions.filters, ifVersion: false }, context),
    values: conditions.values,
  })
  return rows.length
}

/** The row that a key names. */
function onlyRow(where: unknown): { readonly id?: string } {
  return typeof where === 'string' || typeof where === 'number' ? { id: String(where) } : {}
}

type Given = readonly (readonly [string, unknown])[]

async function assignments(context: AccessContext, entity: EntityModel, given: Given) {
  const fields: FieldModel[] = []
  const increments: FieldModel[] = []
  const values: Record<string, unknown> = {}
  for (const [name, value] of given) {
    const field = entity.fields[name]
    if (!field) throw new TypeError(`${entity.name} has no field "${name}".`)
    if (field.immutable) throw new TypeError(`${entity.name}.${name} is immutable.`)
    if (field.column === undefined) continue
    const step = incrementOf(field, value)
    if (step === undefined) fields.push(field)
    else increments.push(field)
    values[name] = step ?? (await storedValue(context, field, value))
  }
  return { fields, increments, values }
}

function incrementOf(field: FieldModel, value: unknown): number | undefined {
  if (field.kind === 'json' || typeof value !== 'object' || value === null) return undefined
  return 'increment' in value ? Number(value.increment) : undefined
}

async function updateLinks(
  context: AccessContext,
  entity: EntityModel,
  given: Given,
  id: unknown,
): Promise<void> {
  const writing = { action: 'update', fields: given.map(([name]) => name) } as const
  for (const [name, value] of given) {
    const field = entity.fields[name]
    if (field?.kind === 'manyToMany' && Array.isArray(value)) {
      await relink(context, entity, field, { id, targets: value, writing })
    }
  }
}

function names(fields: readonly FieldModel[]): string {
  return fields.map((field) => field.name).join()
}
