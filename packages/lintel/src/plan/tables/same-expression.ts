/**
 * Whether two SQL expressions say the same, although PostgreSQL wrote one of them down in its own words:
 * `status IN ('a', 'b')` becomes `(status = ANY (ARRAY['a'::text, 'b'::text]))`.
 */
import { sqlTokens, type Token } from './sql-tokens.ts'

export function sameExpression(one: string | undefined, other: string | undefined): boolean {
  if (one === other) return true
  return one !== undefined && other !== undefined && plainForm(one) === plainForm(other)
}

function plainForm(sql: string): string {
  return JSON.stringify(plainTokens(sql).map(({ kind, value }) => `${kind}:${value}`))
}

/** Without casts, parentheses and spellings that mean the same. Expressions are of one line of operators, so no parenthesis counts. */
export function plainTokens(sql: string): readonly Token[] {
  const tokens = withoutCasts(sqlTokens(sql)).filter(
    ({ kind, value }) => kind !== 'symbol' || !'()'.includes(value),
  )
  return withNow(withIn(withSigns(tokens)).map(plainWord))
}

/** `CURRENT_TIMESTAMP` is `now()`. */
function plainWord(token: Token): Token {
  return token.kind === 'word' && token.value === 'current_timestamp' ? { ...token, value: 'now' } : token
}

/** `now() AT TIME ZONE 'UTC'` and `timezone('utc', now())`: the same moment in the sessions of Lintel, which are at UTC. */
function withNow(tokens: readonly Token[]): readonly Token[] {
  const text = tokens.map(({ value }) => value.toLowerCase()).join(' ')
  const isNow = text === 'now at time zone utc' || text === 'timezone utc , now'
  return isNow ? [{ kind: 'word', value: 'now' }] : tokens
}

function withoutCasts(tokens: readonly Token[]): Token[] {
  const kept: Token[] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token
    if (!isSymbol(token, '::')) {
      kept.push(token.kind === 'number' ? { kind: 'number', value: plainNumber(token.value) } : token)
      continue
    }
    const end = typeEnd(tokens, at + 1)
    const type = tokens
      .slice(at + 1, end)
      .map(({ value }) => value)
      .join(' ')
    const last = kept.at(-1)
    if (last?.kind === 'text') kept.splice(-1, 1, ...castText(last.value, type))
    at = end - 1
  }
  return kept
}

const longTypes = new Set(['character', 'double', 'timestamp', 'time', 'bit'])
const typeWords = new Set(['varying', 'precision', 'with', 'without', 'time', 'zone'])

/** Where the name of a type ends that begins at `start`: `timestamp(3) with time zone`, `numeric(12,2)`, `text[]`. */
function typeEnd(tokens: readonly Token[], start: number): number {
  let at = start + 1
  while (isSymbol(tokens[at], '.')) at += 2
  const goesOn = longTypes.has(tokens[start]?.value ?? '')
  for (; at < tokens.length; at++) {
    const token = tokens[at] as Token
    if (isSymbol(token, '(') && tokens[at + 1]?.kind === 'number') {
      while (!isSymbol(tokens[at], ')')) at++
    } else if (isSymbol(token, '[') && isSymbol(tokens[at + 1], ']')) at++
    else if (!(goesOn && token.kind === 'word' && typeWords.has(token.value))) break
  }
  return at
}

/** A literal in the form that its type gives it. */
function castText(value: string, type: string): Token[] {
  if (/^(integer|bigint|smallint|numeric|double|real)/.test(type) && /^-?[\d.]+/.test(value)) {
    const number: Token = { kind: 'number', value: plainNumber(value.replace('-', '')) }
    return value.startsWith('-') ? [{ kind: 'symbol', value: '-' }, number] : [number]
  }
  if (type.startsWith('json')) return [{ kind: 'text', value: plainJson(value) }]
  if (/^timestamp/.test(type)) return [{ kind: 'text', value: plainMoment(value) }]
  return [{ kind: 'text', value }]
}

function plainNumber(text: string): string {
  // Digits beyond what a double holds must count, so only a written exponent or fraction is computed.
  return /[.e]/i.test(text) ? String(Number(text)) : text.replace(/^0+(?=\d)/, '')
}

function plainJson(text: string): string {
  try {
    return JSON.stringify(sorted(JSON.parse(text)))
  } catch {
    return text
  }
}

// jsonb keeps no order of keys.
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, each]) => [key, sorted(each)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function plainMoment(text: string): string {
  const moment = new Date(text.replace(/([+-]\d\d)$/, '$1:00'))
  return Number.isNaN(moment.getTime()) ? text : moment.toISOString()
}

/** `- 1` as one number where nothing stands before it to subtract from. */
function withSigns(tokens: readonly Token[]): Token[] {
  const kept: Token[] = []
  for (const token of tokens) {
    const before = kept.at(-2)
    const isSign = isSymbol(kept.at(-1), '-') && (!before || before.kind === 'symbol')
    if (token.kind === 'number' && isSign) kept.splice(-1, 1, { kind: 'number', value: `-${token.value}` })
    else kept.push(token)
  }
  return kept
}

/** `= ANY ARRAY [ … ]` as `IN …`. */
function withIn(tokens: readonly Token[]): Token[] {
  const kept: Token[] = []
  let inArray = false
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token
    const next = tokens.slice(at, at + 4).map(({ value }) => value)
    if (next.join(' ') === '= any array [') {
      kept.push({ kind: 'word', value: 'in' })
      inArray = true
      at += 3
    } else if (inArray && isSymbol(token, ']')) inArray = false
    else kept.push(token)
  }
  return kept
}

function isSymbol(token: Token | undefined, value: string): boolean {
  return token?.kind === 'symbol' && token.value === value
}
