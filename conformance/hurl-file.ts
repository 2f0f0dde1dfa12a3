// In charge of the shape of a parsed Hurl file: plain data, with the line of everything that can fail.

import type { JsonPath } from './json-path.ts'
import type { JsonTemplate, Template } from './template.ts'

export interface HurlFile {
  /** As it is shown in messages. */
  readonly path: string
  readonly requests: readonly HurlRequest[]
}

export interface HurlRequest {
  readonly line: number
  /** The comment right above the request, else its method and URL as written. */
  readonly name: string
  readonly method: string
  readonly url: Template
  readonly headers: readonly HurlHeader[]
  readonly body: JsonTemplate | undefined
  readonly status: { readonly line: number; readonly code: number }
  readonly captures: readonly HurlCapture[]
  readonly asserts: readonly HurlAssert[]
}

export interface HurlHeader {
  readonly name: string
  readonly value: Template
}

export interface HurlCapture {
  readonly line: number
  readonly variable: string
  readonly query: Query
  /** The line as written. */
  readonly text: string
}

export interface HurlAssert {
  readonly line: number
  readonly query: Query
  readonly predicate: Predicate
  readonly text: string
}

/** What is looked at; `count` replaces a list by its length. */
export interface Query {
  readonly source: QuerySource
  readonly count: boolean
}

export type QuerySource =
  | { readonly kind: 'status' }
  | { readonly kind: 'body' }
  | { readonly kind: 'header'; readonly name: string }
  | { readonly kind: 'jsonpath'; readonly path: JsonPath }

export interface Predicate {
  readonly negated: boolean
  readonly test: PredicateTest
}

export type PredicateTest =
  | { readonly kind: 'equality'; readonly operator: '==' | '!='; readonly expected: Expected }
  | { readonly kind: 'order'; readonly operator: OrderOperator; readonly expected: number }
  | { readonly kind: 'contains'; readonly expected: Expected }
  | { readonly kind: 'matches'; readonly pattern: RegExp }
  | { readonly kind: 'state'; readonly state: ValueState }

export type OrderOperator = '>' | '>=' | '<' | '<='

export const valueStates = [
  'exists',
  'isEmpty',
  'isString',
  'isInteger',
  'isNumber',
  'isBoolean',
  'isList',
  'isObject',
] as const
export type ValueState = (typeof valueStates)[number]

/** What a value is compared with: written out, a text with variables in it, or a variable with its type kept. */
export type Expected =
  | { readonly kind: 'literal'; readonly value: number | boolean | null }
  | { readonly kind: 'text'; readonly template: Template }
  | { readonly kind: 'variable'; readonly name: string }
