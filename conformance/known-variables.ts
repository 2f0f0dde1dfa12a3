// In charge of finding, before anything is sent, a variable that can never have a value.

import type { Expected, HurlFile, HurlRequest } from './hurl-file.ts'
import { HurlSyntaxError } from './hurl-syntax-error.ts'
import { variablesOf } from './template.ts'

interface Use {
  readonly line: number
  readonly variable: string
}

/**
 * Holds each use of a variable against the captures above it, and against what the runner gives.
 * It also catches Hurl's functions (`{{newUuid}}`), which look like variables and are not supported.
 *
 * @throws  HurlSyntaxError at the first use of a variable that nothing sets
 */
export function assertKnownVariables(file: HurlFile, given: readonly string[]): void {
  const known = new Set(given)
  const assertKnown = ({ line, variable }: Use) => {
    if (known.has(variable)) return
    throw new HurlSyntaxError(
      file.path,
      line,
      `{{${variable}}} is neither given nor captured by a request above`,
    )
  }
  for (const request of file.requests) {
    usesInRequest(request).forEach(assertKnown)
    for (const { variable } of request.captures) known.add(variable)
    usesInAsserts(request).forEach(assertKnown)
  }
}

function usesInRequest({ line, url, headers, body }: HurlRequest): Use[] {
  const templates = [url, ...headers.map(({ value }) => value), body ?? []]
  return templates.flatMap(variablesOf).map((variable) => ({ line, variable }))
}

function usesInAsserts({ asserts }: HurlRequest): Use[] {
  return asserts.flatMap(({ line, predicate: { test } }) =>
    'expected' in test ? variablesIn(test.expected).map((variable) => ({ line, variable })) : [],
  )
}

function variablesIn(expected: Expected | number): string[] {
  if (typeof expected === 'number' || expected.kind === 'literal') return []
  return expected.kind === 'text' ? variablesOf(expected.template) : [expected.name]
}
