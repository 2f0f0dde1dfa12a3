/** Numbers as examples, and decimals, which are written as text. */
import type { JsonObject } from '../../contract/json.ts'

const likely: readonly (readonly [RegExp, number])[] = [
  [/quantity|amount/i, 2],
  [/age$/i, 36],
  [/year/i, 2026],
  [/stock|count|total/i, 12],
  [/rating|score|stars/i, 4],
  [/percent/i, 50],
  [/port$/i, 8080],
  [/minutes|seconds|days/i, 30],
]

export function numberExample(schema: JsonObject, name: string): number | undefined {
  const whole = schema.type === 'integer' || (Array.isArray(schema.type) && schema.type.includes('integer'))
  const step = numberOf(schema.multipleOf) ?? (whole ? 1 : undefined)
  const above = numberOf(schema.exclusiveMinimum)
  const below = numberOf(schema.exclusiveMaximum)
  const gap = step ?? (above !== undefined && below !== undefined ? (below - above) / 2 : 1)
  const least = numberOf(schema.minimum) ?? (above === undefined ? -Infinity : above + gap)
  const most = numberOf(schema.maximum) ?? (below === undefined ? Infinity : below - gap)
  const wanted = likely.find(([pattern]) => pattern.test(name))?.[1] ?? (whole ? 1 : 1.5)
  const within = Math.min(Math.max(wanted, least), most)
  if (step === undefined) return within
  const stepped = Math.ceil(within / step) * step
  const example = stepped > most ? Math.floor(most / step) * step : stepped
  return example >= least && example <= most ? example : undefined
}

/** A text that the decimal's pattern allows, between its bounds. */
export function decimalExample(schema: JsonObject): string | undefined {
  const least = numberOf(schema['x-minimum']) ?? -Infinity
  const most = numberOf(schema['x-maximum']) ?? Infinity
  const pattern = new RegExp(String(schema.pattern), 'u')
  const bounds = [least, most].filter(Number.isFinite)
  const middle = bounds.length === 2 ? [Math.round((least + most) / 2), (least + most) / 2] : []
  const candidates = [
    '19.99',
    '9.99',
    '19.9',
    '9.9',
    '0.99',
    '0.9',
    '20',
    '2',
    ...[...middle, ...bounds].map(String),
  ]
  return candidates.find(
    (candidate) => pattern.test(candidate) && Number(candidate) >= least && Number(candidate) <= most,
  )
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
