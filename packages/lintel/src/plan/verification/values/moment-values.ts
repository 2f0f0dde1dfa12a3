/** Dates and times, near and far: years of four digits, as JSON carries them. */
import type { ColumnType } from '../column-type.ts'
import type { Random } from '../random.ts'
import type { ValueRules, ValueSource } from './value-source.ts'

const dayMs = 86_400_000
const first = Date.parse('0001-01-01T00:00:00Z')
const last = Date.parse('9999-12-31T23:59:59.999Z')
const everyday = { from: Date.parse('2000-01-01T00:00:00Z'), to: Date.parse('2037-12-31T00:00:00Z') }

const telling = [
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '1970-01-01T00:00:00Z',
  '1969-12-31T23:59:59.999Z',
  '2000-02-29T12:00:00Z',
  '2038-01-19T03:14:08Z',
  '1883-11-18T12:03:58Z',
  // The hour that a clock in Berlin shows twice.
  '2024-10-27T00:30:00Z',
].map((text) => Date.parse(text))

/** `undefined` for a type that is no moment, or has none between its bounds. */
export function moments(type: ColumnType, rules: ValueRules): ValueSource | undefined {
  const write = writers[type.base]
  if (!write) return undefined
  const unit = type.base === 'date' ? dayMs : 10 ** Math.max(0, 3 - (type.arguments[0] ?? 3))
  const min = Math.ceil((momentOf(rules.min) ?? first) / unit) * unit
  const max = Math.floor((momentOf(rules.max) ?? last) / unit) * unit
  if (min > max) return undefined
  const digits = type.arguments[0] ?? 6
  const edges = [min, max, ...telling.map((each) => Math.floor(each / unit) * unit)]
  return {
    edges: [...new Set(edges.filter((each) => each >= min && each <= max))].map((each) => write(each, '')),
    draw: (random) => write(drawMoment(random, { min, max, unit }), digits > 3 ? microseconds(random) : ''),
  }
}

const writers: Readonly<Record<string, (ms: number, more: string) => string>> = {
  date: (ms) => iso(ms).slice(0, 10),
  timestamp: (ms, more) => `${iso(ms).slice(0, 23)}${more}`,
  timestamptz: (ms, more) => `${iso(ms).slice(0, 23)}${more}Z`,
}

const iso = (ms: number) => new Date(ms).toISOString()
const microseconds = (random: Random) => String(random.integer(0, 999)).padStart(3, '0')

interface Span {
  readonly min: number
  readonly max: number
  readonly unit: number
}

function drawMoment(random: Random, { min, max, unit }: Span): number {
  const low = Math.max(min, everyday.from)
  const high = Math.min(max, everyday.to)
  const [from, to] = low <= high && random.chance(0.8) ? [low, high] : [min, max]
  return random.integer(Math.ceil(from / unit), Math.floor(to / unit)) * unit
}

/** Milliseconds since 1970 of a written date or time; without a zone it is in UTC. */
export function momentOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const zoned = text.replace(' ', 'T').replace(/(T.*[+-]\d\d)$/, '$1:00')
  const hasZone = !zoned.includes('T') || /T.*(Z|[+-]\d\d:\d\d)$/.test(zoned)
  const value = Date.parse(hasZone ? zoned : `${zoned}Z`)
  return Number.isNaN(value) ? undefined : value
}

const timeEdges = ['00:00:00', '23:59:59.999', '12:00:00', '00:00:01']

export function timesOfDay(type: ColumnType): ValueSource {
  const zone = type.base === 'timetz' ? '+00' : ''
  const seconds = (type.arguments[0] ?? 6) < 3
  const write = (ms: number) => `${iso(ms).slice(11, seconds ? 19 : 23)}${zone}`
  const ofText = (text: string) => write(Date.parse(`1970-01-01T${text}Z`))
  return { edges: timeEdges.map(ofText), draw: (random) => write(random.integer(0, dayMs - 1)) }
}
