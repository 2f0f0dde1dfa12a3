/** The body of an answer to a contract, written as its media type says. */
import { Readable } from 'node:stream'
import { contentKind, isMediaRange } from '../plan/contract/content-kind.ts'
import { Html } from '../spec/html.ts'
import { AnswerStream } from './answer-stream.ts'
import type { Reply } from './reply.ts'

export interface AnswerContent {
  readonly body: unknown
  readonly mediaType: string
  /** What of the document's `content` it falls under; absent where the document has nothing for it. */
  readonly contentKey: string | undefined
  /** Its Content-Length, for bytes whose number the handler knows. */
  readonly length: string | undefined
}

/** @throws what `broken` makes, for a body that is not of its media type */
export function answerContent(
  content: AnswerContent,
  broken: (reason: string) => Error,
): Pick<Reply, 'body' | 'mediaType' | 'headers'> {
  const { body, mediaType } = content
  const inUtf8 = /;\s*charset=/i.test(mediaType) ? mediaType : `${mediaType}; charset=utf-8`
  switch (kindOf(content)) {
    case 'json':
      return { body: jsonText(body, broken), mediaType: inUtf8 }
    case 'html':
      // Text that was put together by hand may hold somebody's script.
      if (!(body instanceof Html)) throw broken('a page must be written with html`…`.')
      return { body: body.markup, mediaType: inUtf8 }
    case 'form':
    case 'text':
      if (typeof body !== 'string') throw broken(`a body of ${mediaType} must be text.`)
      return { body, mediaType: inUtf8 }
    default:
      return bytes(content, broken)
  }
}

/** Where the document names a range, bytes are what the handler says they are. A page stays a page. */
function kindOf({ body, mediaType, contentKey }: AnswerContent): ReturnType<typeof contentKind> {
  const isOpen = contentKey !== undefined && isMediaRange(contentKey) && contentKind(contentKey) === 'binary'
  return isOpen && !(body instanceof Html) ? 'binary' : contentKind(mediaType)
}

function bytes({ body, mediaType, length }: AnswerContent, broken: (reason: string) => Error) {
  if (body instanceof Uint8Array) {
    return { body: Buffer.from(body.buffer, body.byteOffset, body.byteLength), mediaType }
  }
  if (!(body instanceof AnswerStream)) throw broken(`a body of ${mediaType} must be bytes.`)
  const stream = Readable.from(body, { objectMode: false })
  if (length === undefined) return { body: stream, mediaType }
  if (!/^\d{1,15}$/.test(length)) throw broken('its Content-Length is no number of bytes.')
  body.expectBytes(Number(length))
  return { body: stream, mediaType, headers: { 'content-length': length } }
}

function jsonText(body: unknown, broken: (reason: string) => Error): string {
  const text: string | undefined = JSON.stringify(body)
  if (text === undefined) throw broken('the body cannot be written as JSON.')
  return text
}
