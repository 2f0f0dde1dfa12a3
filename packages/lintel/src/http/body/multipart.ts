/** Reads multipart/form-data part by part, as it arrives; a file is never held in memory. */
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { bodyProblem, CLOSE } from './body-problems.ts'
import { ByteCollector } from './byte-collector.ts'
import { baseFileName } from './file-name.ts'
import { FileStream } from './file-stream.ts'
import { pointerTo } from './json-pointer.ts'
import type { RawPart } from './multipart-part.ts'
import { MultipartUpload, type UploadLimits } from './multipart-upload.ts'
import { decodeUtf8 } from './text.ts'

export interface FieldPart {
  readonly kind: 'field'
  readonly name: string
  /** In lower case, without parameters; `text/plain` when the client did not say. */
  readonly mediaType: string
  readonly value: string
}

export interface FilePart {
  readonly kind: 'file'
  readonly name: string
  /** As the client said: a claim, not a fact. */
  readonly mediaType: string
  /** A base name; undefined when the client gave none, or none that is usable. */
  readonly filename: string | undefined
  /** To be read before the next part is asked for. A file that nobody reads is discarded. */
  readonly stream: Readable
}

export type MultipartPart = FieldPart | FilePart

export interface MultipartLimits extends UploadLimits {
  /** Of one field, default 64 KiB. */
  readonly maxFieldBytes?: number
  /** Of one file, default 10 MiB. */
  readonly maxFileBytes?: number
}

const DEFAULT_MAX_FIELD_BYTES = 65_536
const DEFAULT_MAX_FILE_BYTES = 10_485_760

/**
 * Gives the parts in the order they were sent. A part is a file when it has a filename
 * or is `application/octet-stream`.
 *
 * A fault destroys the stream of the current file with the same error; so does leaving the loop.
 * A slow reader slows the client down, and that is not held against the client.
 *
 * @throws  Problem 400 `multipart_malformed`, `multipart_too_many_parts`, `body_not_utf8`, `text_invalid`,
 *          `body_forbidden_key`, 413 `body_too_large`, `field_too_large`, `file_too_large`,
 *          408 `request_timeout`, 415 `media_type_unsupported`, `content_encoding_unsupported`;
 *          ClientAborted when the client has gone
 * @example
 * for await (const part of readMultipart(request, { maxFileBytes: 5_000_000 })) {
 *   if (part.kind === 'file') await pipeline(part.stream, createWriteStream(target))
 * }
 */
export async function* readMultipart(
  request: IncomingMessage,
  limits: MultipartLimits = {},
): AsyncGenerator<MultipartPart, void, undefined> {
  const upload = new MultipartUpload(request, limits)
  try {
    for (let part = await upload.next(); part !== undefined; part = await upload.next()) {
      if (part.isFile) {
        const file = openFile(part, upload, limits)
        yield file
        await file.stream.settled()
      } else yield await readField(part, upload, limits)
    }
  } catch (error) {
    // A stream that was cut off says so in its own words; the upload knows why.
    throw upload.failure ?? error
  } finally {
    upload.stop()
  }
}

function openFile(part: RawPart, upload: MultipartUpload, limits: MultipartLimits) {
  const { name, mediaType, filename = '' } = part
  const stream = new FileStream(part.source, {
    field: name,
    maxBytes: limits.maxFileBytes ?? DEFAULT_MAX_FILE_BYTES,
  })
  upload.follow(stream)
  return { kind: 'file', name, mediaType, filename: baseFileName(filename), stream } as const
}

async function readField(
  part: RawPart,
  upload: MultipartUpload,
  limits: MultipartLimits,
): Promise<FieldPart> {
  upload.follow(part.source)
  const { name, mediaType } = part
  const content = new ByteCollector(limits.maxFieldBytes ?? DEFAULT_MAX_FIELD_BYTES)
  for await (const chunk of part.source) {
    if (!content.append(chunk as Buffer)) throw fieldProblem('field_too_large', name)
  }
  const value = decodeUtf8(content.take())
  if (value.includes('\0')) throw fieldProblem('text_invalid', name)
  return { kind: 'field', name, mediaType, value }
}

const FIELD_MESSAGES = {
  field_too_large: 'is too large for a field',
  text_invalid: 'has the character U+0000',
} as const

function fieldProblem(code: keyof typeof FIELD_MESSAGES, name: string): Error {
  const errors = [{ pointer: pointerTo([name]), code, message: FIELD_MESSAGES[code] }]
  return bodyProblem(code, { errors, headers: CLOSE })
}
