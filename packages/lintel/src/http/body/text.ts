/** Turns the bytes of a body into text: UTF-8 and nothing else. */
import { isAscii, isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { bodyProblem } from './body-problems.ts'
import { type BodyLimits, readBody } from './read-body.ts'

/**
 * Decodes UTF-8 strictly; a byte order mark at the start is dropped.
 *
 * @throws  Problem `body_not_utf8` (400)
 */
export function decodeUtf8(bytes: Buffer): string {
  // Latin-1 agrees with UTF-8 on ASCII and is decoded several times faster.
  if (isAscii(bytes)) return bytes.toString('latin1')
  if (!isUtf8(bytes)) throw bodyProblem('body_not_utf8')
  // RFC 8259 §8.1: a parser may ignore a byte order mark rather than refuse it.
  return bytes.toString('utf8', startsWithMark(bytes) ? 3 : 0)
}

/**
 * Reads a body as text that PostgreSQL can store.
 *
 * @returns  the text, empty when the request has no body
 * @throws   what `readBody` throws; Problem `body_not_utf8` (400), `text_invalid` (400) for U+0000
 */
export async function readText(request: IncomingMessage, limits?: BodyLimits): Promise<string> {
  const text = decodeUtf8(await readBody(request, limits))
  if (text.includes('\0')) throw bodyProblem('text_invalid')
  return text
}

function startsWithMark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}
