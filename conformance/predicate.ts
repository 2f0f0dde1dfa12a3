// In charge of judging a value: does what an [Asserts] line says hold?

import type { Expected, OrderOperator, Predicate, PredicateTest, ValueState } from './hurl-file.ts'
import { describeValue, isList, isObject, type JsonValue } from './json-value.ts'
import { renderText, type Variables, variableValue } from './template.ts'

/** `mismatch`: the question makes no sense for this type of value. Negation does not turn it into a success. */
type Verdict = 'holds' | 'fails' | 'mismatch'

/**
 * Judges a value as Hurl does: where there is no value, no test holds (so each negated test does);
 * where a test makes no sense for the type, the assert fails, negated or not.
 *
 * @param value   `undefined` when the query found nothing
 * @throws        VariableError when the predicate needs a variable that has no value
 * @source        https://github.com/Orange-OpenSource/hurl/blob/master/packages/hurl/src/runner/predicate.rs
 */
export function predicateHolds(
  predicate: Predicate,
  value: JsonValue | undefined,
  variables: Variables,
): boolean {
  const verdict = judge(predicate.test, value, variables)
  return verdict === (predicate.negated ? 'fails' : 'holds')
}

/** The predicate in words, with the values of its variables. Throws as `predicateHolds`. */
export function describePredicate(predicate: Predicate, variables: Variables): string {
  return `${predicate.negated ? 'not ' : ''}${describeTest(predicate.test, variables)}`
}

function judge(test: PredicateTest, value: JsonValue | undefined, variables: Variables): Verdict {
  const expected = 'expected' in test ? expectedValue(test.expected, variables) : null
  if (value === undefined) return 'fails'
  switch (test.kind) {
    case 'equality':
      return verdictOf((value === expected) === (test.operator === '=='))
    case 'order':
      return typeof value === 'number' ? verdictOf(orders[test.operator](value, test.expected)) : 'mismatch'
    case 'contains':
      return contains(value, expected)
    case 'matches':
      return typeof value === 'string' ? verdictOf(test.pattern.test(value)) : 'mismatch'
    case 'state':
      return states[test.state](value)
  }
}

const orders: Readonly<Record<OrderOperator, (left: number, right: number) => boolean>> = {
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
}

const states: Readonly<Record<ValueState, (value: JsonValue) => Verdict>> = {
  exists: () => 'holds',
  isEmpty: (value) => {
    if (typeof value === 'string' || isList(value)) return verdictOf(value.length === 0)
    return isObject(value) ? verdictOf(Object.keys(value).length === 0) : 'mismatch'
  },
  isString: (value) => verdictOf(typeof value === 'string'),
  isInteger: (value) => verdictOf(Number.isInteger(value)),
  isNumber: (value) => verdictOf(typeof value === 'number'),
  isBoolean: (value) => verdictOf(typeof value === 'boolean'),
  isList: (value) => verdictOf(isList(value)),
  isObject: (value) => verdictOf(isObject(value)),
}

function contains(value: JsonValue, expected: JsonValue): Verdict {
  if (isList(value)) return verdictOf(value.includes(expected))
  if (typeof value === 'string' && typeof expected === 'string') return verdictOf(value.includes(expected))
  return 'mismatch'
}

function verdictOf(holds: boolean): Verdict {
  return holds ? 'holds' : 'fails'
}

function expectedValue(expected: Expected | number, variables: Variables): JsonValue {
  if (typeof expected === 'number') return expected
  switch (expected.kind) {
    case 'literal':
      return expected.value
    case 'text':
      return renderText(expected.template, variables)
    case 'variable':
      return variableValue(expected.name, variables)
  }
}

function describeTest(test: PredicateTest, variables: Variables): string {
  switch (test.kind) {
    case 'equality':
    case 'order':
      return `${test.operator} ${describeValue(expectedValue(test.expected, variables))}`
    case 'contains':
      return `contains ${describeValue(expectedValue(test.expected, variables))}`
    case 'matches':
      return `matches ${test.pattern}`
    case 'state':
      return test.state
  }
}
