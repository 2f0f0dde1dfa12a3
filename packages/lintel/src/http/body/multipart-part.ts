/** Checks what the headers of one multipart part say, before its content is looked at. */
import type { Readable } from 'node:stream'
import { parseMediaType } from '../headers/media-type.ts'
import { type BodyProblemCode, bodyProblem, CLOSE } from './body-problems.ts'

export interface RawPart {
  readonly name: string
  /** As given; undefined for a part without this parameter. */
  readonly filename: string | undefined
  readonly mediaType: string
  readonly isFile: boolean
  readonly source: Readable
}

export interface PartHeaders {
  readonly name: string | undefined
  readonly filename: string | undefined
  readonly transferEncoding: string
  readonly contentType: string
}

const MAX_NAME_LENGTH = 200
// The parser puts U+FFFD where a name was not UTF-8.
const UNUSABLE = /[\p{Cc}\p{Surrogate}\ufffd]/u
// RFC 7578 §4.7: the encodings that leave the bytes as they are; base64 would be stored undecoded.
const IDENTITY_ENCODINGS = new Set(['7bit', '8bit', 'binary'])

/**
 * Makes a raw part of the parser's words.
 *
 * @throws  Problem 400 `multipart_malformed`, `text_invalid`, `body_forbidden_key`
 */
export function checkPart(headers: PartHeaders, source: Readable): RawPart {
  const { name, filename, transferEncoding, contentType } = headers
  if (name === undefined || name.length > MAX_NAME_LENGTH) {
    throw refusal('multipart_malformed', `Every part needs a name of at most ${MAX_NAME_LENGTH} characters.`)
  }
  if (UNUSABLE.test(name)) {
    throw refusal('text_invalid', 'The name of a part has a control character or is not UTF-8.')
  }
  if (name === '__proto__') throw refusal('body_forbidden_key', 'No part may be named __proto__.')
  const mediaType = parseMediaType(contentType)?.name
  if (mediaType === undefined || !IDENTITY_ENCODINGS.has(transferEncoding)) {
    throw refusal('multipart_malformed', 'A part has an invalid Content-Type or Content-Transfer-Encoding.')
  }
  const isFile = filename !== undefined || mediaType === 'application/octet-stream'
  return { name, filename, mediaType, isFile, source }
}

function refusal(code: BodyProblemCode, detail: string): Error {
  return bodyProblem(code, { detail, headers: CLOSE })
}
