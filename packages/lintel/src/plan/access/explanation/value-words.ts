/** How values, moments and comparisons are said in words, in conditions and in what would have to change. */
import type { CompareOperator, FieldModel, Json } from '../../../spec/model.ts'
import type { Operand, Step } from '../condition.ts'

/** `project.team.members` */
export function pathWords(steps: readonly Step[]): string {
  return steps.map(({ field }) => field.name).join('.')
}

/** As an author would write it: `'published'`, `3`, `true`. */
export function valueWords(value: Json): string {
  if (Array.isArray(value)) return value.map(valueWords).join(' or ') || 'one of no values'
  if (typeof value === 'string') return `'${value}'`
  return value === null ? 'empty' : JSON.stringify(value)
}

/** What a field is compared with: `the caller's region`, `now`, `30 days ago`. */
export function operandWords(operand: Operand): string {
  return operand.kind === 'caller' ? `the caller's ${operand.field.name}` : momentWords(operand.seconds)
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

function momentWords(seconds: number): string {
  if (seconds === 0) return 'now'
  const size = Math.abs(seconds)
  const [unit, length] = units.find(([, each]) => size % each === 0) ?? ['second', 1]
  const words = `${size / length} ${unit}${size === length ? '' : 's'}`
  return seconds < 0 ? `${words} ago` : `${words} from now`
}

const symbols = { eq: '=', ne: '≠', lt: '<', lte: '≤', gt: '>', gte: '≥' } as const

/** `= 'published'`, `> now`, `is empty`, `begins with 'a'` */
export function comparisonWords(operator: CompareOperator, value: Json, words: string): string {
  switch (operator) {
    case 'null':
      return isTrue(value) ? 'is empty' : 'is not empty'
    case 'in':
      return `is ${words}`
    case 'prefix':
      return `begins with ${words}`
    default:
      return value === null && operator === 'eq' ? 'is empty' : `${symbols[operator]} ${words}`
  }
}

/** What a value would have to be so that the comparison holds, or does not: `be other than 'draft'`. */
export function demandWords(
  field: FieldModel,
  compared: { readonly operator: CompareOperator; readonly value: Json; readonly words: string },
  goal: boolean,
): string {
  const { operator, value, words } = compared
  switch (operator) {
    case 'null':
      return isTrue(value) === goal ? 'be empty' : 'have a value'
    case 'eq':
    case 'in':
      return goal ? `be ${words}` : `be other than ${words}`
    case 'ne':
      return goal ? `be other than ${words}` : `be ${words}`
    case 'prefix':
      return goal ? `begin with ${words}` : `not begin with ${words}`
    default:
      return `be ${orderWords(field, goal ? operator : opposite[operator])} ${words}`
  }
}

const opposite = { lt: 'gte', lte: 'gt', gt: 'lte', gte: 'lt' } as const

function orderWords({ kind }: FieldModel, operator: keyof typeof opposite): string {
  const isMoment = kind === 'timestamp' || kind === 'date'
  const [less, more] = isMoment ? ['earlier', 'later'] : ['less', 'more']
  return {
    lt: `${less} than`,
    lte: `no ${more} than`,
    gt: `${more} than`,
    gte: `no ${less} than`,
  }[operator]
}

const isTrue = (value: Json) => value === true || value === 'true'
