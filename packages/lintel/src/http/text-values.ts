/** Texts of a path or a query as values of their kinds, with every error at once. */
import { isValue } from '../plan/query/value-text.ts'
import { validator } from '../plan/schemas/validator.ts'
import { valueSchema } from '../plan/schemas/value-schema.ts'
import type { Json, ValueModel } from '../spec/model.ts'

export type Texts = Readonly<Record<string, string | string[] | undefined>>

export interface TextError {
  readonly name: string
  readonly code: string
  readonly message: string
}

interface TextValues {
  readonly values: Readonly<Record<string, unknown>>
  readonly errors: readonly TextError[]
}

/** @param options  `isClosed`: other names are errors */
export function textValues(
  fields: Readonly<Record<string, ValueModel>>,
  { isClosed }: { readonly isClosed: boolean },
): (texts: Texts) => TextValues {
  const validators = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, validator(valueSchema(field))]),
  )
  return (texts) => {
    const values: Record<string, unknown> = {}
    const errors: TextError[] = []
    const complain = (name: string, code: string, message: string) =>
      errors.push({ name, code, message: `${name} ${message}` })
    for (const name of isClosed ? Object.keys(texts) : []) {
      if (!Object.hasOwn(fields, name))
        complain(name.slice(0, 60), 'unknown_parameter', 'is not a parameter here.')
    }
    for (const [name, field] of Object.entries(fields)) {
      const text = Object.hasOwn(texts, name) ? texts[name] : undefined
      if (text === undefined && !field.optional && field.default === undefined)
        complain(name, 'required', 'is required.')
      if (text === undefined) continue
      const value = parsed(field, text)
      const wrong =
        value === undefined ? [{ message: `must be a ${field.kind}.` }] : (validators[name]?.(value) ?? [])
      for (const each of wrong) complain(name, 'wrong_format', each.message)
      values[name] = value
    }
    return { values, errors }
  }
}

function parsed(field: ValueModel, text: string | string[]): Json | undefined {
  if (field.kind === 'list') {
    const items = field.items
    const texts = typeof text === 'string' ? text.split(',') : text
    const values = items ? texts.map((each) => parsed(items, each)) : []
    return values.includes(undefined) ? undefined : (values as Json[])
  }
  if (typeof text !== 'string' || field.kind === 'object') return undefined
  if (!isValue(field as Parameters<typeof isValue>[0], text)) return undefined
  if (field.kind === 'integer' || (field.kind === 'ref' && field.idKind === 'integer')) return Number(text)
  return field.kind === 'boolean' ? text === 'true' : text
}
