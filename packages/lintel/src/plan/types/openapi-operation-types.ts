/** The types of operations and their parts, in the shape that openapi-typescript 7 gives them. */
import { isList, type JsonObject, member, objectOr, textOr } from '../contract/json.ts'
import { schemaDoc } from './object-type.ts'
import type { OpenApiSource } from './openapi-source.ts'
import { mapType, neverType, type ObjectMember, objectType, type TypeNode, unknownType } from './type-node.ts'
import { documented, propertyKey, summaryLines } from './typescript-text.ts'

export const absent = (key: string): ObjectMember => ({ key, type: neverType, isOptional: true })

/** @param shared  parameters of the path, which the operation has too */
export function operationType(source: OpenApiSource, operation: JsonObject, shared: unknown): TypeNode {
  const parameters = [...listOf(shared), ...listOf(operation.parameters)]
  return objectType([
    { key: 'parameters', type: parametersType(source, parameters) },
    requestBodyMember(source, operation.requestBody),
    { key: 'responses', type: responsesType(source, operation.responses) },
  ])
}

export function operationDoc(operation: JsonObject) {
  const text = summaryLines(textOr(operation.summary, undefined), textOr(operation.description, undefined))
  return documented({ text: text.join('\n\n'), deprecated: operation.deprecated === true })
}

function listOf(value: unknown): readonly unknown[] {
  return isList(value) ? value : []
}

const places = ['query', 'header', 'path', 'cookie'] as const

export function parametersType(source: OpenApiSource, parameters: readonly unknown[]): TypeNode {
  const found = parameters.map((written) => ({ written, parameter: source.follow(written) }))
  return objectType(
    places.map((place) => {
      // A parameter of the operation takes the place of its namesake of the path.
      const byName = new Map(
        found.filter(({ parameter }) => parameter.in === place).map((entry) => [entry.parameter.name, entry]),
      )
      if (byName.size === 0) return absent(place)
      const members = [...byName.values()].map(({ written, parameter }) =>
        parameterMember(source, written, parameter),
      )
      return {
        key: place,
        type: objectType(members),
        isOptional: members.every(({ isOptional }) => isOptional),
      }
    }),
  )
}

function parameterMember(source: OpenApiSource, written: unknown, parameter: JsonObject): ObjectMember {
  return {
    key: propertyKey(String(parameter.name)),
    type: source.nameOf(written) ?? source.typeOf(parameter),
    isOptional: parameter.required !== true,
    ...holderDoc(parameter),
  }
}

/** What a parameter or a header says of itself, or else its schema. */
export function holderDoc(holder: JsonObject) {
  const schema = objectOr(member(holder, 'schema'))
  return schemaDoc(schema, {
    text: textOr(holder.description, undefined),
    deprecated: holder.deprecated === true,
  })
}

function requestBodyMember(source: OpenApiSource, written: unknown): ObjectMember {
  if (written === undefined) return absent('requestBody')
  const body = source.follow(written)
  const doc = documented({ text: textOr(body.description, undefined) })
  const type = source.nameOf(written) ?? requestBodyType(source, body)
  return { key: 'requestBody', type, isOptional: body.required !== true, ...doc }
}

export function requestBodyType(source: OpenApiSource, body: JsonObject): TypeNode {
  return objectType([{ key: 'content', type: contentType(source, body.content) }])
}

function responsesType(source: OpenApiSource, responses: unknown): TypeNode {
  const statuses = Object.entries(objectOr(responses)).filter(([status]) => !status.startsWith('x-'))
  if (statuses.length === 0) return neverType
  return objectType(
    statuses.map(([status, written]) => {
      const response = source.follow(written)
      return {
        key: propertyKey(status),
        type: source.nameOf(written) ?? responseType(source, response),
        ...documented({ text: textOr(response.description, undefined) }),
      }
    }),
  )
}

export function responseType(source: OpenApiSource, response: JsonObject): TypeNode {
  const hasContent = Object.keys(objectOr(response.content)).length > 0
  return objectType([
    { key: 'headers', type: headersType(source, response.headers) },
    hasContent ? { key: 'content', type: contentType(source, response.content) } : absent('content'),
  ])
}

function headersType(source: OpenApiSource, headers: unknown): TypeNode {
  const members = Object.entries(objectOr(headers)).map(([header, written]): ObjectMember => {
    const value = source.follow(written)
    const type = source.nameOf(written) ?? source.typeOf(value)
    return { key: propertyKey(header), type, isOptional: value.required !== true, ...holderDoc(value) }
  })
  return members.length === 0
    ? mapType(unknownType, 'name')
    : objectType([...members, { key: '[name: string]', type: unknownType }])
}

function contentType(source: OpenApiSource, content: unknown): TypeNode {
  const members = Object.entries(objectOr(content)).map(([mediaType, media]) => ({
    key: propertyKey(mediaType),
    type: source.typeOf(objectOr(media)),
  }))
  return objectType(members)
}
