/** Chooses which representation to send: the Accept header against what the server has. */
import { splitList } from './field-syntax.ts'
import { type MediaType, parseMediaType } from './media-type.ts'

interface MediaRange {
  readonly type: MediaType
  /** 0 is never, 1 is best. */
  readonly quality: number
  /** How closely the range names a type: `*` over `*` is 0, `text/*` 1, `text/html` 2, and one more per parameter. */
  readonly specificity: number
}

// A real Accept header has a few hundred characters; a longer one is not worth the work and is disregarded.
const MAX_LENGTH = 2048
// RFC 9110 §12.4.2: qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )
const QUALITY = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/

/**
 * Picks the media type the client likes best; of equals, the one the server lists first.
 *
 * A malformed element is passed over, and a header with no valid element counts as absent.
 *
 * @param accept     the Accept field value; undefined or empty accepts anything
 * @param available  media types in the server's order of preference, in lower case
 * @returns          an element of `available`, or undefined: answer 406 `not_acceptable`
 * @source           RFC 9110 §12.5.1
 */
export function negotiate(accept: string | undefined, available: readonly string[]): string | undefined {
  if (accept === undefined || accept === '*/*' || accept === '') return available[0]
  if (available.includes(accept)) return accept
  if (accept.length > MAX_LENGTH) return available[0]
  // Without parameters there are no weights: what the wildcard lets in is as good as what is named.
  if (!accept.includes(';') && accept.endsWith(' */*')) return available[0]
  const ranges = parseRanges(accept)
  return ranges.length === 0 ? available[0] : bestOf(available, ranges)
}

function bestOf(available: readonly string[], ranges: readonly MediaRange[]): string | undefined {
  let best: string | undefined
  let bestQuality = 0
  for (const candidate of available) {
    const quality = qualityOf(candidate, ranges)
    if (quality > bestQuality) {
      best = candidate
      bestQuality = quality
    }
  }
  return best
}

// The most specific range decides, so `text/*;q=0.5, text/csv;q=0` refuses text/csv.
function qualityOf(candidate: string, ranges: readonly MediaRange[]): number {
  const type = parseMediaType(candidate)
  if (type === undefined) return 0
  let decider: MediaRange | undefined
  for (const range of ranges) {
    if (includes(range.type, type) && range.specificity > (decider?.specificity ?? -1)) decider = range
  }
  return decider?.quality ?? 0
}

function includes(range: MediaType, type: MediaType): boolean {
  if (range.name !== type.name && range.name !== '*/*') {
    if (!range.name.endsWith('/*') || !type.name.startsWith(range.name.slice(0, -1))) return false
  }
  for (const [name, value] of range.parameters) {
    // Everything is sent in UTF-8, so a client that asks for it is not turned away.
    if (name === 'charset' && value.toLowerCase() === 'utf-8') continue
    if (type.parameters.get(name)?.toLowerCase() !== value.toLowerCase()) return false
  }
  return true
}

function parseRanges(accept: string): MediaRange[] {
  const ranges: MediaRange[] = []
  for (const element of splitList(accept)) {
    const range = parseRange(element)
    if (range !== undefined) ranges.push(range)
  }
  return ranges
}

function parseRange(element: string): MediaRange | undefined {
  const type = parseMediaType(element)
  if (type === undefined) return undefined
  const parameters = new Map<string, string>()
  let quality = 1
  for (const [name, value] of type.parameters) {
    if (name !== 'q') {
      parameters.set(name, value)
      continue
    }
    if (!QUALITY.test(value)) return undefined
    quality = Number(value)
    break // what follows q was accept-ext (RFC 7231) and has no meaning
  }
  const base = type.name === '*/*' ? 0 : type.name.endsWith('/*') ? 1 : 2
  return { type: { name: type.name, parameters }, quality, specificity: base + parameters.size }
}
