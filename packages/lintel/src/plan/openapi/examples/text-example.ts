/** Texts as examples: by format, by name, and at last by pattern. */
import type { JsonObject } from '../../contract/json.ts'
import { capitalised, wordsOf } from '../wording.ts'
import { decimalExample } from './number-example.ts'
import { patternExamples } from './pattern-example.ts'
import { exampleMoment, uuidExample } from './uuid-example.ts'

interface Named {
  readonly name: string
  readonly of: string
}

export function textExample(schema: JsonObject, { name, of }: Named): string | undefined {
  if (schema.format === 'decimal' && schema.pattern !== undefined) return decimalExample(schema)
  const allows = allowedBy(schema)
  const byFormat = formatted(String(schema.format ?? ''), { name, of })
  if (byFormat !== undefined) return [byFormat].find(allows)
  const likely = [
    likelyText(name, of),
    capitalised(`example ${wordsOf(name)}`),
    'example',
    'Example-1234',
    'a',
  ]
  const fitted = likely.map((text) => fit(text, schema)).find(allows)
  if (fitted !== undefined || typeof schema.pattern !== 'string') return fitted
  return patternExamples(schema.pattern, lengths(schema).least).find(allows)
}

function allowedBy(schema: JsonObject): (text: string) => boolean {
  const { least, most } = lengths(schema)
  const pattern = typeof schema.pattern === 'string' ? expression(schema.pattern) : anything
  return (text) => {
    const length = [...text].length
    return length >= least && length <= most && pattern.test(text)
  }
}

const anything = /^/
const nothing = /(?!)/

/** A schema that an author wrote may hold a wrong one, which allows nothing. */
function expression(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u')
  } catch {
    return nothing
  }
}

function lengths({ minLength, maxLength }: JsonObject): { readonly least: number; readonly most: number } {
  return {
    least: typeof minLength === 'number' ? minLength : 0,
    most: typeof maxLength === 'number' ? maxLength : Infinity,
  }
}

/** Cut, or said again, until its length is right. */
function fit(text: string, schema: JsonObject): string {
  const { least, most } = lengths(schema)
  let long = text
  while (long.length < least) long = `${long} ${text}`
  if (long.length <= most) return long
  const cut = long.slice(0, most)
  return cut.endsWith(' ') && cut.length > least ? cut.trimEnd() : cut.replace(/ $/, '.')
}

function formatted(format: string, { name, of }: Named): string | undefined {
  // Ends come after beginnings, so that an example also keeps the rules between two fields.
  const isLater = /end|until|expire|due|sunset|finish|paid|shipped|updated/i.test(name)
  const moment = new Date(exampleMoment + (isLater ? 31 * 86_400_000 : 0)).toISOString()
  const byFormat: Readonly<Record<string, string>> = {
    uuid: uuidExample(name === 'id' ? of : name),
    email: 'ada@example.com',
    uri: /image|avatar|photo|picture|logo/i.test(name)
      ? 'https://example.com/ada.png'
      : 'https://example.com/ada',
    date: moment.slice(0, 10),
    'date-time': moment,
    time: '09:30:00Z',
    duration: 'PT30M',
    hostname: 'example.com',
    ipv4: '192.0.2.1',
    ipv6: '2001:db8::1',
    int64: '9007199254740993',
  }
  return Object.hasOwn(byFormat, format) ? byFormat[format] : undefined
}

const person = /user|person|customer|author|member|employee|account|owner|contact/i

const texts: readonly (readonly [RegExp, string])[] = [
  [/password|passphrase/i, 'correct horse battery staple'],
  [/^(first|given)name$/i, 'Ada'],
  [/^(last|family|sur)name$/i, 'Lovelace'],
  [/^(user|login|nick)name$|^login$|^handle$/i, 'ada'],
  [/^(full|display)name$/i, 'Ada Lovelace'],
  [/slug/i, 'first-steps'],
  [/title|subject|headline/i, 'First steps'],
  [/phone|mobile/i, '+49 30 901820'],
  [/city|town/i, 'Berlin'],
  [/country/i, 'DE'],
  [/currency/i, 'EUR'],
  [/zip|postal|postcode/i, '10115'],
  [/street|address/i, 'Unter den Linden 1'],
  [/sku|articlenumber/i, 'SKU-1001'],
  [/colou?r/i, '#3366cc'],
  [/locale|language/i, 'en'],
  [/timezone/i, 'Europe/Berlin'],
  [/token|secret|key$/i, 'dGhpcyBpcyBhbiBleGFtcGxl'],
  [/^tag|label|category/i, 'new'],
  [/cursor/i, 'WyItaWQiXQ'],
  [/description|summary|bio|body|text|content|comment|note|message|reason/i, 'A few words about it.'],
]

function likelyText(name: string, of: string): string {
  if (name === 'name') return person.test(of) ? 'Ada Lovelace' : capitalised(`example ${wordsOf(of)}`.trim())
  return texts.find(([pattern]) => pattern.test(name))?.[1] ?? capitalised(`example ${wordsOf(name)}`)
}
