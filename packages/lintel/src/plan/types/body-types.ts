/** The types of request and response bodies by their media type, as a handler sees them. */
import type { ContractContent, ContractMediaType } from '../contract/contract-model.ts'
import { typeOfSchema } from './json-schema-to-typescript.ts'
import type { SchemaNaming } from './schema-context.ts'
import { name, type TypeNode, unionType, unknownType } from './type-node.ts'

/** An uploaded body, such as a file or a form with files, which is not read into memory. */
const uploadBody = name('UploadBody')
/** The bytes of a response, all at once or as they come. */
const binaryBody = name('BinaryBody')

/** What a request may carry; several media types make a union. */
export function requestBodyType(content: ContractContent, naming: SchemaNaming): TypeNode {
  const types = Object.entries(content).map(([mediaType, media]) =>
    bodyType(mediaType, media, { naming, bytes: uploadBody }),
  )
  return types.length === 0 ? unknownType : unionType(types)
}

export function responseBodyType(
  mediaType: string,
  media: ContractMediaType,
  naming: SchemaNaming,
): TypeNode {
  return bodyType(mediaType, media, { naming, bytes: binaryBody })
}

function bodyType(
  mediaType: string,
  { schema }: ContractMediaType,
  { naming, bytes }: { readonly naming: SchemaNaming; readonly bytes: TypeNode },
): TypeNode {
  const [essence = ''] = mediaType.split(';')
  const isJson = /^(?:application\/json|.+\+json)$/.test(essence.trim())
  if (isJson || essence.trim() === 'application/x-www-form-urlencoded') {
    return schema === undefined ? unknownType : typeOfSchema(schema, naming)
  }
  return essence.startsWith('text/') ? name('string') : bytes
}
