/** What is left of a decision once it is known how the row is tied to the caller. */
import type { ApplicationModel, EntityModel } from '../../../spec/model.ts'
import { type Condition, type Decision, joinAll, joinAny, type Step } from '../condition.ts'
import { pathWords } from './value-words.ts'

/**
 * `own`: whatever a rule asks to lead from the row to the caller leads there. `tenant`: the row is of the caller's tenant,
 * and nothing else ties them. `foreign`: nothing does.
 */
export type Situation = 'own' | 'tenant' | 'foreign'

export interface SituatedRow {
  readonly situation: Situation
  readonly entity: EntityModel
  readonly model: Pick<ApplicationModel, 'tenancy' | 'entities'>
}

export function decisionIn(decision: Decision, { situation, entity, model }: SituatedRow): Decision {
  const tenantPath = `${entity.tenant}.${model.tenancy?.members}`
  const isTied = (path: string) => situation === 'own' || (situation === 'tenant' && path === tenantPath)
  if (typeof decision === 'boolean') return decision
  return settled(decision, { isTied, entities: model.entities, before: '' })
}

interface Settling {
  /** Whether the path leads from the row to the caller. */
  readonly isTied: (path: string) => boolean
  readonly entities: ApplicationModel['entities']
  /** The path to the row of which the condition is asked, with a dot. */
  readonly before: string
}

function settled(condition: Condition, settling: Settling): Decision {
  const { isTied, before } = settling
  switch (condition.kind) {
    case 'all':
      return joinAll(condition.of.map((each) => settled(each, settling)))
    case 'any':
      return joinAny(condition.of.map((each) => settled(each, settling)))
    case 'not': {
      const inner = settled(condition.of, settling)
      return typeof inner === 'boolean' ? !inner : { kind: 'not', of: inner }
    }
    case 'principal':
      return isTied(`${before}${pathWords(condition.steps)}`)
    case 'against':
      return condition.operand.kind === 'caller'
        ? isTied(`${before}${pathWords(condition.steps)}`)
        : condition
    case 'same':
      // What a row refers to is a matter of what is written, not of who writes.
      return true
    case 'compare':
    case 'actor':
      return condition
    case 'exists':
      return settledBeyond(condition, settling)
  }
}

function settledBeyond(condition: Extract<Condition, { kind: 'exists' }>, settling: Settling): Decision {
  const { steps, of } = condition
  if (of === true) return isAlwaysThere(steps, settling) || condition
  if (!tiesCaller(of)) return condition
  const inner = settled(of, { ...settling, before: `${settling.before}${pathWords(steps)}.` })
  // The row that ties them is one.
  return typeof inner === 'boolean' ? inner : { ...condition, of: inner }
}

/** A required reference leads to a row, unless that may be deleted softly. */
function isAlwaysThere(steps: readonly Step[], { entities }: Settling): boolean {
  return steps.every(
    ({ field }) => field.kind === 'ref' && !field.optional && !entities[field.target ?? '']?.softDelete,
  )
}

function tiesCaller(condition: Condition | true): boolean {
  if (condition === true) return false
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.some(tiesCaller)
    case 'not':
    case 'exists':
      return tiesCaller(condition.of)
    case 'principal':
      return true
    case 'against':
      return condition.operand.kind === 'caller'
    default:
      return false
  }
}
