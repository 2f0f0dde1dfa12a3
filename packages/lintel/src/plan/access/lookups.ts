/** What a condition asks indexes for: rows by the caller, and rows by the row that leads to them. */
import type { EntityModel } from '../../spec/model.ts'
import type { Condition, Decision, Step } from './condition.ts'

/** An index that begins with these fields serves. */
export interface Lookup {
  readonly entity: EntityModel
  readonly fields: readonly string[]
}

/** How the rows that a condition admits can be found without looking at the others; `undefined`: they cannot. */
export function callerLookup(decision: Decision, entity: EntityModel): Lookup | undefined {
  if (typeof decision === 'boolean') return undefined
  switch (decision.kind) {
    case 'principal':
      return firstStep(decision.steps)
    case 'against':
      return decision.operand.kind === 'caller' && decision.operator === 'eq'
        ? firstStep(decision.steps)
        : undefined
    case 'exists':
      return callerLookup(decision.of, entity) && firstStep(decision.steps)
    case 'all':
      return first(decision.of.map((each) => callerLookup(each, entity)))
    case 'any': {
      // Several columns of one row are found together; several ways through other tables are not.
      const isDirect = decision.of.every((each) => 'steps' in each && each.steps.length === 1)
      const each = decision.of.map((one) => callerLookup(one, entity))
      return isDirect && !each.includes(undefined) ? each[0] : undefined
    }
    default:
      return undefined
  }
}

/** Rows of other tables that the condition looks up for one row. */
export function relatedLookups(decision: Decision): readonly Lookup[] {
  if (typeof decision === 'boolean') return []
  if (decision.kind === 'all' || decision.kind === 'any') return decision.of.flatMap(relatedLookups)
  if (decision.kind === 'not') return relatedLookups(decision.of)
  if (decision.kind === 'actor') return []
  const { steps } = decision
  const inner = decision.kind === 'exists' ? relatedLookups(decision.of) : []
  const people = decision.kind === 'exists' && decision.of !== true ? directFields(decision.of) : []
  const found = steps.flatMap(({ field }, at): Lookup[] => {
    const next = steps[at + 1]
    if (field.kind !== 'many' || field.inverse === undefined) return []
    const further = next ? (at + 2 === steps.length ? [next.field.name] : []) : people
    const entity = next?.entity ?? targetOf(decision)
    return entity ? [{ entity, fields: [field.inverse, ...further] }] : []
  })
  return [...found, ...inner]
}

/** The entity of a condition at the end of the way. */
function targetOf(condition: Condition): EntityModel | undefined {
  if (condition.kind !== 'exists' || condition.of === true) return undefined
  return holderOf(condition.of)
}

function holderOf(condition: Condition): EntityModel | undefined {
  if (condition.kind === 'all' || condition.kind === 'any') return first(condition.of.map(holderOf))
  if (condition.kind === 'not') return holderOf(condition.of)
  if (condition.kind === 'actor') return undefined
  return condition.steps[0]?.entity
}

/** Fields by which the condition itself finds the caller. */
function directFields(condition: Condition): readonly string[] {
  if (condition.kind === 'all') return condition.of.flatMap(directFields).slice(0, 1)
  return condition.kind === 'principal' && condition.steps.length === 1
    ? condition.steps.map(({ field }) => field.name)
    : []
}

function firstStep([step]: readonly Step[]): Lookup | undefined {
  if (!step) return undefined
  const { entity, field } = step
  return { entity, fields: [field.column === undefined ? 'id' : field.name] }
}

function first<T>(values: readonly (T | undefined)[]): T | undefined {
  return values.find((value) => value !== undefined)
}
