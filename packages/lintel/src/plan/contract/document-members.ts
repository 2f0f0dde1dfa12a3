/** Which members of an OpenAPI document hold which parts: the table that everything which walks a document goes by. */

export type PartKind =
  | 'document'
  | 'components'
  | 'path item'
  | 'operation'
  | 'parameter'
  | 'request body'
  | 'response'
  | 'header'
  | 'media type'
  | 'encoding'
  | 'callback'
  | 'security scheme'
  | 'schema'

/** `entries` is a map by pattern (paths, statuses), in which `x-` keys are extensions and not members. */
export type Arrangement = 'one' | 'list' | 'map' | 'entries'
export type Members = Readonly<Record<string, readonly [Arrangement, PartKind]>>

const operation = ['one', 'operation'] as const
const schema = ['one', 'schema'] as const
const schemaList = ['list', 'schema'] as const
const schemaMap = ['map', 'schema'] as const

export const membersOf: Readonly<Record<PartKind, Members>> = {
  document: {
    components: ['one', 'components'],
    paths: ['entries', 'path item'],
    webhooks: ['map', 'path item'],
  },
  components: {
    schemas: schemaMap,
    parameters: ['map', 'parameter'],
    requestBodies: ['map', 'request body'],
    responses: ['map', 'response'],
    headers: ['map', 'header'],
    callbacks: ['map', 'callback'],
    pathItems: ['map', 'path item'],
    securitySchemes: ['map', 'security scheme'],
  },
  'path item': {
    parameters: ['list', 'parameter'],
    get: operation,
    put: operation,
    post: operation,
    delete: operation,
    options: operation,
    head: operation,
    patch: operation,
    trace: operation,
  },
  operation: {
    parameters: ['list', 'parameter'],
    requestBody: ['one', 'request body'],
    responses: ['entries', 'response'],
    callbacks: ['map', 'callback'],
  },
  parameter: { schema, content: ['map', 'media type'] },
  'request body': { content: ['map', 'media type'] },
  response: { content: ['map', 'media type'], headers: ['map', 'header'] },
  header: { schema, content: ['map', 'media type'] },
  'media type': { schema, encoding: ['map', 'encoding'] },
  encoding: { headers: ['map', 'header'] },
  // Its keys are expressions of the caller's choice: every member is a path item.
  callback: {},
  'security scheme': {},
  // JSON Schema 2020-12 core §10, validation §8.5: the keywords that hold schemas.
  schema: {
    allOf: schemaList,
    anyOf: schemaList,
    oneOf: schemaList,
    not: schema,
    if: schema,
    // biome-ignore lint/suspicious/noThenProperty: the keyword has this name
    then: schema,
    else: schema,
    properties: schemaMap,
    patternProperties: schemaMap,
    additionalProperties: schema,
    propertyNames: schema,
    dependentSchemas: schemaMap,
    prefixItems: schemaList,
    items: schema,
    contains: schema,
    unevaluatedItems: schema,
    unevaluatedProperties: schema,
    contentSchema: schema,
    $defs: schemaMap,
    definitions: schemaMap,
  },
}
