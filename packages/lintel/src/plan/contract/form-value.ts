/** Makes the value of a form that was read whole: each text becomes what its schema asks for, exactly or not at all. */
import type { Json } from '../../spec/model.ts'
import type { SchemaSource } from './bundled-schema.ts'
import type { ContractMediaType } from './contract-model.ts'
import { describeForm, type FormField } from './form-description.ts'
import type { JsonObject } from './json.ts'

/** A name that comes once has a text, one that comes again all of its texts in order. */
export type FormTexts = Readonly<Record<string, string | readonly string[]>>

/** @returns a pure function; what is no value of its type stays text, for a validator to refuse */
export function compileForm(
  contract: SchemaSource,
  media: ContractMediaType,
): (texts: FormTexts) => JsonObject {
  const form = describeForm(contract, media)
  return (texts) => {
    const entries = Object.entries(texts).map(([name, given]) => [name, fieldValue(form.field(name), given)])
    return Object.fromEntries(entries)
  }
}

function fieldValue(field: FormField | undefined, given: string | readonly string[]): Json {
  if (!field) return given
  if (typeof given === 'string' && !field.isList) return field.read(given)
  const texts = typeof given === 'string' ? listed(field, given) : given
  return texts.map((text) => field.read(text))
}

function listed({ encoding }: FormField, text: string): readonly string[] {
  if (encoding.explode !== false) return [text]
  return text === '' ? [] : text.split(',')
}
