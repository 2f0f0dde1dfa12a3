/** One call of a stub: which requests are meant, whether they are as declared, and what may be answered. */
import type { IncomingHttpHeaders } from 'node:http'
import { type Texts, textValues } from '../../http/text-values.ts'
import { openSchema } from '../../plan/schemas/open-schema.ts'
import { receivedObject } from '../../plan/schemas/received.ts'
import { type Validate, validator } from '../../plan/schemas/validator.ts'
import { objectSchema } from '../../plan/schemas/value-schema.ts'
import type { CallModel, Json } from '../../spec/model.ts'
import { routeParts } from '../../spec/route.ts'
import { StubAnswer, type StubResponse } from './stub-answer.ts'

type Values = Readonly<Record<string, unknown>>

interface Received {
  readonly path: string
  readonly query: Texts
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
}

export interface StubCall {
  readonly model: CallModel
  readonly names: readonly string[]
  matches(method: string, path: string): boolean
  read(received: Received): { readonly values: Values; readonly errors: readonly string[] }
  readonly tools: {
    readonly refuse: (code: string, body?: object) => StubAnswer
    readonly respond: (status: number, response?: StubResponse) => StubAnswer
    readonly cut: () => StubAnswer
  }
  /** What is wrong with the value that a handler gives. */
  faultsOf(value: unknown): readonly string[]
  success(value: unknown): StubAnswer
}

export function stubCall(model: CallModel): StubCall {
  const { names } = routeParts(`${model.method} ${model.path as `/${string}`}`)
  const pattern = new RegExp(
    `^${model.path
      .split(/\{[^}]*\}/)
      .map(escaped)
      .join('([^/]+)')}$`,
  )
  const checkOutput = model.output ? validator(openSchema(model.output)) : undefined
  return {
    model,
    names,
    matches: (method, path) => method === model.method && pattern.test(path),
    read: reader(model, names, pattern),
    tools: {
      refuse: (code, body) => refusal(model, code, body),
      respond: (status, response) => new StubAnswer({ status, ...response }),
      cut: () => new StubAnswer({ status: 200, isCut: true }),
    },
    faultsOf: (value) => problems(checkOutput, value),
    success: (value) =>
      checkOutput ? new StubAnswer({ status: 200, body: value as object }) : new StubAnswer({ status: 204 }),
  }
}

function reader(model: CallModel, names: readonly string[], pattern: RegExp): StubCall['read'] {
  const readParams = textValues(model.params, { isClosed: false })
  const readQuery = textValues(model.query, { isClosed: true })
  const input = model.input?.fields
  const checkInput = input ? validator(objectSchema(input)) : undefined
  return ({ path, query, headers, bytes }) => {
    const texts = pattern.exec(path)?.slice(1).map(decodeURIComponent) ?? []
    const params = readParams(Object.fromEntries(names.map((name, index) => [name, texts[index]])))
    const queried = readQuery(query)
    const body = input ? parsed(bytes) : undefined
    const errors = [
      ...[...params.errors, ...queried.errors].map(({ message }) => message),
      ...problems(checkInput, body),
      ...(!input && bytes.length > 0 ? ['it has a body.'] : []),
      ...(model.keyHeader !== undefined && headers[model.keyHeader] === undefined
        ? [`the header ${model.keyHeader} is missing.`]
        : []),
    ]
    const all = { ...model.params, ...model.query, ...input }
    const values = { ...params.values, ...queried.values, ...(isObject(body) ? body : {}) }
    return { values: receivedObject(values, all), errors }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
}

function problems(validate: Validate | undefined, value: unknown): readonly string[] {
  if (validate && value === undefined) return ['there is no JSON.']
  return (validate?.(value) ?? []).map(({ pointer, message }) => `${pointer || 'it'} ${message}`)
}

function refusal({ errors, name }: CallModel, code: string, body: object = {}): StubAnswer {
  const error = errors[code]
  if (!error) throw new TypeError(`${name} does not declare the refusal "${code}".`)
  const { status, when } = error
  return new StubAnswer({ status, body: when ? { ...body, ...memberAt(when.pointer, when.value) } : body })
}

/** `/error/code` → `{ error: { code: … } }` */
function memberAt(pointer: string, value: Json): object {
  const names = pointer.split('/').slice(1)
  return names.reduceRight<Json>((inner, name) => ({ [name]: inner }), value) as object
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
