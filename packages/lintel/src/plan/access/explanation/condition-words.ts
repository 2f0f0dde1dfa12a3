/** What a decision asks of a row, in short words: `customer = the caller and status = 'published'`. */
import type { Condition, Decision } from '../condition.ts'
import { comparisonWords, operandWords, pathWords, valueWords } from './value-words.ts'

export interface WordOptions {
  /** Who the caller is (default: `the caller`). */
  readonly caller?: string
}

/** `every row` and `no row` where no condition is left. */
export function decisionWords(decision: Decision, options: WordOptions = {}): string {
  if (typeof decision === 'boolean') return decision ? 'every row' : 'no row'
  return conditionWords(decision, options)
}

export function conditionWords(condition: Condition, { caller = 'the caller' }: WordOptions = {}): string {
  return wordsOf(condition, { caller, before: '' })
}

interface Saying {
  readonly caller: string
  /** The path on which the condition is asked, with a dot: `order.` */
  readonly before: string
}

function wordsOf(condition: Condition, saying: Saying): string {
  const { caller, before } = saying
  switch (condition.kind) {
    case 'all':
      return [...new Set(condition.of.map((each) => grouped(each, saying)))].join(' and ')
    case 'any':
      return [...new Set(condition.of.map((each) => wordsOf(each, saying)))].join(' or ')
    case 'not':
      return negated(condition.of, saying)
    case 'principal':
      return `${before}${pathWords(condition.steps)} = ${caller}`
    case 'compare': {
      const { steps, operator, value } = condition
      return `${before}${pathWords(steps)} ${comparisonWords(operator, value, valueWords(value))}`
    }
    case 'against': {
      const { steps, operator, operand } = condition
      return `${before}${pathWords(steps)} ${comparisonWords(operator, '', operandWords(operand))}`
    }
    case 'same':
      return `${before}${pathWords(condition.steps.slice(0, 1))} is of the same tenant`
    case 'exists':
      return existsWords(condition, saying)
    case 'actor':
      return `${caller} is asked for ${condition.asks.of}`
  }
}

/** A single row along references is named by its path, one of many by what it must meet. */
function existsWords({ steps, of }: Extract<Condition, { kind: 'exists' }>, saying: Saying): string {
  const path = `${saying.before}${pathWords(steps)}`
  const isOne = steps.every(({ field }) => field.kind === 'ref')
  if (of === true) return isOne ? `${path} is there` : `a row of ${path} exists`
  return isOne
    ? wordsOf(of, { ...saying, before: `${path}.` })
    : `a row of ${path} has ${wordsOf(of, { ...saying, before: '' })}`
}

function negated(condition: Condition, saying: Saying): string {
  const words = wordsOf(condition, saying)
  return condition.kind === 'compare' && condition.operator === 'eq' && condition.value !== null
    ? words.replace(' = ', ' ≠ ')
    : `not (${words})`
}

function grouped(condition: Condition, saying: Saying): string {
  const words = wordsOf(condition, saying)
  return condition.kind === 'any' ? `(${words})` : words
}
