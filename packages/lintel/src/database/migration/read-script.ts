/** A migration's script as steps: plain SQL, cut by directives such as `-- lintel: step concurrently`. */
import { createHash } from 'node:crypto'
import type { Script } from './migration.ts'
import { MigrationError } from './migration-error.ts'
import { type ScriptStatement, splitStatements } from './split-statements.ts'

/**
 * How a step runs. `brief`, `long`, `whole`: in one transaction, with short, no or generous limits. `concurrently`: one
 * statement outside a transaction. `backfill`: one statement for each range of keys. `empty`: nothing is run.
 */
export type ScriptStepMode = 'brief' | 'long' | 'whole' | 'concurrently' | 'backfill' | 'empty'

export interface ScriptStep {
  /** What it does, in its author's words; may be empty. */
  readonly title: string
  readonly mode: ScriptStepMode
  /** Line of its directive, from 1; 0 where it has none. */
  readonly line: number
  readonly statements: readonly ScriptStatement[]
  /** For a backfill. */
  readonly over?: KeyWalk
  /** SHA-256 of its statements, so that a half-finished migration is not edited behind its back. */
  readonly checksum: string
}

export interface KeyWalk {
  readonly table: string
  readonly key: readonly string[]
}

export interface ReadScript {
  /** Builds from this migration on can serve when it is applied; 0: all; absent: the script does not say. */
  readonly compatibleFrom?: number
  /** Whether it takes away what older builds use. */
  readonly isContract: boolean
  readonly steps: readonly ScriptStep[]
}

interface Directive {
  readonly words: string
  readonly line: number
  /** Where its line begins, and where it ends. */
  readonly start: number
  readonly end: number
}

/** @throws MigrationError `migration_directive` where one cannot be understood */
export function readScript(script: Script): ReadScript {
  const sql = script.sql.replaceAll('\r\n', '\n')
  const directives = findDirectives(sql)
  const marks = directives.filter(({ words }) => !/^step\b/.test(words))
  const cuts = directives.filter(({ words }) => /^step\b/.test(words))
  const header = readHeader(marks, script)
  const mark = marks.find(({ words }) => words === 'no-transaction')
  if (mark && cuts.length > 0) throw unclear(mark, script, 'Each step says by itself how it runs.')
  const steps = cuts.length === 0 ? undirected(sql, header) : directed(sql, cuts, script)
  const { compatibleFrom, isContract } = header
  return { ...(compatibleFrom === undefined ? {} : { compatibleFrom }), isContract, steps }
}

function findDirectives(sql: string): Directive[] {
  const found = sql.matchAll(/^[ \t]*--[ \t]*lintel:[ \t]*(.*)$/gm)
  return [...found].map((match) => ({
    words: (match[1] ?? '').trim(),
    line: sql.slice(0, match.index).split('\n').length,
    start: match.index,
    end: match.index + match[0].length,
  }))
}

interface Header {
  readonly compatibleFrom?: number
  readonly isContract: boolean
  readonly isOutside: boolean
}

function readHeader(marks: readonly Directive[], script: Script): Header {
  const header = { isContract: false, isOutside: false } as { -readonly [K in keyof Header]: Header[K] }
  for (const mark of marks) {
    const compatible = /^compatible(?: from (\d+))?$/.exec(mark.words)
    if (compatible) header.compatibleFrom = Number(compatible[1] ?? 0)
    else if (mark.words === 'contract') header.isContract = true
    else if (mark.words === 'no-transaction') header.isOutside = true
    else if (!/^allow\b/.test(mark.words)) throw unclear(mark, script)
  }
  return header
}

/** Hand-written: one transaction, or each statement by itself. */
function undirected(sql: string, { isOutside }: Header): ScriptStep[] {
  const statements = splitStatements(sql)
  if (!isOutside) return [stepOf({ title: '', mode: 'whole', line: 0, statements })]
  return statements.map((statement) =>
    stepOf({ title: '', mode: 'concurrently', line: 0, statements: [statement] }),
  )
}

function directed(sql: string, cuts: readonly Directive[], script: Script): ScriptStep[] {
  const before = splitStatements(sql.slice(0, cuts[0]?.start))
  if (before.length > 0)
    throw unclear(cuts[0] as Directive, script, 'Statements stand before the first step.')
  return cuts.map((cut, index) => {
    const text = sql.slice(cut.end, cuts[index + 1]?.start ?? sql.length)
    const statements = splitStatements(text).map((each) => ({ ...each, line: each.line + cut.line - 1 }))
    return readStep(cut, { text, statements, script })
  })
}

interface Block {
  readonly text: string
  readonly statements: readonly ScriptStatement[]
  readonly script: Script
}

const name = `(?:"(?:[^"]|"")+"|[a-z_][a-z0-9_]*)`
const directive = new RegExp(
  `^step(?: (brief|long|concurrently|backfill))?(?: over (${name}) by (${name}(?:, ${name})*))?$`,
)

function readStep(cut: Directive, { text, statements, script }: Block): ScriptStep {
  const match = directive.exec(cut.words)
  if (!match) throw unclear(cut, script)
  const [, word = 'brief', table, key] = match
  const mode = statements.length === 0 ? 'empty' : (word as ScriptStepMode)
  if ((mode === 'concurrently' || mode === 'backfill') && statements.length !== 1) {
    throw unclear(cut, script, `A step ${mode} has one statement, not ${statements.length}.`)
  }
  if ((mode === 'backfill') !== (table !== undefined) && mode !== 'empty') {
    throw unclear(cut, script, 'A backfill says "over <table> by <key>", and nothing else does.')
  }
  const title = /^--[ \t]*(.*)$/m.exec(text)?.[1]?.trim() ?? ''
  const over = table === undefined || key === undefined ? {} : { over: walkOf(table, key) }
  return stepOf({ title, mode, line: cut.line, statements, ...over })
}

function walkOf(table: string, key: string): KeyWalk {
  const columns = key.match(new RegExp(name, 'g')) ?? []
  return { table: plain(table), key: columns.map(plain) }
}

function plain(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text
}

function stepOf(step: Omit<ScriptStep, 'checksum'>): ScriptStep {
  const hash = createHash('sha256').update(`${step.mode}\0${JSON.stringify(step.over ?? null)}`)
  for (const { text } of step.statements) hash.update('\0').update(text)
  return { ...step, checksum: hash.digest('hex') }
}

function unclear({ words, line }: Directive, { file }: Script, why?: string): MigrationError {
  const message = `${file}:${line} "-- lintel: ${words}" ${why ?? 'is not a directive.'}`
  return new MigrationError('migration_directive', message, { file, line })
}
