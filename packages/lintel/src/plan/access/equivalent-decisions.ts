/** Whether two decisions admit the same rows, whatever the rows are. */
import type { Condition, Decision, Step } from './condition.ts'
import { conditionText } from './condition-text.ts'
import { normalDecision } from './normal-condition.ts'

/** More conditions than this are not tried out: the decisions then count as different. */
const maxAtoms = 14

/**
 * Tries every assignment of truth to the conditions that both are made of. Equal there means equal for all rows; two
 * that differ may still agree on every row that can exist.
 *
 * @param isStored  the rows are in their tables: what leads away from one and back finds the row itself
 */
export function areEquivalent(one: Decision, other: Decision, isStored = false): boolean {
  if (conditionText(one) === conditionText(other)) return true
  return areEquivalentInForm(normalDecision(one), normalDecision(other), isStored)
}

function areEquivalentInForm(one: Decision, other: Decision, isStored: boolean): boolean {
  if (conditionText(one) === conditionText(other)) return true
  const atoms = [...new Set([...atomsOf(one), ...atomsOf(other)])]
  if (atoms.length > maxAtoms) return false
  const conditions = new Map([...conditionsIn(one), ...conditionsIn(other)])
  const implied = atoms.flatMap((atom, at) =>
    atoms.flatMap((another, other) => {
      const [cause, effect] = [conditions.get(atom), conditions.get(another)]
      return at !== other && cause && effect && implies(cause, effect, isStored) ? [[at, other] as const] : []
    }),
  )
  for (let assignment = 0; assignment < 2 ** atoms.length; assignment++) {
    const bit = (at: number) => (assignment & (1 << at)) !== 0
    // No row is so.
    if (implied.some(([cause, effect]) => bit(cause) && !bit(effect))) continue
    const holds = (atom: string) => bit(atoms.indexOf(atom))
    if (holdsWith(one, holds) !== holdsWith(other, holds)) return false
  }
  return true
}

function holdsWith(decision: Decision, holds: (atom: string) => boolean): boolean {
  if (typeof decision === 'boolean') return decision
  switch (decision.kind) {
    case 'all':
      return decision.of.every((each) => holdsWith(each, holds))
    case 'any':
      return decision.of.some((each) => holdsWith(each, holds))
    case 'not':
      return !holdsWith(decision.of, holds)
    default:
      return holds(conditionText(decision))
  }
}

function atomsOf(decision: Decision): readonly string[] {
  return conditionsIn(decision).map(([key]) => key)
}

function conditionsIn(decision: Decision): readonly (readonly [string, Condition])[] {
  if (typeof decision === 'boolean') return []
  if (decision.kind === 'all' || decision.kind === 'any') return decision.of.flatMap(conditionsIn)
  return decision.kind === 'not' ? conditionsIn(decision.of) : [[conditionText(decision), decision]]
}

/** Whether every row that meets the one meets the other: who administers a workspace is a member of it. */
function implies(one: Condition, other: Condition, isStored: boolean): boolean {
  if (conditionText(one) === conditionText(other)) return true
  if (one.kind === 'any') return one.of.every((each) => implies(each, other, isStored))
  if (other.kind === 'all') return other.of.every((each) => implies(one, each, isStored))
  if (one.kind === 'all') return one.of.some((each) => implies(each, other, isStored))
  if (other.kind === 'any') return other.of.some((each) => implies(one, each, isStored))
  return impliesAlong(one, other) || (isStored && impliesByItself(one, other))
}

/** Rows that a path leads to are stored. */
function impliesAlong(one: Condition, other: Condition): boolean {
  if (other.kind === 'exists') {
    const beyond = behind(one, other.steps)
    if (beyond !== undefined) return other.of === true || (beyond !== true && implies(beyond, other.of, true))
  }
  if (one.kind !== 'exists' || one.of === true) return false
  const beyond = behind(other, one.steps)
  return beyond !== undefined && (beyond === true || implies(one.of, beyond, true))
}

/** A membership is among the memberships of its own workspace. */
function impliesByItself(one: Condition, other: Condition): boolean {
  if (!('steps' in other) || other.kind === 'same') return false
  const [away, back, ...rest] = other.steps
  if (away?.field.kind !== 'ref' || away.field.optional || back?.field.kind !== 'many') return false
  const isBack = back.field.inverse === away.field.name && back.field.target === away.entity.name
  // What leads through a row that was deleted softly leads nowhere.
  if (!isBack || back.entity.softDelete || rest.length === 0) return false
  return implies(one, { ...other, steps: rest }, true)
}

/** What a condition asks of the row at the end of these steps, if it goes along them. */
function behind(condition: Condition, steps: readonly Step[]): Condition | true | undefined {
  if (!('steps' in condition) || condition.kind === 'same') return undefined
  const isAlong = steps.every((step, at) => {
    const own = condition.steps[at]
    return own?.entity.name === step.entity.name && own.field.name === step.field.name
  })
  const rest = condition.steps.slice(steps.length)
  if (!isAlong) return undefined
  if (rest.length > 0) return { ...condition, steps: rest }
  return condition.kind === 'exists' ? condition.of : undefined
}
