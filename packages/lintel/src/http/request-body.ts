/** The body of a request to a contract: read as its content type says, and held to its schema. */
import { bundledSchema } from '../plan/contract/bundled-schema.ts'
import { contentKeyFor, contentKind } from '../plan/contract/content-kind.ts'
import type { ContractMediaType, ContractModel, ContractOperation } from '../plan/contract/contract-model.ts'
import { describeForm } from '../plan/contract/form-description.ts'
import { compileForm } from '../plan/contract/form-value.ts'
import type { JsonSchema } from '../plan/contract/json.ts'
import { type Validate, validator } from '../plan/schemas/validator.ts'
import type { Limits } from './backend.ts'
import { readBinary } from './binary-upload.ts'
import { bodyProblem } from './body/body-problems.ts'
import { requireMediaType } from './body/content-type.ts'
import { parseForm } from './body/form.ts'
import { parseJson } from './body/json.ts'
import { readMultipart } from './body/multipart.ts'
import { requireBoundary } from './body/multipart-parser.ts'
import { readBody, refuseContentEncoding, refuseDeclaredLength } from './body/read-body.ts'
import { readText } from './body/text.ts'
import type { Call } from './call.ts'
import { parseMediaType } from './headers/media-type.ts'
import { invalid } from './json-body.ts'
import { lingerOnClose } from './lingering-close.ts'
import { checkedParts } from './multipart-content.ts'

export type ReadContractBody = (call: Call) => Promise<unknown>

export interface BodyToRead {
  readonly contract: ContractModel
  readonly operation: ContractOperation
  readonly limits: Limits
}

/**
 * Prepares the reading of an operation's body.
 *
 * @returns a function that gives the value, or for files and bytes what brings them; `undefined` for a body that is
 *          absent and may be. It throws Problem 400, 408, 413 and 415 for what cannot be read, 422 for what is wrong
 */
export function bodyReader({ contract, operation, limits }: BodyToRead): ReadContractBody {
  const { requestBody } = operation
  if (!requestBody) return async () => undefined
  const readers = new Map(
    Object.entries(requestBody.content).map(([mediaType, media]) => {
      return [mediaType, contentReader({ contract, mediaType, media, limits })] as const
    }),
  )
  const keys = [...readers.keys()]
  return async (call) => {
    if (isAbsent(call)) {
      if (requestBody.required) throw bodyProblem('body_missing')
      return undefined
    }
    lingerOnClose(call.message)
    return readers.get(matchingKey(call, keys))?.(call)
  }
}

/**
 * RFC 9112 §6: Content-Length or Transfer-Encoding tells that there is a body. One of no bytes is an empty file or
 * text where its type goes along, and nothing where none does.
 */
function isAbsent({ message: { headers } }: Call): boolean {
  if (headers['transfer-encoding'] !== undefined) return false
  const length = headers['content-length']
  if (length !== '0') return length === undefined
  const sent = headers['content-type']
  // No JSON text is empty, so this client has nothing to say.
  return sent === undefined || contentKind(sent) === 'json'
}

/** @throws Problem 415 for a content type that the contract does not name */
function matchingKey({ message: { headers } }: Call, keys: readonly string[]): string {
  const sent = parseMediaType(headers['content-type'])?.name
  const key = sent === undefined ? undefined : contentKeyFor(sent, keys)
  // Its refusal says what is taken.
  if (sent === undefined || key === undefined) return requireMediaType(undefined, keys).name
  const isText = contentKind(key) !== 'binary' && contentKind(key) !== 'multipart'
  // The charset of text that is not UTF-8 is refused; what stands in bytes is the handler's affair.
  if (isText) requireMediaType(headers['content-type'], [sent])
  return key
}

interface ContentToRead {
  readonly contract: ContractModel
  readonly mediaType: string
  readonly media: ContractMediaType
  readonly limits: Limits
}

function contentReader(content: ContentToRead): ReadContractBody {
  const { contract, media, limits } = content
  const { maxBodyBytes: maxBytes, maxBodyDepth: maxDepth, maxFileBytes } = limits
  const check = lazily(contract, media.schema ?? true)
  switch (contentKind(content.mediaType)) {
    case 'json':
      return async ({ message }) =>
        held(parseJson(await readBody(message, { maxBytes }), { maxDepth }), check)
    case 'form': {
      const valueOfForm = once(() => compileForm(contract, media))
      return async ({ message }) =>
        held(valueOfForm()(parseForm(await readBody(message, { maxBytes }))), check)
    }
    case 'html':
    case 'text':
      return async ({ message }) => held(await readText(message, { maxBytes }), check)
    case 'multipart':
      return multipartReader(content)
    case 'binary':
      return async ({ message }) => readBinary(message, maxFileBytes)
  }
}

/** Room for small files beside each other, and for one of the largest size with its fields. */
const leastUploadBytes = 33_554_432

function multipartReader({ contract, media, limits }: ContentToRead): ReadContractBody {
  const { maxFileBytes, maxBodyBytes } = limits
  const maxBytes = Math.max(leastUploadBytes, maxFileBytes + maxBodyBytes)
  const form = once(() => describeForm(contract, media))
  const validators = new Map<JsonSchema, Validate>()
  const validatorOf = (schema: JsonSchema): Validate => {
    const known = validators.get(schema) ?? lazily(contract, schema)
    validators.set(schema, known)
    return known
  }
  return async ({ message }) => {
    // Parts are read when the handler asks for them; what the headers tell is refused before it runs.
    refuseContentEncoding(message)
    requireBoundary(message.headers['content-type'])
    refuseDeclaredLength(message, maxBytes)
    const parts = readMultipart(message, { maxFileBytes, maxFieldBytes: maxBodyBytes, maxBytes })
    return checkedParts(parts, { form: form(), validatorOf })
  }
}

function held(value: unknown, check: Validate): unknown {
  const errors = check(value)
  if (errors) throw invalid(errors)
  return value
}

/** Documents hold more schemas than a process ever uses: each is put together at its first use. */
function lazily(contract: ContractModel, schema: JsonSchema): Validate {
  const check = once(() => validator(bundledSchema(contract, schema), { defaults: true }))
  return (value) => check()(value)
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
