/** Whether two decisions admit the same rows, whatever the rows are. */
import type { Condition, Decision } from './condition.ts'

/** More conditions than this are not tried out: the decisions then count as different. */
const maxAtoms = 14

/**
 * Tries every assignment of truth to the conditions that both are made of. Equal there means equal for all rows; two
 * that differ may still agree on every row that can exist.
 */
export function areEquivalent(one: Decision, other: Decision): boolean {
  if (keyOf(one) === keyOf(other)) return true
  const atoms = [...new Set([...atomsOf(one), ...atomsOf(other)])]
  if (atoms.length > maxAtoms) return false
  for (let assignment = 0; assignment < 2 ** atoms.length; assignment++) {
    const holds = (atom: string) => (assignment & (1 << atoms.indexOf(atom))) !== 0
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
      return holds(keyOf(decision))
  }
}

function atomsOf(decision: Decision): readonly string[] {
  if (typeof decision === 'boolean') return []
  if (decision.kind === 'all' || decision.kind === 'any') return decision.of.flatMap(atomsOf)
  return decision.kind === 'not' ? atomsOf(decision.of) : [keyOf(decision)]
}

const keys = new WeakMap<Condition, string>()

/** Paths by their names: a step holds whole entities, which would make the text long. */
function keyOf(decision: Decision): string {
  if (typeof decision === 'boolean') return String(decision)
  const known = keys.get(decision)
  if (known !== undefined) return known
  const key = JSON.stringify(decision, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value
    if ('entity' in value && 'field' in value) {
      const { entity, field } = value as Record<'entity' | 'field', { readonly name: string }>
      return `${entity.name}.${field.name}`
    }
    return value
  })
  keys.set(decision, key)
  return key
}
