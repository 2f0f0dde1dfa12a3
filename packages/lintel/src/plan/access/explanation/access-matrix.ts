/** Who may do what with which rows and fields, as a table that follows from the model alone. */

import type { Location } from '../../../spec/location.ts'
import type { ApplicationModel, FieldModel } from '../../../spec/model.ts'
import type { Actor } from '../actor.ts'
import { actorOfKind, type CallerKind, callerKinds, serviceKinds } from '../caller-kinds.ts'
import { type Decision, decide, fieldDecision, joinAll } from '../condition.ts'
import type { DerivedOperation, RowOperation } from '../derived-operations.ts'
import { mayCall } from '../without-row.ts'
import { decisionWords } from './condition-words.ts'
import { decisionIn, type Situation } from './situation.ts'

/** `yes`, `no`, or `if` and a condition: `if status = 'published'`. */
export type MatrixVerdict = 'yes' | 'no' | `if ${string}`

export interface AccessMatrix {
  /** The kinds of callers, in the order of columns. */
  readonly kinds: readonly CallerKind[]
  readonly operations: readonly MatrixOperation[]
}

export interface MatrixOperation {
  readonly name: string
  readonly operationId?: string
  /** Absent for rules of a policy, which has no API. */
  readonly method?: string
  readonly path?: string
  /** Of its rows; absent for an operation whose rule no row takes part in. */
  readonly entity?: string
  readonly action?: 'read' | 'create' | 'update' | 'delete'
  /** Where its rule is declared. */
  readonly at: Location
  /** One for each kind. */
  readonly cells: readonly MatrixCell[]
  /** Fields that are read, or that callers send; and those that nobody may, though they are there. */
  readonly fields?: readonly MatrixField[]
}

export type MatrixCell = CallCell | RowCell

export interface CallCell {
  readonly kind: string
  readonly call: 'yes' | 'no'
}

export interface RowCell {
  readonly kind: string
  /** Rows that are the caller's own, as the rules have it. */
  readonly own: MatrixVerdict
  /** Rows of the caller's tenant that nothing else ties to them; absent where the entity has no tenant. */
  readonly tenant?: MatrixVerdict
  readonly foreign: MatrixVerdict
}

export interface MatrixField {
  readonly name: string
  /** Whether it is as the row, has a rule of its own, or is nobody's to see or send. */
  readonly by: 'row' | 'rule' | 'private' | 'read-only' | 'immutable' | 'set' | 'not sent'
  readonly cells: readonly RowCell[]
}

export function accessMatrix(model: ApplicationModel, operations: readonly DerivedOperation[]): AccessMatrix {
  const kinds = [...callerKinds(model), ...serviceKinds(model)]
  return { kinds, operations: operations.map((operation) => matrixOperation(operation, { model, kinds })) }
}

interface Columns {
  readonly model: ApplicationModel
  readonly kinds: readonly CallerKind[]
}

function matrixOperation(operation: DerivedOperation, columns: Columns): MatrixOperation {
  const { name, operationId, route, rows, at, rule } = operation
  const { kinds } = columns
  const named = { name, ...(operationId === undefined ? {} : { operationId }), ...route }
  if (!rows) {
    const cells = kinds.map((kind) => ({
      kind: kind.name,
      call: mayCall(name, rule, actorOfKind(kind)) ? ('yes' as const) : ('no' as const),
    }))
    return { ...named, at, cells }
  }
  const { entity, action } = rows
  const fields = action === 'delete' ? [] : Object.values(entity.fields).filter(isStored)
  return {
    ...named,
    ...{ entity: entity.name, action, at },
    cells: kinds.map((kind) =>
      rowCell(kind, rows, { ...columns, decisionOf: (actor) => rowRule(rows, actor, columns) }),
    ),
    ...(fields.length > 0 ? { fields: fields.map((field) => matrixField(field, rows, columns)) } : {}),
  }
}

const isStored = ({ column }: FieldModel) => column !== undefined

function rowRule({ entity, action, resource }: RowOperation, actor: Actor, { model }: Columns): Decision {
  return decide(resource[action]?.who, { model, entity, actor, action })
}

interface Deciding extends Columns {
  readonly decisionOf: (actor: Actor) => Decision
}

function rowCell(kind: CallerKind, { entity }: RowOperation, { model, decisionOf }: Deciding): RowCell {
  const decision = decisionOf(actorOfKind(kind))
  const verdict = (situation: Situation) => verdictOf(decisionIn(decision, { situation, entity, model }))
  return {
    kind: kind.name,
    own: verdict('own'),
    ...(entity.tenant === undefined ? {} : { tenant: verdict('tenant') }),
    foreign: verdict('foreign'),
  }
}

function verdictOf(decision: Decision): MatrixVerdict {
  if (typeof decision === 'boolean') return decision ? 'yes' : 'no'
  return `if ${decisionWords(decision)}`
}

function matrixField(field: FieldModel, rows: RowOperation, columns: Columns): MatrixField {
  const { entity, action } = rows
  const { model, kinds } = columns
  const by = fieldBy(field, rows, model)
  const decisionOf = (actor: Actor): Decision => {
    if ((by !== 'row' && by !== 'rule') || action === 'delete') return false
    return joinAll([rowRule(rows, actor, columns), fieldDecision(field, action, { model, entity, actor })])
  }
  return { name: field.name, by, cells: kinds.map((kind) => rowCell(kind, rows, { ...columns, decisionOf })) }
}

function fieldBy(
  field: FieldModel,
  { action, resource, entity }: RowOperation,
  model: ApplicationModel,
): MatrixField['by'] {
  const isRuled = Object.values(model.resources).some(
    (each) =>
      each.entity === entity.name &&
      each.fields?.[field.name]?.[action === 'read' ? 'read' : 'write'] !== undefined,
  )
  if (action === 'read')
    return field.private || field.kind === 'password' ? 'private' : isRuled ? 'rule' : 'row'
  const write = action === 'delete' ? undefined : resource[action]
  if (write?.fields.includes(field.name)) return isRuled ? 'rule' : 'row'
  if (write && field.name in write.set) return 'set'
  if (field.readOnly) return 'read-only'
  return field.immutable && action === 'update' ? 'immutable' : 'not sent'
}
