/** Holds every schema of a document against JSON Schema 2020-12 itself. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import type { Report } from './contract-error.ts'
import type { Part } from './document-parts.ts'
import { isList, isObject, type JsonObject, member } from './json.ts'
import { pointerTo } from './json-pointer.ts'
import type { Parts } from './references.ts'

/** Only its meta-schema is used, which takes longest to compile: so it is shared, and keeps nothing of a document. */
const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false })

export function checkSchemas(parts: Parts, report: Report): void {
  for (const part of parts.values()) {
    if (part.kind !== 'schema') continue
    if (isRoot(parts, part)) checkForm(part, report)
    if (isObject(part.value)) checkMeaning(part.pointer, part.value, report)
  }
}

/** A schema that stands in no other: the meta-schema looks into the rest itself. */
function isRoot(parts: Parts, { pointer }: Part): boolean {
  const around = pointer.split('/').slice(0, -1)
  return ![around, around.slice(0, -1)].some((segments) => parts.get(segments.join('/'))?.kind === 'schema')
}

function checkForm(part: Part, report: Report): void {
  // Of another dialect is said in `checkMeaning`; Ajv would throw.
  const { $schema: _, ...schema } = isObject(part.value) ? part.value : {}
  if (ajv.validateSchema(schema)) return
  const reported = new Set<string>()
  for (const error of ajv.errors ?? []) {
    if (reported.has(error.instancePath)) continue
    reported.add(error.instancePath)
    report(part.pointer + error.instancePath, `The schema is not valid: ${messageOf(error)}.`, hintOf(error))
  }
}

function messageOf({ message, params, instancePath }: ErrorObject): string {
  const keyword = instancePath.split('/').at(-1) || 'it'
  const allowed = isList(params.allowedValues) ? `: ${params.allowedValues.join(', ')}` : ''
  return `${keyword} ${message ?? 'is wrong'}${allowed}`
}

function hintOf({ instancePath }: ErrorObject): string {
  return instancePath.endsWith('/required')
    ? 'List the required names on the object that has the properties: `required: [name]`.'
    : 'See JSON Schema 2020-12 for what this keyword takes.'
}

const dialects = [
  'https://json-schema.org/draft/2020-12/schema',
  'https://spec.openapis.org/oas/3.1/dialect/base',
]
const anchors = ['$id', '$anchor', '$dynamicAnchor', '$dynamicRef']

/** What the meta-schema lets through and would still fail, or be passed over, when requests come. */
function checkMeaning(pointer: string, schema: JsonObject, report: Report): void {
  for (const keyword of anchors) {
    if (schema[keyword] === undefined) continue
    report(pointer, `${keyword} is not supported.`, "Refer by place: `$ref: '#/components/schemas/Name'`.")
  }
  checkDialect(pointer, schema.$schema, report)
  if (schema.nullable !== undefined) {
    const hint = "Write `type: [string, 'null']`, or add `type: 'null'` to an anyOf."
    report(pointer, 'nullable means nothing in OpenAPI 3.1.', hint)
  }
  if (isList(schema.enum) && schema.enum.length === 0) {
    report(pointer, 'The enum is empty, so no value is ever valid.', 'List the values that are allowed.')
  }
  checkPatterns(pointer, schema, report)
}

/** @param dialect  `$schema` of a schema, or `jsonSchemaDialect` of the document */
export function checkDialect(pointer: string, dialect: unknown, report: Report): void {
  if (dialect === undefined || (typeof dialect === 'string' && dialects.includes(dialect.replace(/#$/, ''))))
    return
  report(
    pointer,
    `The dialect ${String(dialect)} is not supported.`,
    'Write the schemas in JSON Schema 2020-12.',
  )
}

function checkPatterns(pointer: string, schema: JsonObject, report: Report): void {
  const ofProperties = member(schema, 'patternProperties')
  const patterns = [
    ...(typeof schema.pattern === 'string' ? [[pointerTo(pointer, 'pattern'), schema.pattern] as const] : []),
    ...(isObject(ofProperties) ? Object.keys(ofProperties) : []).map(
      (pattern) => [pointerTo(pointer, 'patternProperties', pattern), pattern] as const,
    ),
  ]
  for (const [place, pattern] of patterns) {
    try {
      new RegExp(pattern, 'u')
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      report(place, `${reason}.`, 'Write a regular expression of ECMA-262 with the `u` flag.')
    }
  }
}
