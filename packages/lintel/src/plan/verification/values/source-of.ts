/** The source of values for a column: chosen by its type, bound by its rules. */
import { type ColumnType, columnType } from '../column-type.ts'
import type { DatabaseFacts } from '../database-facts.ts'
import { moments, timesOfDay } from './moment-values.ts'
import { exactNumbers, floatNumbers } from './number-values.ts'
import { otherValues } from './other-values.ts'
import { blankPadded, texts } from './text-values.ts'
import { oneOf, type ValueRules, type ValueSource } from './value-source.ts'

/** `undefined` where no value of this type is known, or the rules leave none. */
export function sourceOf(type: string, rules: ValueRules, facts: DatabaseFacts): ValueSource | undefined {
  const parsed = columnType(type)
  if (rules.values) return rules.values.length === 0 ? undefined : oneOf(rules.values)
  if (parsed.isArray) return arraysOf(sourceOf(elementOf(type), rules, facts))
  const source = scalarSource(parsed, rules, facts)
  return source && rules.hints.length > 0 ? withHints(source, rules.hints) : source
}

function scalarSource(type: ColumnType, rules: ValueRules, facts: DatabaseFacts): ValueSource | undefined {
  const { base, arguments: given } = type
  if (Object.hasOwn(facts.enums, base)) return oneOf(facts.enums[base] ?? [])
  const length = Math.min(rules.maxLength, given[0] ?? Infinity)
  switch (base) {
    case 'text':
    case 'varchar':
      return texts({ ...rules, maxLength: length })
    case 'char':
      return blankPadded({ ...rules, maxLength: Math.min(length, given[0] ?? 1) })
    case 'citext':
      return lowerCase(texts({ ...rules, maxLength: length }))
    case 'name':
      return texts({ ...rules, ordered: true, maxLength: Math.min(length, 63) })
    case 'real':
    case 'double precision':
      return floatNumbers(rules)
    case 'time':
    case 'timetz':
      return timesOfDay(type)
    default:
      return exactNumbers(type, rules) ?? moments(type, rules) ?? otherValues(type)
  }
}

function elementOf(type: string): string {
  return type.replace(/(\[\d*\])+$/, '')
}

/** Arrays that are empty, that hold NULL, and that have to be quoted. */
function arraysOf(elements: ValueSource | undefined): ValueSource | undefined {
  if (!elements) return undefined
  const write = (values: readonly (string | null)[]) => `{${values.map(arrayElement).join(',')}}`
  return {
    edges: [
      write([]),
      write([null]),
      write(elements.edges.slice(0, 8)),
      ...elements.edges.map((each) => write([each])),
    ],
    draw: (random) => write(Array.from({ length: random.integer(1, 4) }, () => elements.draw(random))),
  }
}

function arrayElement(value: string | null): string {
  return value === null ? 'NULL' : `"${value.replaceAll(/[\\"]/g, '\\$&')}"`
}

/** Texts that differ in case alone are one value where case does not count. */
function lowerCase(source: ValueSource | undefined): ValueSource | undefined {
  if (!source) return undefined
  const edges = [...new Set(source.edges.map((each) => each.toLowerCase()))]
  return { edges, draw: (random) => source.draw(random).toLowerCase() }
}

function withHints(source: ValueSource, hints: readonly string[]): ValueSource {
  return {
    edges: source.edges,
    draw: (random) => (random.chance(0.5) ? random.pick(hints) : source.draw(random)),
  }
}
