// In charge of holding the results of this runner against those of Bruno, request by request.

import type { BrunoOutcome } from './bruno.ts'
import type { HurlRequest } from './hurl-file.ts'
import type { Failure, RequestResult } from './runner.ts'

export interface Comparison {
  readonly requests: number
  readonly hurlFailed: number
  readonly brunoFailed: number
  /** Where the two disagree although neither tool's known manners say why. */
  readonly unexplained: readonly Disagreement[]
  readonly explained: readonly Disagreement[]
  /** Where the two did not send the same request; only told apart where both sent one. */
  readonly differentRequests: readonly string[]
}

export interface Disagreement {
  /** File and number, from 1. */
  readonly place: string
  readonly failedIn: 'Hurl' | 'Bruno'
  readonly reason: string
}

export interface ComparedFile {
  readonly name: string
  readonly uid: string
  readonly hurl: readonly RequestResult[]
  readonly bruno: readonly BrunoOutcome[]
}

export function compareFiles(files: readonly ComparedFile[]): Comparison {
  const pairs = files.flatMap(pairUp)
  const disagreements = pairs.flatMap(disagreementOf)
  return {
    requests: pairs.length,
    hurlFailed: pairs.filter(({ hurl }) => hurl.failures.length > 0).length,
    brunoFailed: pairs.filter(({ bruno }) => bruno.failures.length > 0).length,
    unexplained: disagreements.filter(({ reason }) => reason === ''),
    explained: disagreements.filter(({ reason }) => reason !== ''),
    differentRequests: pairs.flatMap(requestDifference),
  }
}

interface Pair {
  readonly place: string
  readonly uid: string
  readonly hurl: RequestResult
  readonly bruno: BrunoOutcome
}

function pairUp({ name, uid, hurl, bruno }: ComparedFile): Pair[] {
  if (hurl.length !== bruno.length) {
    throw new Error(`${name}: ${hurl.length} requests in the Hurl file, ${bruno.length} in the Bruno folder`)
  }
  return hurl.map((result, index) => ({
    place: `${name} ${index + 1}`,
    uid,
    hurl: result,
    bruno: bruno[index]!,
  }))
}

function disagreementOf({ place, hurl, bruno }: Pair): Disagreement[] {
  const hurlFailed = hurl.failures.length > 0
  const brunoFailed = bruno.failures.length > 0
  if (hurlFailed === brunoFailed) return []
  if (brunoFailed) return [{ place, failedIn: 'Bruno', reason: '' }]
  return [{ place, failedIn: 'Hurl', reason: explain(hurl) }]
}

/** The known manners in which Bruno lets pass what Hurl does not; `''` when there is another cause. */
function explain({ failures, request, unsetVariable }: RequestResult): string {
  if (unsetVariable !== undefined) {
    return `{{${unsetVariable}}} was not captured: not sent here; Bruno sends the text {{${unsetVariable}}}`
  }
  const manners = failures.map((failure) => lenience(failure, request))
  return manners.includes('') ? '' : [...new Set(manners)].join('; ')
}

function lenience({ came, line }: Failure, { asserts, captures }: HurlRequest): string {
  if (came !== 'nothing') return ''
  if (captures.some((capture) => capture.line === line)) return 'Bruno captures a missing value as undefined'
  const test = asserts.find((assert) => assert.line === line)?.predicate.test
  const isNotEqual = test?.kind === 'equality' && test.operator === '!='
  return isNotEqual ? 'in Bruno a missing value is != any text; in Hurl it is not' : ''
}

function requestDifference({ place, uid, hurl, bruno }: Pair): string[] {
  if (!hurl.sent || bruno.url.includes('{{')) return []
  const ours = signature(hurl.sent, (text) => text.replaceAll(uid, 'UID'))
  const theirs = signature(bruno, (text) => text.replace(brunoUid, 'UID'))
  return ours === theirs ? [] : [`${place}: ${ours} is not ${theirs}`]
}

/** As the collection makes it: the time in milliseconds and up to four letters or digits. */
const brunoUid = /1\d{12}[a-z0-9]{0,4}/g

/** A request without what differs in each run: the host, the uid and the numbers of comments. */
function signature(
  { method, url, body }: { method: string; url: string; body: string | undefined },
  withoutUid: (text: string) => string,
): string {
  const { pathname, search } = new URL(url)
  const path = pathname.replace(/\/comments\/\d+$/, '/comments/N')
  const json = body ? ` ${JSON.stringify(JSON.parse(body))}` : ''
  return withoutUid(`${method} ${path}${search}${json}`)
}
