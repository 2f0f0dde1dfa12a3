/** Reads the parameters of an operation, those of its path included, and holds them against the path's template. */
import type { ContractParameter, ParameterPlace, ParameterStyle } from './contract-model.ts'
import { isList, type JsonSchema, member, objectOr, textOr } from './json.ts'
import { pointerTo } from './json-pointer.ts'
import { parameterNamesOf } from './path-template.ts'
import { descriptionOf, type Found, find, type Reading, schemaIn } from './reading.ts'

export interface OperationPlace {
  readonly reading: Reading
  readonly path: string
  /** The path item, which may be the same object for many operations. */
  readonly item: Found
  readonly operation: Found
}

/** OpenAPI §4.8.12: these three are governed by content, security and responses instead. */
const ignoredHeaders = new Set(['accept', 'content-type', 'authorization'])

export function readParameters({
  reading,
  path,
  item,
  operation,
}: OperationPlace): readonly ContractParameter[] {
  const shared = listParameters(reading, item)
  const own = listParameters(reading, operation)
  const merged = new Map([...shared.found, ...own.found].map((parameter) => [keyOf(parameter), parameter]))
  const parameters = [...merged.values()].filter(
    ({ in: place, name }) => place !== 'header' || !ignoredHeaders.has(name.toLowerCase()),
  )
  if (!shared.isBroken && !own.isBroken) checkAgainstPath({ reading, path, operation, parameters })
  return parameters
}

/** Header names have no case (RFC 9110 §5.1). */
function keyOf({ in: place, name }: ContractParameter): string {
  return `${place}:${place === 'header' ? name.toLowerCase() : name}`
}

/** `isBroken` when one could not be read, so that nothing follows from its absence. */
function listParameters(reading: Reading, at: Found) {
  const list = member(at.value, 'parameters')
  const count = isList(list) ? list.length : 0
  const places = Array.from({ length: count }, (_, index) => pointerTo(at.pointer, 'parameters', index))
  const read = places.map((pointer) => ({ pointer, parameter: readParameter(reading, pointer) }))
  const found: ContractParameter[] = []
  for (const { pointer, parameter } of read) {
    if (!parameter) continue
    if (found.some((other) => keyOf(other) === keyOf(parameter))) {
      const message = `The ${parameter.in} parameter ${parameter.name} is declared twice.`
      reading.report(pointer, message, 'Remove one of the two.')
    } else found.push(parameter)
  }
  return { found, isBroken: read.some(({ parameter }) => !parameter) }
}

function readParameter(reading: Reading, pointer: string): ContractParameter | undefined {
  const found = find(reading, pointer)
  const name = textOr(found?.value.name, undefined)
  const place = found?.value.in
  if (!found || name === undefined || !isPlace(place)) return undefined
  const mediaType = Object.keys(objectOr(member(found.value, 'content')))[0]
  const style = isStyleOf(place, found.value.style) ? found.value.style : defaultStyles[place]
  return {
    name,
    in: place,
    required: found.value.required === true,
    schema: readSchema(found, mediaType),
    style,
    explode: typeof found.value.explode === 'boolean' ? found.value.explode : style === 'form',
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(found.value.deprecated === true ? { deprecated: true } : {}),
    location: found.pointer,
    ...descriptionOf(found),
  }
}

function readSchema(found: Found, mediaType: string | undefined): JsonSchema {
  if (mediaType === undefined) return schemaIn(found) ?? true
  const media = member(member(found.value, 'content'), mediaType)
  return schemaIn({ value: objectOr(media), pointer: found.pointer }) ?? true
}

/** OpenAPI §4.8.12.2: the first of each place is its default. */
const styles: Readonly<Record<ParameterPlace, readonly ParameterStyle[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
}
const defaultStyles = { path: 'simple', query: 'form', header: 'simple', cookie: 'form' } as const

function isPlace(value: unknown): value is ParameterPlace {
  return typeof value === 'string' && Object.hasOwn(styles, value)
}

function isStyleOf(place: ParameterPlace, value: unknown): value is ParameterStyle {
  return styles[place].some((style) => style === value)
}

/** Each parameter of the document by itself, wherever it stands: once, however many operations use it. */
export function checkParameters({ parts, report }: Reading): void {
  for (const { kind, value, pointer } of parts.values()) {
    if (kind !== 'parameter' || member(value, '$ref') !== undefined) continue
    checkParameter({ value: objectOr(value), pointer }, (message, hint) => report(pointer, message, hint))
  }
}

function checkParameter({ value }: Found, report: (message: string, hint: string) => void): void {
  const { name, in: place, style } = value
  if (typeof name !== 'string' || name === '') report('The parameter has no name.', 'Add `name`.')
  if (!isPlace(place)) {
    report(`The parameter stands in ${JSON.stringify(place)}.`, 'Set `in` to path, query, header or cookie.')
    return
  }
  if (place === 'path' && value.required !== true) {
    report(
      `The path parameter ${name} is not required.`,
      'Add `required: true`: a path without it is another path.',
    )
  }
  if (style !== undefined && !isStyleOf(place, style)) {
    const hint = `Use ${styles[place].join(', ')}, or leave style out.`
    report(`The style ${JSON.stringify(style)} is not supported for the ${place} parameter ${name}.`, hint)
  }
  const forms = [value.schema, value.content].filter((form) => form !== undefined)
  if (
    forms.length !== 1 ||
    (value.content !== undefined && Object.keys(objectOr(value.content)).length !== 1)
  ) {
    report(
      `The parameter ${name} needs either a schema or one media type.`,
      'Add `schema: { type: string }`.',
    )
  }
}

interface PathCheck extends Omit<OperationPlace, 'item'> {
  readonly parameters: readonly ContractParameter[]
}

function checkAgainstPath({ reading, path, operation, parameters }: PathCheck): void {
  const named = new Set(parameterNamesOf(path))
  const declared = new Set(parameters.filter(({ in: place }) => place === 'path').map(({ name }) => name))
  for (const name of named) {
    if (declared.has(name)) continue
    const hint = `Add \`{ name: ${name}, in: path, required: true, schema: { type: string } }\` to parameters.`
    reading.report(operation.pointer, `The path parameter {${name}} of ${path} is not declared.`, hint)
  }
  for (const name of declared) {
    if (named.has(name)) continue
    const hint = `Put {${name}} into the path, or remove the parameter.`
    reading.report(
      operation.pointer,
      `The path ${path} has no {${name}}, but a parameter of that name.`,
      hint,
    )
  }
}
