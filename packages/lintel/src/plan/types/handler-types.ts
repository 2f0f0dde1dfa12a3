/** The types of one operation, as the function that implements it sees them. */
import { isMediaRange } from '../contract/content-kind.ts'
import type {
  ContractHeader,
  ContractOperation,
  ContractParameter,
  ContractResponse,
  ParameterPlace,
} from '../contract/contract-model.ts'
import { isObject, type JsonSchema } from '../contract/json.ts'
import { defaultOf } from '../contract/value-form.ts'
import { requestBodyType, responseBodyType } from './body-types.ts'
import { typeOfSchema } from './json-schema-to-typescript.ts'
import { schemaDoc } from './object-type.ts'
import type { SchemaNaming } from './schema-context.ts'
import { statusType } from './status-types.ts'
import {
  emptyRecord,
  name,
  type ObjectMember,
  objectType,
  type TypeNode,
  undefinedType,
  unionType,
} from './type-node.ts'
import { documented, propertyKey, quoted, summaryLines } from './typescript-text.ts'

export function handlerMember(operation: ContractOperation, naming: SchemaNaming): ObjectMember {
  const of = (place: ParameterPlace) => parametersType(operation, place, naming)
  const hasCookies = operation.parameters.some((parameter) => parameter.in === 'cookie')
  const type = objectType([
    { key: 'params', type: of('path') },
    { key: 'query', type: of('query') },
    { key: 'headers', type: of('header') },
    ...(hasCookies ? [{ key: 'cookies', type: of('cookie') }] : []),
    { key: 'body', type: bodyType(operation, naming) },
    { key: 'response', type: responseType(operation, naming) },
  ])
  const { method, path, summary, description, deprecated } = operation
  const text = [`${method} ${path}`, ...summaryLines(summary, description)].join('\n\n')
  return { key: propertyKey(operation.operationId), type, ...documented({ text, deprecated }) }
}

function parametersType(
  { parameters }: ContractOperation,
  place: ParameterPlace,
  naming: SchemaNaming,
): TypeNode {
  const members = parameters.filter((parameter) => parameter.in === place)
  return members.length === 0
    ? emptyRecord
    : objectType(members.map((parameter) => parameterMember(parameter, naming)))
}

/** A parameter with a default is always there once the request was read. */
function parameterMember(parameter: ContractParameter, naming: SchemaNaming): ObjectMember {
  const { schema, required, description, deprecated } = parameter
  return {
    key: propertyKey(parameter.name),
    type: typeOfSchema(schema, naming),
    isOptional: !required && defaultOf(naming.resolve, schema) === undefined,
    ...doc(schema, description, deprecated === true),
  }
}

function doc(schema: JsonSchema, description: string | undefined, deprecated: boolean) {
  const own = isObject(schema) && schema.$ref === undefined ? schema : true
  return schemaDoc(own, { text: description, deprecated })
}

function bodyType({ requestBody }: ContractOperation, naming: SchemaNaming): TypeNode {
  if (!requestBody) return undefinedType
  const type = requestBodyType(requestBody.content, naming)
  return requestBody.required ? type : unionType([type, undefinedType])
}

function responseType({ method, responses }: ContractOperation, naming: SchemaNaming): TypeNode {
  const keys = Object.keys(responses)
  const answers = Object.entries(responses).flatMap(([key, response]) =>
    answerTypes({ status: statusType(key, keys), response, isHead: method === 'HEAD' }, naming),
  )
  return unionType(answers)
}

interface DescribedAnswer {
  readonly status: TypeNode
  readonly response: ContractResponse
  /** RFC 9110 §9.3.2: what the document shows is what GET would send. */
  readonly isHead: boolean
}

/** One for each media type, which is named only where there is a choice. */
function answerTypes(
  { status, response, isHead }: DescribedAnswer,
  naming: SchemaNaming,
): readonly TypeNode[] {
  const before: readonly ObjectMember[] = [
    { key: 'status', type: status },
    ...headersMember(response.headers ?? {}, naming),
  ]
  const contents = Object.entries(response.content)
  if (contents.length === 0 || isHead)
    return [objectType([...before, { key: 'body', type: undefinedType, isOptional: true }])]
  return contents.map(([mediaType, media]) => {
    const body = { key: 'body', type: responseBodyType(mediaType, media, naming) }
    const isChoice = contents.length > 1 || isMediaRange(mediaType)
    const choice = isChoice ? [{ key: 'contentType', type: mediaTypeType(mediaType) }] : []
    return objectType([...before, ...choice, body])
  })
}

/** What is sent is of one type, where the document names a range. */
function mediaTypeType(mediaType: string): TypeNode {
  return name(
    isMediaRange(mediaType) ? `\`${mediaType.replaceAll('*', '$' + '{string}')}\`` : quoted(mediaType),
  )
}

function headersMember(
  headers: Readonly<Record<string, ContractHeader>>,
  naming: SchemaNaming,
): readonly ObjectMember[] {
  const members = Object.entries(headers).map(([header, { schema, required, description }]): ObjectMember => {
    const type = typeOfSchema(schema, naming)
    return { key: propertyKey(header), type, isOptional: !required, ...doc(schema, description, false) }
  })
  const isOptional = members.every((header) => header.isOptional)
  return members.length === 0 ? [] : [{ key: 'headers', type: objectType(members), isOptional }]
}
