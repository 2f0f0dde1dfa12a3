/** A condition in a form in which the same way is written in one way: what stands behind it is asked part by part. */
import { type Condition, type Decision, joinAll, joinAny, type Step } from './condition.ts'

/**
 * `exists` is drawn into what it asks for: who is on the team of a document's project is so by `project.team.members`,
 * and by `team.members` of the project that the document leads to. Both decide every row equally.
 */
export function normalDecision(decision: Decision): Decision {
  if (typeof decision === 'boolean') return decision
  switch (decision.kind) {
    case 'all':
      return joinAll(decision.of.map(normalDecision))
    case 'any':
      return joinAny(decision.of.map(normalDecision))
    case 'not':
      return negated(normalDecision(decision.of))
    case 'exists':
      return decision.of === true ? decision : along(decision.steps, normalDecision(decision.of))
    case 'principal':
      return { kind: 'principal', steps: withoutId(decision.steps) }
    default:
      return decision
  }
}

function negated(decision: Decision): Decision {
  return typeof decision === 'boolean' ? !decision : { kind: 'not', of: decision }
}

/** A row at the end of the steps meets it. */
function along(steps: readonly Step[], met: Decision): Decision {
  if (met === false) return false
  if (met === true) return { kind: 'exists', steps, of: true }
  switch (met.kind) {
    case 'any':
      return joinAny(met.of.map((each) => along(steps, each)))
    case 'all':
      // Of several rows each part may hold of another one.
      return isSingle(steps) ? joinAll(met.of.map((each) => along(steps, each))) : unchanged(steps, met)
    case 'not':
      return isSingle(steps)
        ? joinAll([{ kind: 'exists', steps, of: true }, negated(along(steps, met.of))])
        : unchanged(steps, met)
    case 'same':
    case 'actor':
      return unchanged(steps, met)
    case 'principal':
      return { kind: 'principal', steps: withoutId([...steps, ...met.steps]) }
    default:
      return { ...met, steps: [...steps, ...met.steps] }
  }
}

/** The id of the row that a reference names is what the reference holds; of one that was deleted softly there is none. */
function withoutId(steps: readonly Step[]): readonly Step[] {
  const [before, last] = steps.slice(-2)
  const isNamed = last?.field.name === 'id' && before?.field.kind === 'ref' && !last.entity.softDelete
  return isNamed ? steps.slice(0, -1) : steps
}

function isSingle(steps: readonly Step[]): boolean {
  return steps.every(({ field }) => field.kind === 'ref')
}

const unchanged = (steps: readonly Step[], of: Condition): Condition => ({ kind: 'exists', steps, of })

/**
 * The condition of a row after a change of these fields. What it asks by way of them is another question than before;
 * all else is as it was, for nothing but the row itself changes.
 */
export function afterwards(decision: Decision, changed: ReadonlySet<string>): Decision {
  if (typeof decision === 'boolean') return decision
  switch (decision.kind) {
    case 'all':
      return joinAll(decision.of.map((each) => afterwards(each, changed)))
    case 'any':
      return joinAny(decision.of.map((each) => afterwards(each, changed)))
    case 'not':
      return negated(afterwards(decision.of, changed))
    case 'actor':
      return decision
    case 'same':
      return {
        ...decision,
        steps: renamed(decision.steps, changed),
        as: renamed(decision.as, changed),
      }
    default:
      return { ...decision, steps: renamed(decision.steps, changed) }
  }
}

function renamed([first, ...rest]: readonly Step[], changed: ReadonlySet<string>): readonly Step[] {
  if (!first) return rest
  const { field } = first
  if (!changed.has(field.name)) return [first, ...rest]
  return [{ ...first, field: { ...field, name: `${field.name} afterwards` } }, ...rest]
}
