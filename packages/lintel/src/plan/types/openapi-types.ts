/** An OpenAPI document → the types of a client: what `openapi-fetch` takes, in the shape of openapi-typescript 7. */
import { type JsonObject, objectOr } from '../contract/json.ts'
import { generatedHeader } from './generated-header.ts'
import { componentsType } from './openapi-component-types.ts'
import { operationsType, pathsType } from './openapi-path-types.ts'
import { openApiSource } from './openapi-source.ts'
import { printDeclaration } from './print-type.ts'
import { emptyRecord } from './type-node.ts'

export interface EmitOptions {
  /** The file that the document comes from, for the first line; default `openapi.yml`. */
  readonly source?: string
}

/**
 * TypeScript source that exports `paths`, `webhooks`, `components` and `operations`.
 * The same document gives the same text, in the order of the document.
 *
 * @param document  OpenAPI 3.1, such as `ContractModel.document`; every `$ref` is local and leads somewhere
 * @throws          Error for a `$ref` that leads nowhere
 */
export function emitOpenApiTypes(document: JsonObject, options: EmitOptions = {}): string {
  const source = openApiSource(document)
  const paths = Object.entries(objectOr(document.paths)).filter(([path]) => path.startsWith('/'))
  const webhooks = Object.entries(objectOr(document.webhooks))
  const declarations = [
    { name: 'paths', type: pathsType(source, paths) },
    { name: 'webhooks', type: pathsType(source, webhooks) },
    { name: 'components', type: componentsType(source, objectOr(document.components)) },
    { name: '$defs', type: emptyRecord },
    { name: 'operations', type: operationsType(source, [...paths, ...webhooks]) },
    // A recursive union may stand in a type of its own, but not in `components`.
    ...source.aliased.map(({ name, schema }) => ({ name, type: source.typeOfSchema(schema) })),
  ]
  const header = generatedHeader(options.source ?? '/openapi.json', 'lintel client')
  return `${[header, ...declarations.map(printDeclaration)].join('\n\n')}\n`
}
