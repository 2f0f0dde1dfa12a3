/** Sets up the multipart parser: its boundary, its limits, and every part as a stream of bytes. */
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { bodyProblem, CLOSE } from './body-problems.ts'
import { requireMediaType } from './content-type.ts'
import { checkPart, type RawPart } from './multipart-part.ts'

export interface PartParserOptions {
  readonly boundary: string
  readonly maxParts: number
  onPart(part: RawPart): void
  onFinish(): void
  onFault(fault: Error): void
}

// RFC 2046 §5.1.1: 1 to 70 characters of this set, the last one not a space.
const BOUNDARY = /^[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]$/
const HEADER_LIMITS = { headerPairs: 16, headerSize: 8192 } as const

/**
 * The boundary a Content-Type names.
 *
 * @throws  Problem 415 `media_type_unsupported` when it is not multipart/form-data,
 *          400 `multipart_malformed` when it has no valid boundary
 */
export function requireBoundary(contentType: string | undefined): string {
  const { parameters } = requireMediaType(contentType, ['multipart/form-data'])
  const boundary = parameters.get('boundary')
  if (boundary !== undefined && BOUNDARY.test(boundary)) return boundary
  throw bodyProblem('multipart_malformed', { detail: 'Content-Type needs a valid boundary parameter.' })
}

export function createPartParser(options: PartParserOptions): BusboyInstance {
  const { boundary, maxParts, onPart, onFinish, onFault } = options
  const parser = new Busboy({
    headers: { 'content-type': `multipart/form-data; boundary="${boundary}"` },
    limits: { parts: maxParts, ...HEADER_LIMITS },
    // Fields too: they are decoded on our side, strictly.
    isPartAFile: () => true,
  })
  parser.on('file', (...[name, source, filename, transferEncoding, contentType]) => {
    // The parser emits 'error' on a part that is cut off, whether or not anybody reads it.
    source.on('error', () => {})
    try {
      onPart(checkPart({ name, filename, transferEncoding, contentType }, source))
    } catch (fault) {
      onFault(fault as Error)
    }
  })
  parser.on('partsLimit', () => onFault(tooManyParts(maxParts)))
  parser.on('error', (cause) => onFault(bodyProblem('multipart_malformed', { cause, headers: CLOSE })))
  parser.on('finish', onFinish)
  return parser
}

function tooManyParts(maxParts: number): Error {
  const detail = `At most ${maxParts} parts are accepted.`
  return bodyProblem('multipart_too_many_parts', { detail, headers: CLOSE })
}
