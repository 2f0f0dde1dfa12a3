// What an OpenAPI document promises, without its words, so that two documents can be compared.

export interface Facts {
  readonly [key: string]: unknown
}

const methods = ['get', 'post', 'put', 'patch', 'delete']
/** What a document may ask or promise beyond another that says the same. */
const bounds = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minimum', 'maximum']
const meanings = [...bounds, 'format', 'enum', 'default', 'additionalProperties']

/** Every operation by method and path, with its references resolved. */
export function factsOf(document: Facts): Facts {
  const whole = withoutReferences(document, document) as Facts
  const operations = Object.entries(facts(whole.paths)).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = facts(item)[method]
      const name = `${method.toUpperCase()} ${basePathOf(whole)}${path}`
      return operation ? [[name, operationFacts(whole, facts(item), facts(operation))]] : []
    }),
  )
  return Object.fromEntries(operations)
}

/** Places where `ours` is not `theirs`; that it has bounds of its own does not count. */
export function differences(theirs: unknown, ours: unknown, place = ''): string[] {
  if (!isObject(theirs) || !isObject(ours)) {
    return JSON.stringify(theirs) === JSON.stringify(ours) ? [] : [`${place} differs`]
  }
  return [...new Set([...Object.keys(theirs), ...Object.keys(ours)])].flatMap((key) => {
    const inner = place === '' ? key : `${place} › ${key}`
    if (!(key in ours)) return [`${inner} is missing`]
    if (!(key in theirs)) return bounds.includes(key) ? [] : [`${inner} is ours alone`]
    return differences(theirs[key], ours[key], inner)
  })
}

function operationFacts(document: Facts, item: Facts, operation: Facts): Facts {
  const body = facts(operation.requestBody)
  const parameters = [...list(item.parameters), ...list(operation.parameters)].map(facts)
  const security = list(operation.security ?? document.security).flatMap((way) => Object.keys(facts(way)))
  return {
    operationId: operation.operationId,
    security,
    parameters: Object.fromEntries(
      parameters.map((each) => [`${each.in} ${each.name}`, parameterFacts(each)]),
    ),
    body: { required: body.required === true, ...contentFacts(body) },
    responses: mapped(operation.responses, (response) => contentFacts(facts(response))),
  }
}

function parameterFacts({ required = false, schema }: Facts): Facts {
  return { required, schema: schemaFacts(schema) }
}

function contentFacts({ content }: Facts): Facts {
  return mapped(content, (media) => schemaFacts(facts(media).schema))
}

function schemaFacts(schema: unknown): Facts {
  const { type, required, properties, items, ...rest } = facts(schema)
  const said = Object.entries(rest).filter(([key]) => meanings.includes(key))
  return {
    type: [type].flat().toSorted(),
    ...(properties
      ? { properties: mapped(properties, schemaFacts), required: list(required).toSorted() }
      : {}),
    ...(items ? { items: schemaFacts(items) } : {}),
    ...Object.fromEntries(said),
  }
}

function basePathOf(document: Facts): string {
  const [server] = list(document.servers)
  return new URL(String(facts(server).url), 'http://localhost').pathname.replace(/\/$/, '')
}

function withoutReferences(document: Facts, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => withoutReferences(document, each))
  if (!isObject(value)) return value
  if (typeof value.$ref === 'string') return withoutReferences(document, target(document, value.$ref))
  return mapped(value, (each) => withoutReferences(document, each))
}

function target(document: Facts, reference: string): unknown {
  const names = reference.replace(/^#\//, '').split('/')
  return names.reduce<unknown>((value, name) => facts(value)[name], document)
}

function mapped(value: unknown, change: (value: unknown) => unknown): Facts {
  return Object.fromEntries(Object.entries(facts(value)).map(([key, each]) => [key, change(each)]))
}

function facts(value: unknown): Facts {
  return isObject(value) ? value : {}
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isObject(value: unknown): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
