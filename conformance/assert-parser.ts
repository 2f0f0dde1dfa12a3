// In charge of the lines of [Asserts] and [Captures]: a query, and what must be true of its value.

import {
  type Expected,
  type HurlAssert,
  type HurlCapture,
  type Predicate,
  type PredicateTest,
  type Query,
  type QuerySource,
  type ValueState,
  valueStates,
} from './hurl-file.ts'
import { parseJsonPath } from './json-path.ts'
import { LineScanner, type SourceLine } from './line-scanner.ts'
import { parseTemplate, sourceText, variablesOf } from './template.ts'

const integerOrDecimal = /^-?\d+(\.\d+)?$/

/** `jsonpath "$.user.token" not isEmpty`. Throws HurlSyntaxError. */
export function parseAssert(line: SourceLine): HurlAssert {
  const scanner = new LineScanner(line)
  const query = readQuery(scanner)
  const negated = scanner.peekWord() === 'not'
  if (negated) scanner.word()
  const predicate: Predicate = { negated, test: readTest(scanner) }
  scanner.end()
  return { line: line.number, query, predicate, text: line.text.trim() }
}

/** `token: jsonpath "$.user.token"`. Throws HurlSyntaxError. */
export function parseCapture(line: SourceLine): HurlCapture {
  const scanner = new LineScanner(line)
  const name = scanner.word()
  if (!/^[A-Za-z_][\w-]*:$/.test(name)) scanner.fail('a capture is written as `name: query`')
  const query = readQuery(scanner)
  scanner.end()
  return { line: line.number, variable: name.slice(0, -1), query, text: line.text.trim() }
}

function readQuery(scanner: LineScanner): Query {
  const source = readSource(scanner)
  const count = scanner.peekWord() === 'count'
  if (count) scanner.word()
  return { source, count }
}

function readSource(scanner: LineScanner): QuerySource {
  const kind = scanner.word()
  switch (kind) {
    case 'status':
    case 'body':
      return { kind }
    case 'header':
      return { kind, name: readFixedText(scanner, 'the name of a header') }
    case 'jsonpath': {
      const text = readFixedText(scanner, 'a JSONPath')
      return { kind, path: scanner.within(() => parseJsonPath(text)) }
    }
    default:
      return scanner.fail(`the query "${kind}" is not understood (known: status, header, body, jsonpath)`)
  }
}

function readTest(scanner: LineScanner): PredicateTest {
  const word = scanner.word()
  switch (word) {
    case '==':
    case '!=':
      return { kind: 'equality', operator: word, expected: readExpected(scanner) }
    case '>':
    case '>=':
    case '<':
    case '<=':
      return { kind: 'order', operator: word, expected: readNumber(scanner) }
    case 'contains':
      return { kind: 'contains', expected: readExpected(scanner) }
    case 'matches':
      return { kind: 'matches', pattern: readPattern(scanner) }
    default:
      if (isValueState(word)) return { kind: 'state', state: word }
      return scanner.fail(`"${word}" is neither a filter nor a predicate that is understood`)
  }
}

function readExpected(scanner: LineScanner): Expected {
  if (scanner.startsQuoted()) return { kind: 'text', template: scanner.quoted('a text') }
  const word = scanner.word()
  if (word === 'null') return { kind: 'literal', value: null }
  if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true' }
  if (integerOrDecimal.test(word)) return { kind: 'literal', value: Number(word) }
  const [part, ...others] = scanner.within(() => parseTemplate(word))
  if (typeof part === 'object' && others.length === 0) return { kind: 'variable', name: part.variable }
  return scanner.fail(`the value "${word}" is not understood`)
}

function readNumber(scanner: LineScanner): number {
  const word = scanner.word()
  return integerOrDecimal.test(word) ? Number(word) : scanner.fail(`"${word}" is not a number`)
}

function readPattern(scanner: LineScanner): RegExp {
  const source = readFixedText(scanner, 'a regular expression')
  return scanner.within(() => new RegExp(source, 'u'))
}

function readFixedText(scanner: LineScanner, what: string): string {
  const template = scanner.quoted(what)
  if (variablesOf(template).length > 0) scanner.fail(`${what} with a variable in it is not understood`)
  return sourceText(template)
}

function isValueState(word: string): word is ValueState {
  return valueStates.some((state) => state === word)
}
