/** What is sent: the values that code gives, checked against the declaration and put into path, query and body. */

import { type Validate, validator } from '../plan/schemas/validator.ts'
import { objectSchema } from '../plan/schemas/value-schema.ts'
import type { CallModel } from '../spec/model.ts'
import type { ProblemDetail } from '../spec/problem.ts'

type Values = Readonly<Record<string, unknown>>

export interface CallRequest {
  readonly method: CallModel['method']
  /** With its query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * Prepares the requests of a call; what it compiles, it compiles once.
 *
 * @param name  `payments.charge`, for messages
 */
export function requestWriter(
  name: string,
  call: CallModel,
): (values: Values, key: string | undefined) => CallRequest {
  const input = call.input?.fields ?? {}
  const all = { ...call.params, ...call.query, ...input }
  const validate = validator(objectSchema(all), { defaults: true })
  return (given, key) => {
    const values = checked(name, given, validate)
    const query = queryText(values, Object.keys(call.query))
    return {
      method: call.method,
      path: `${pathText(name, call, values)}${query === '' ? '' : `?${query}`}`,
      headers: {
        ...(call.input ? { 'content-type': 'application/json' } : {}),
        ...keyHeader(name, call, key),
      },
      ...(call.input ? { body: JSON.stringify(picked(values, Object.keys(input))) } : {}),
    }
  }
}

/** @throws TypeError that names the members, and no value */
function checked(name: string, given: Values, validate: Validate): Values {
  const present = Object.entries(given).filter(([, value]) => value !== undefined)
  // A copy, which defaults are filled into.
  const values = structuredClone(Object.fromEntries(present))
  const errors = validate(values)
  if (errors) throw new TypeError(`${name} is given what it does not take: ${described(errors)}`)
  return values
}

/** `/amount is required.` */
export function described(errors: readonly ProblemDetail[]): string {
  return errors
    .slice(0, 10)
    .map(({ pointer, message }) => `${pointer === '' ? 'it' : pointer} ${message}`)
    .join(' ')
}

function pathText(name: string, { path }: CallModel, values: Values): string {
  return path.replaceAll(/\{([^}]*)\}/g, (_whole, param: string) => {
    const text = String(values[param])
    // Whatever stands between would read these as a step, not as a name.
    if (/^\.{0,2}$/.test(text))
      throw new TypeError(`${name} is given what it does not take: /${param} names nothing.`)
    return encodeURIComponent(text)
  })
}

function queryText(values: Values, names: readonly string[]): string {
  const query = new URLSearchParams()
  for (const name of names) {
    const value = values[name]
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined && each !== null) query.append(name, String(each))
  }
  return query.toString()
}

function picked(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(values, name)).map((name) => [name, values[name]]),
  )
}

function keyHeader(
  name: string,
  { keyHeader: header }: CallModel,
  key: string | undefined,
): Record<string, string> {
  if (header === undefined) return {}
  if (key === undefined || !/^[\x21-\x7e]{1,255}$/.test(key))
    throw new TypeError(`${name} needs a key of 1 to 255 visible ASCII characters: { key }.`)
  return { [header]: key }
}
