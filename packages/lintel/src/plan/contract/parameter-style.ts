/** Takes the texts of a parameter out of a request by its style: one text, a list of them, or texts by name. */
import type { ContractParameter } from './contract-model.ts'
import { decodeQuery, type QueryPair } from './query-pairs.ts'

export type ParameterTexts =
  | { readonly shape: 'value'; readonly text: string }
  | { readonly shape: 'array'; readonly items: readonly string[] }
  | { readonly shape: 'object'; readonly members: readonly TextMember[] }
  | { readonly shape: 'refused'; readonly code: string; readonly message: string }

export type TextMember = readonly [name: string, text: string]

/** What a parameter can be by its schema, as far as its style needs to know. */
export interface ExpectedShape {
  readonly isArray: boolean
  readonly isObject: boolean
  readonly isPrimitive: boolean
  /** Whether a query member belongs to this object when its properties stand beside other parameters. */
  ownsMember(name: string): boolean
}

/**
 * @returns  `undefined` when the parameter is absent
 * @throws   URIError when a value is not percent-encoded UTF-8
 */
export function textsOfQuery(
  parameter: ContractParameter,
  expected: ExpectedShape,
  pairs: readonly QueryPair[],
): ParameterTexts | undefined {
  if (parameter.style === 'deepObject') return deepObject(parameter.name, pairs)
  if (expected.isObject && parameter.explode && parameter.mediaType === undefined) {
    const members = pairs
      .filter(({ name }) => expected.ownsMember(name))
      .map(({ name, raw }): TextMember => [name, decodeQuery(raw)])
    return members.length === 0 ? undefined : { shape: 'object', members }
  }
  const own = pairs.filter(({ name }) => name === parameter.name)
  const [first] = own
  if (!first) return undefined
  if (parameter.explode && expected.isArray && (own.length > 1 || !expected.isPrimitive)) {
    return { shape: 'array', items: own.map(({ raw }) => decodeQuery(raw)) }
  }
  if (own.length > 1) return refused('repeated', 'must be given once')
  // RFC 6570 §3.2.1: an encoded comma is part of a value, a plain one stands between values.
  if (parameter.style === 'form') return split({ parameter, expected, text: first.raw, decode: decodeQuery })
  return split({ parameter, expected, text: decodeQuery(first.raw), decode: (part) => part })
}

/** For path, header and cookie, whose value arrives as one text. */
export function textsOfText(
  parameter: ContractParameter,
  expected: ExpectedShape,
  text: string,
): ParameterTexts {
  const decode = (part: string) => (parameter.in === 'header' ? part.trim() : part)
  if (parameter.style === 'label') return label({ parameter, expected, text, decode })
  if (parameter.style === 'matrix') return matrix({ parameter, expected, text, decode })
  return split({ parameter, expected, text, decode })
}

/** RFC 6570 §3.2.5: `.blue`, `.blue.black`, `.R=100.G=200`. */
function label(value: SplitText): ParameterTexts {
  if (!value.text.startsWith('.')) return refused('malformed', 'must start with a dot')
  const { parameter, expected } = value
  // Without explode the dot comes once and commas follow; a dot in a number belongs to the number.
  const isList = parameter.explode && (expected.isArray || expected.isObject)
  return split({ ...value, text: value.text.slice(1), ...(isList ? { delimiter: '.' } : {}) })
}

/** RFC 6570 §3.2.7: `;color=blue`, `;color=blue,black`, `;color=blue;color=black`, `;R=100;G=200`. */
function matrix({ parameter, expected, text, decode }: SplitText): ParameterTexts {
  const wrong = refused('malformed', `must be written as ;${parameter.name}=value`)
  if (!text.startsWith(';')) return wrong
  const pairs = text.slice(1).split(';').map(assignment)
  if (parameter.explode && expected.isObject) return { shape: 'object', members: pairs }
  if (pairs.some(([name]) => name !== parameter.name)) return wrong
  const values = pairs.map(([, value]) => decode(value))
  if (parameter.explode && expected.isArray) return { shape: 'array', items: values }
  if (values.length > 1) return refused('repeated', 'must be given once')
  return split({ parameter, expected, text: values[0] ?? '', decode })
}

interface SplitText {
  readonly parameter: ContractParameter
  readonly expected: ExpectedShape
  readonly text: string
  /** Default: that of the style. */
  readonly delimiter?: string
  decode(part: string): string
}

const delimiters = {
  simple: ',',
  label: ',',
  matrix: ',',
  form: ',',
  spaceDelimited: ' ',
  pipeDelimited: '|',
  deepObject: ',',
} as const

function split({ parameter, expected, text, decode, ...own }: SplitText): ParameterTexts {
  if (parameter.mediaType !== undefined) return { shape: 'value', text: decode(text) }
  const delimiter = own.delimiter ?? delimiters[parameter.style]
  const isOne = expected.isPrimitive && !text.includes(delimiter)
  if (isOne || (!expected.isArray && !expected.isObject)) return { shape: 'value', text: decode(text) }
  const parts = text === '' ? [] : text.split(delimiter).map(decode)
  if (expected.isArray) return { shape: 'array', items: parts }
  return parameter.explode ? assignments(parts) : alternating(parts)
}

/** `R=100,G=200` */
function assignments(parts: readonly string[]): ParameterTexts {
  return { shape: 'object', members: parts.map(assignment) }
}

function assignment(part: string): TextMember {
  const equals = part.indexOf('=')
  return equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)]
}

/** `R,100,G,200` */
function alternating(parts: readonly string[]): ParameterTexts {
  if (parts.length % 2 === 1) return refused('malformed', 'must be names and values in turn')
  const names = parts.filter((_, index) => index % 2 === 0)
  return { shape: 'object', members: names.map((name, index) => [name, parts[index * 2 + 1] ?? '']) }
}

/** `color[R]=100&color[G]=200`; a list within it repeats its name, with or without `[]`. */
function deepObject(name: string, pairs: readonly QueryPair[]): ParameterTexts | undefined {
  const own = pairs.filter((pair) => pair.name === name || pair.name.startsWith(`${name}[`))
  if (own.length === 0) return undefined
  const members: TextMember[] = []
  for (const pair of own) {
    const key = /^\[([^[\]]+)\](?:\[\])?$/.exec(pair.name.slice(name.length))?.[1]
    if (key === undefined) return refused('malformed', `must be written as ${name}[property]=value`)
    members.push([key, decodeQuery(pair.raw)])
  }
  return { shape: 'object', members }
}

function refused(code: string, message: string): ParameterTexts {
  return { shape: 'refused', code, message }
}
