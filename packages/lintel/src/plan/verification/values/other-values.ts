/** Values of the types that are neither number, text nor moment. */
import type { ColumnType } from '../column-type.ts'
import type { Random } from '../random.ts'
import { oneOf, type ValueSource } from './value-source.ts'

const hex = (random: Random, digits: number) =>
  Array.from({ length: digits }, () => random.integer(0, 15).toString(16)).join('')

const uuids: ValueSource = {
  edges: ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  draw: (random) => [8, 4, 4, 4, 12].map((digits) => hex(random, digits)).join('-'),
}

const nested = { a: { b: [{ c: [null, true, { d: 'ü \\ " \' 👍' }] }] }, '': 0, 'key with "quotes"': [[[]]] }
const json: ValueSource = {
  edges: [null, {}, [], '', 0, false, nested, { big: '12345678901234567890', small: -1.5e-7 }, ['a', 1, null]]
    .map((value) => JSON.stringify(value))
    .concat('{"precise": 12345678901234567890.123456789}', '"\\u00e9\\n\\t"'),
  draw: (random) =>
    JSON.stringify({
      id: random.integer(0, 2 ** 40),
      tags: ['x', hex(random, 4)],
      nested: { on: random.chance(0.5) },
    }),
}

const bytes: ValueSource = {
  edges: ['\\x', '\\x00', '\\xff00ff5c27', `\\x${'ab'.repeat(1_000)}`],
  draw: (random) => `\\x${hex(random, 2 * random.integer(1, 40))}`,
}

const intervals: ValueSource = {
  edges: ['0', '1 mon', '-1 day', '100 years', '1 year -2 mons 3 days -04:05:06.789', '0.001 secs'],
  draw: (random) => `${random.integer(-10_000, 10_000)} mins`,
}

const addresses: ValueSource = {
  edges: ['0.0.0.0', '255.255.255.255', '::', '::1', '192.168.0.0/16', '2001:db8::/32', '10.0.0.1/8'],
  draw: (random) => `10.${random.integer(0, 255)}.${random.integer(0, 255)}.${random.integer(0, 255)}`,
}

const networks: ValueSource = {
  edges: ['0.0.0.0/0', '::/0', '192.168.0.0/16', '2001:db8::/32'],
  draw: (random) => `10.${random.integer(0, 255)}.${random.integer(0, 255)}.0/24`,
}

/** A range of these; empty and without an end, too. */
function ranges(write: (number: number) => string): ValueSource {
  return {
    edges: ['empty', '(,)', `[${write(1)},)`, `(,${write(9)})`],
    draw: (random) => {
      const from = random.integer(1, 20_000)
      return `[${write(from)},${write(from + random.integer(1, 9))})`
    },
  }
}

const day = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10)

const sources: Readonly<Record<string, ValueSource>> = {
  boolean: oneOf(['false', 'true']),
  uuid: uuids,
  json,
  jsonb: json,
  bytea: bytes,
  interval: intervals,
  inet: addresses,
  cidr: networks,
  macaddr: { edges: ['00:00:00:00:00:00'], draw: (random) => hex(random, 12) },
  tsvector: { edges: ['', `'it''s':1A`], draw: (random) => `${hex(random, 6)}:1` },
  point: { edges: ['(0,0)'], draw: (random) => `(${random.integer(-180, 180)},${random.integer(-90, 90)})` },
  xml: { edges: ['<a/>'], draw: (random) => `<a>${hex(random, 8)}</a>` },
  hstore: { edges: ['', '"a"=>NULL'], draw: (random) => `"k"=>"${hex(random, 6)}"` },
  ltree: { edges: ['Top'], draw: (random) => `Top.n${hex(random, 6)}` },
  int4range: ranges(String),
  int8range: ranges(String),
  numrange: ranges((number) => `${number}.5`),
  daterange: ranges(day),
  tsrange: ranges(day),
  tstzrange: ranges((number) => `${day(number)}T00:00:00Z`),
}

export function otherValues({ base, arguments: [length = 1] }: ColumnType): ValueSource | undefined {
  if (base === 'bit' || base === 'varbit') return bits(base === 'bit' ? length : Math.min(length, 64))
  return Object.hasOwn(sources, base) ? sources[base] : undefined
}

function bits(length: number): ValueSource {
  const draw = (random: Random) => Array.from({ length }, () => random.integer(0, 1)).join('')
  return { edges: ['0'.repeat(length), '1'.repeat(length)], draw }
}
