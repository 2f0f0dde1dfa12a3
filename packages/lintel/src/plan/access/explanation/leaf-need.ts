/** What would have to change for a single condition, or a part of a rule that reads no row. */
import type { EntityModel, FieldModel, RuleModel } from '../../../spec/model.ts'
import type { Condition, Decision, Step } from '../condition.ts'
import { type CheckScope, rowsAlong } from '../row-check.ts'
import type { DataRow } from '../row-snapshot.ts'
import { scopeName } from '../scopes.ts'
import { decisionWords } from './condition-words.ts'
import type { Need } from './need.ts'
import { demandWords, operandWords, pathWords, valueWords } from './value-words.ts'

export interface LeafQuestion {
  readonly rule: RuleModel
  readonly decision: Decision
  /** Whether it should hold. */
  readonly goal: boolean
  /** Of the row that is asked; absent for what reads none. */
  readonly entity: EntityModel | undefined
  readonly asked: AskedRow | undefined
}

export interface AskedRow {
  readonly row: DataRow
  readonly scope: CheckScope
}

export function leafNeed(question: LeafQuestion): Need {
  const { rule, decision, goal } = question
  if (rule.rule === 'role')
    return goal ? { kind: 'role', role: rule.role } : change(`a caller without the role ${rule.role}`)
  if (typeof decision === 'boolean') return change(callerDemand(rule, question))
  const now = 'steps' in decision ? presentValue(decision.steps, question.asked) : undefined
  return { kind: 'change', text: rowDemand(decision, question), ...(now === undefined ? {} : { now }) }
}

const change = (text: string): Need => ({ kind: 'change', text })

/** Who would have to call. */
function callerDemand(rule: RuleModel, { goal, entity }: LeafQuestion): string {
  switch (rule.rule) {
    case 'scope':
      return goal
        ? `credentials would have to cover ${rule.scope}`
        : `credentials would have to cover ${rule.scope} no longer`
    case 'signedIn':
      return goal ? 'the caller would have to be signed in' : 'the caller would have to be nobody'
    case 'owner':
      return `the caller would have to be signed in, as ${named(entity, rule.path)}`
    case 'against':
      return `the caller would have to be signed in, and ${named(entity, rule.path)} to be theirs`
    case 'anyone':
      return 'the rule would have to be another one than anyone'
    default:
      return 'the rule would have to be another one: it admits nobody'
  }
}

function rowDemand(condition: Condition, question: LeafQuestion): string {
  const { entity, goal, asked } = question
  const caller = asked?.scope.principalId ?? 'the caller'
  switch (condition.kind) {
    case 'principal': {
      const where = named(entity, pathWords(condition.steps))
      const isOne = condition.steps.every(({ field }) => field.kind === 'ref' || field.name === 'id')
      return `${isOne ? '' : goal ? 'one of ' : 'each of '}${where} would have to be ${goal ? '' : 'somebody else than '}${caller}`
    }
    case 'compare':
      return demanded(condition, { ...question, value: condition.value, words: valueWords(condition.value) })
    case 'against':
      return demanded(condition, { ...question, value: '', words: operandWords(condition.operand) })
    case 'same':
      return `${named(entity, pathWords(condition.steps.slice(0, 1)))} would have to be of the row's own tenant`
    case 'exists': {
      const with_ = condition.of === true ? '' : ` with ${decisionWords(condition.of, { caller })}`
      return existsDemand(condition.steps, with_, goal)
    }
    default:
      return `${decisionWords(condition, { caller })} would have to ${goal ? 'hold' : 'hold no longer'}`
  }
}

function existsDemand(steps: readonly Step[], with_: string, goal: boolean): string {
  const path = pathWords(steps)
  if (!steps.every(({ field }) => field.kind === 'ref'))
    return `${goal ? 'a' : 'no'} row of ${path}${with_} would have to exist`
  return `${path} would have to lead to ${goal ? 'a' : 'no'} row${with_}`
}

type Compared = Extract<Condition, { kind: 'compare' | 'against' }>

function demanded(
  { steps, operator }: Compared,
  question: LeafQuestion & { readonly value: Parameters<typeof valueWords>[0]; readonly words: string },
): string {
  const { entity, goal, value, words } = question
  const last = steps.at(-1)?.field
  const demand = last ? demandWords(last, { operator, value, words }, goal) : `be ${words}`
  const isOne = steps.every(({ field }, at) => field.kind === 'ref' || at === steps.length - 1)
  return `${isOne ? '' : goal ? 'one of ' : 'each of '}${named(entity, pathWords(steps))} would have to ${demand}`
}

/** `orders.customer` */
function named(entity: EntityModel | undefined, path: string): string {
  return entity ? `${scopeName(entity)}.${path}` : path
}

/** What it is now, where that is nobody's secret and short. */
function presentValue(steps: readonly Step[], asked: AskedRow | undefined): string | undefined {
  const last = steps.at(-1)
  if (!asked || !last || !isTold(last.field)) return undefined
  const [row, ...others] = rowsAlong(steps.slice(0, -1), asked.row, asked.scope)
  if (!row || others.length > 0) return undefined
  const text = row[last.field.name] ?? null
  if (text === null) return 'empty'
  return last.field.kind === 'enum' ? `'${text}'` : text
}

const toldKinds: readonly FieldModel['kind'][] = [
  'uuid',
  'ref',
  'enum',
  'boolean',
  'integer',
  'bigint',
  'decimal',
  'date',
  'timestamp',
]

function isTold({ kind, personal, private: hidden, restricted, column }: FieldModel): boolean {
  return column !== undefined && toldKinds.includes(kind) && !personal && !hidden && restricted !== true
}
