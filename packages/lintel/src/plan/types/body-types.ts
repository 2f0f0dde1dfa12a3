/** The types of request and response bodies by their media type, as a handler sees them. */
import { type ContentKind, contentKind } from '../contract/content-kind.ts'
import type { ContractContent, ContractMediaType } from '../contract/contract-model.ts'
import { typeOfSchema } from './json-schema-to-typescript.ts'
import type { SchemaNaming } from './schema-context.ts'
import { name, type TypeNode, unionType, unknownType } from './type-node.ts'

/** Types of the framework that stand for bodies which no schema describes; a name for each, as `lintel` exports it. */
export const bodyTypeNames = ['BinaryBody', 'BinaryUpload', 'Html', 'MultipartBody'] as const

type Fixed = Exclude<ContentKind, 'json'>

const text = name('string')
/** A form that is read whole has the type of its schema. */
const received: Readonly<Record<Exclude<Fixed, 'form'>, TypeNode>> = {
  multipart: name('MultipartBody'),
  html: text,
  text,
  binary: name('BinaryUpload'),
}
const sent: Readonly<Record<Fixed, TypeNode>> = {
  form: text,
  multipart: name('BinaryBody'),
  html: name('Html'),
  text,
  binary: name('BinaryBody'),
}

/** What a request may carry; several media types make a union. */
export function requestBodyType(content: ContractContent, naming: SchemaNaming): TypeNode {
  const types = Object.entries(content).map(([mediaType, media]) => {
    const kind = contentKind(mediaType)
    return kind === 'json' || kind === 'form' ? typeOfMedia(media, naming) : received[kind]
  })
  return types.length === 0 ? unknownType : unionType(types)
}

export function responseBodyType(
  mediaType: string,
  media: ContractMediaType,
  naming: SchemaNaming,
): TypeNode {
  const kind = contentKind(mediaType)
  return kind === 'json' ? typeOfMedia(media, naming) : sent[kind]
}

function typeOfMedia({ schema }: ContractMediaType, naming: SchemaNaming): TypeNode {
  return schema === undefined ? unknownType : typeOfSchema(schema, naming)
}
