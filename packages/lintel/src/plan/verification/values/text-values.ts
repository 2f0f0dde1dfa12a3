/** Texts: empty, as long as they may be, in many scripts, and full of characters that have to be escaped. */
import type { Random } from '../random.ts'
import type { ValueRules, ValueSource } from './value-source.ts'

const telling = [
  '',
  ' ',
  `O'Brien said "no" \\ 'yes'`,
  'back\\slash \\n \\0 \\u0041',
  'two\nlines\tand a tab\r\n',
  'Zażółć gęślą jaźń – ÅÄÖ ß ǅ',
  'متن فارسی 日本語 हिन्दी',
  'e\u0301 👩‍👩‍👧‍👦 🏴‍☠️ \u200b\ufeff',
  '100% _ $1 $$ ; -- /* */ {"a": [1]}',
  'NULL',
  'null',
  '0',
  '-1',
  'true',
]

// More is slow to write and finds nothing more.
const longest = 4_000
const words = ['lorem', 'Ipsum', 'dolor', 'sit', 'été', 'naïve', 'x', '42', "it's", 'straße', '東京', 'a-b']
const letters = 'abcdefghijklmnopqrstuvwxyz'

export function texts(rules: ValueRules): ValueSource | undefined {
  const { minLength: min, maxLength: max, ordered } = rules
  if (min > max) return undefined
  // What is repeated is compressed, so a least length beyond the room of an index still fits.
  const limit = Math.max(min, Math.min(max, longest, rules.maxBytes))
  const fit = (text: string) => fitted(text, min, max)
  const bounds = ['x'.repeat(min), 'x'.repeat(limit), fit('é'.repeat(Math.min(limit, 60)))]
  const plain = ['x'.repeat(min), 'x'.repeat(limit), fit('a'), fit('z')]
  return {
    edges: [...new Set(ordered ? plain : [...telling.map(fit), ...bounds])],
    draw: (random) => {
      const length = random.integer(min, Math.min(max, min + random.pick([3, 12, 40])))
      return ordered || random.chance(0.3) ? letterText(random, length) : wordText(random, length, fit)
    },
  }
}

/** Cut or filled up to a length in characters; never a half of one that takes two code units. */
function fitted(text: string, min: number, max: number): string {
  const characters = [...text].slice(0, max)
  return characters.join('') + 'x'.repeat(Math.max(0, min - characters.length))
}

function letterText(random: Random, length: number): string {
  return Array.from({ length }, () => letters[random.integer(0, 25)]).join('')
}

function wordText(random: Random, length: number, fit: (text: string) => string): string {
  let text = ''
  while (text.length < length && text.length < 60) {
    text += `${random.pick(words)} ${letterText(random, random.integer(1, 6))} `
  }
  return fit([...text].slice(0, length).join(''))
}

/** Of a fixed width: what is filled up with blanks cannot end in one. */
export function blankPadded(rules: ValueRules): ValueSource | undefined {
  const source = texts({ ...rules, maxLength: Math.min(rules.maxLength, longest) })
  if (!source) return undefined
  const trimmed = (text: string) => text.replace(/\s+$/, (blanks) => 'x'.repeat(blanks.length))
  return {
    edges: [...new Set(source.edges.map(trimmed))],
    draw: (random) => trimmed(source.draw(random)),
  }
}
