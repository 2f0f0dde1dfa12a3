// In charge of the words in which a result is told.

import { basename } from 'node:path'
import { shorten } from './json-value.ts'
import type { FileResult, RequestResult } from './runner.ts'

export interface Totals {
  readonly passed: number
  readonly failed: number
}

const excerptLength = 400

export function countRequests(results: readonly FileResult[]): Totals {
  const requests = results.flatMap((result) => result.requests)
  const failed = requests.filter(hasFailed).length
  return { passed: requests.length - failed, failed }
}

/** The last line of a run: exactly `N passed, N failed`. */
export function formatTotals({ passed, failed }: Totals): string {
  return `${passed} passed, ${failed} failed`
}

/** One line for the file; then, for each request that failed, its place, what was expected and what came. */
export function formatFile(result: FileResult): string {
  const title = `${basename(result.file.path)}: ${formatTotals(countRequests([result]))}`
  const failed = result.requests.filter(hasFailed)
  return [title, ...failed.flatMap((request) => formatRequest(result.file.path, request))].join('\n')
}

function formatRequest(path: string, result: RequestResult): string[] {
  const { failures, request } = result
  return [
    `  ${path}:${request.line}: failed: ${request.name}`,
    ...failures.flatMap(({ line, expected, came }) => [
      `    ${path}:${line}: expected ${expected}`,
      `      came ${came}`,
    ]),
    ...formatExchange(result),
  ]
}

function formatExchange({ sent, answer }: RequestResult): string[] {
  if (!sent) return []
  if (!answer) return [`    ${sent.method} ${sent.url}`]
  const body = shorten(answer.body.replace(/\s+/g, ' '), excerptLength) || '(empty body)'
  return [`    ${sent.method} ${sent.url} answered ${answer.status} ${body}`]
}

function hasFailed(result: RequestResult): boolean {
  return result.failures.length > 0
}
