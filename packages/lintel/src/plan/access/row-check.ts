/** Decides a condition for a row that is plain data: the same verdict as the SQL that condition-sql.ts writes of it. */
import type { CompareOperator, FieldModel, Json } from '../../spec/model.ts'
import { compares, type Verdict } from './compare-text.ts'
import type { Condition, Decision, Operand, Step } from './condition.ts'
import { type DataRow, isDeleted, type RowSnapshot } from './row-snapshot.ts'

export interface CheckScope {
  readonly snapshot: RowSnapshot
  /** Id of the row that is the caller. */
  readonly principalId: string | null
  /** When the statement would run, in milliseconds since 1970. */
  readonly nowMs: number
}

/** Whether the decision admits the row. It need not be one of the snapshot: it may be about to be stored. */
export function admits(decision: Decision, row: DataRow, scope: CheckScope): boolean {
  return typeof decision === 'boolean' ? decision : verdictOf(decision, row, scope) === true
}

/** As SQL knows it: `null` where something that is missing leaves it open. */
export function verdictOf(condition: Condition, row: DataRow, scope: CheckScope): Verdict {
  switch (condition.kind) {
    case 'all':
      return every(condition.of.map((each) => verdictOf(each, row, scope)))
    case 'any':
      return some(condition.of.map((each) => verdictOf(each, row, scope)))
    case 'not':
      return verdictOf(condition.of, row, scope) !== true
    case 'principal':
      return along(condition.steps, row, scope, (last, field) =>
        compares(field, textOf(last, field), 'eq', scope.principalId),
      )
    case 'compare': {
      const { operator, value } = condition
      const isEmpty = operator === 'eq' && value === null
      return along(condition.steps, row, scope, (last, field) =>
        isEmpty
          ? compares(field, textOf(last, field), 'null', true)
          : compares(field, textOf(last, field), operator, value),
      )
    }
    case 'against':
      return along(condition.steps, row, scope, (last, field) =>
        against(field, textOf(last, field), condition.operator, operandOf(condition.operand, field, scope)),
      )
    case 'same':
      return same(condition, row, scope)
    case 'actor':
      throw new Error('What an open actor is asked, only a statement knows.')
    case 'exists':
      return exists(condition.steps, row, scope, (last) =>
        condition.of === true ? true : verdictOf(condition.of, last, scope),
      )
  }
}

function every(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(false)) return false
  return verdicts.includes(null) ? null : true
}

function some(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(true)) return true
  return verdicts.includes(null) ? null : false
}

/** A relation at the end of a path stands for the ids of its rows; a candidate that is not stored has no list. */
function textOf(row: DataRow, field: FieldModel): string | null {
  return row[field.name] ?? null
}

type Last = (row: DataRow, field: FieldModel) => Verdict

function along(steps: readonly Step[], row: DataRow, scope: CheckScope, last: Last): Verdict {
  const [first, ...rest] = steps
  if (!first) throw new Error('A condition needs a field.')
  if (rest.length === 0 && first.field.column !== undefined) return last(row, first.field)
  return reached(first, row, scope).some((next) => {
    const id = next.entity.fields.id
    const verdict = rest.length > 0 ? along(rest, next.row, scope, last) : id ? last(next.row, id) : false
    return verdict === true
  })
}

function exists(
  steps: readonly Step[],
  row: DataRow,
  scope: CheckScope,
  of: (row: DataRow) => Verdict,
): Verdict {
  const [first, ...rest] = steps
  if (!first) return of(row)
  return reached(first, row, scope).some((next) => exists(rest, next.row, scope, of) === true)
}

/** The rows to which relations lead from a row. */
export function rowsAlong(steps: readonly Step[], row: DataRow, scope: CheckScope): readonly DataRow[] {
  const [first, ...rest] = steps
  if (!first) return [row]
  return reached(first, row, scope).flatMap((next) => rowsAlong(rest, next.row, scope))
}

/** Rows that were deleted softly are not there. */
function reached({ field }: Step, row: DataRow, { snapshot }: CheckScope) {
  const entity = snapshot.entity(field.target ?? '')
  if (!entity) throw new Error(`The relation ${field.name} was not checked.`)
  return snapshot
    .related(field, row)
    .flatMap((next) => (isDeleted(entity, next) ? [] : [{ entity, row: next }]))
}

/** An operand that is missing leaves it open, also for "not equal". */
function against(
  field: FieldModel,
  text: string | null,
  operator: CompareOperator,
  operand: string | null,
): Verdict {
  if (operand === null || (operator === 'ne' && text === null)) return null
  return compares(field, text, operator, operand as Json)
}

function operandOf(operand: Operand, field: FieldModel, scope: CheckScope): string | null {
  if (operand.kind === 'moment') return moment(field, scope.nowMs + operand.seconds * 1000)
  const { entity, field: own } = operand
  const caller = scope.principalId === null ? undefined : scope.snapshot.row(entity, scope.principalId)
  return caller && !isDeleted(entity, caller) ? textOf(caller, own) : null
}

/** A field that is a day is compared with the day. */
function moment({ kind }: FieldModel, ms: number): string {
  const text = new Date(ms).toISOString()
  return kind === 'date' ? text.slice(0, text.indexOf('T')) : text
}

function same({ steps, as }: Extract<Condition, { kind: 'same' }>, row: DataRow, scope: CheckScope): Verdict {
  const [first] = steps
  if (!first) throw new Error('A way needs a reference.')
  if (textOf(row, first.field) === null) return true
  const [one, other] = [valueAt(steps, row, scope), valueAt(as, row, scope)]
  return one === null || other === null ? null : one === other
}

/** The value at the end of references, through rows that were deleted softly, too. */
function valueAt(steps: readonly Step[], row: DataRow, scope: CheckScope): string | null {
  const [first, ...rest] = steps
  if (!first) throw new Error('A way needs a reference.')
  if (rest.length === 0) return textOf(row, first.field)
  const [next] = scope.snapshot.related(first.field, row)
  return next ? valueAt(rest, next, scope) : null
}
