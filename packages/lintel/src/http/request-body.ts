/** The body of a request to a contract, read as its content type says. */
import type { IncomingMessage } from 'node:http'
import type { Limits } from './backend.ts'
import { bodyProblem } from './body/body-problems.ts'
import { requireMediaType } from './body/content-type.ts'
import { parseForm } from './body/form.ts'
import { parseJson } from './body/json.ts'
import { readMultipart } from './body/multipart.ts'
import { readBody, refuseContentEncoding, refuseDeclaredLength } from './body/read-body.ts'
import { readText } from './body/text.ts'
import type { Call } from './call.ts'
import { parseMediaType } from './headers/media-type.ts'

export interface ReadContent {
  /** Key of the contract's `content` that the request matches. */
  readonly mediaType: string
  readonly value: unknown
  /** Texts of a form become numbers and booleans where the schema says so. */
  readonly isForm: boolean
}

/** Kinds of content by how they are read. */
export function kindOf(mediaType: string): 'json' | 'form' | 'multipart' | 'text' | 'binary' {
  const [essence = ''] = mediaType.split(';')
  const name = essence.trim().toLowerCase()
  if (name === 'application/json' || name.endsWith('+json')) return 'json'
  if (name === 'application/x-www-form-urlencoded') return 'form'
  if (name === 'multipart/form-data') return 'multipart'
  return name.startsWith('text/') ? 'text' : 'binary'
}

/** @throws Problem 415 for a content type that the contract does not name, and what reading may throw */
export async function readContent(
  call: Call,
  accepted: readonly string[],
  limits: Limits,
): Promise<ReadContent> {
  const header = call.message.headers['content-type']
  const sent = parseMediaType(header)?.name ?? ''
  const mediaType = matching(sent, accepted)
  // Says what is taken, and refuses a charset that is not read.
  requireMediaType(header, mediaType === undefined ? accepted : [sent])
  if (mediaType === undefined) throw bodyProblem('media_type_unsupported')
  const kind = kindOf(sent)
  return { mediaType, isForm: kind === 'form', value: await readAs(kind, call.message, limits) }
}

async function readAs(
  kind: ReturnType<typeof kindOf>,
  message: IncomingMessage,
  limits: Limits,
): Promise<unknown> {
  const { maxBodyBytes: maxBytes, maxBodyDepth: maxDepth, maxFileBytes } = limits
  switch (kind) {
    case 'json': {
      const bytes = await readBody(message, { maxBytes })
      if (bytes.length === 0) throw bodyProblem('body_missing')
      return parseJson(bytes, { maxDepth })
    }
    case 'form':
      return { ...parseForm(await readBody(message, { maxBytes })) }
    case 'multipart':
      return readMultipart(message, { maxFileBytes })
    case 'text':
      return readText(message, { maxBytes })
    case 'binary':
      return readBinary(message, maxFileBytes)
  }
}

/** Bytes as they arrive; more than the limit ends the stream with a refusal. */
async function* readBinary(message: IncomingMessage, maxBytes: number): AsyncGenerator<Uint8Array> {
  refuseContentEncoding(message)
  refuseDeclaredLength(message, maxBytes)
  let total = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    total += chunk.length
    if (total > maxBytes) throw bodyProblem('body_too_large')
    yield chunk
  }
}

/** The exact type before `image/*` before `*` + `/*`. */
function matching(sent: string, accepted: readonly string[]): string | undefined {
  const named = (wanted: string) =>
    accepted.find((each) => (each.split(';')[0] ?? '').trim().toLowerCase() === wanted)
  return named(sent) ?? named(`${sent.split('/')[0]}/*`) ?? named('*/*')
}
