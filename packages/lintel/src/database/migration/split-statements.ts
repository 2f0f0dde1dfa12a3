/** Splits a script into its statements at the semicolons that end them. */

export interface ScriptStatement {
  /** Without the semicolon and what stands before its first word. */
  readonly text: string
  /** Line of its first word, from 1. */
  readonly line: number
}

// Whatever may hold a semicolon that ends nothing, then words, then single characters.
const token =
  /--[^\n]*|\/\*|\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$|[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\d[\w.]*|\s+|[\s\S]/g

interface Open {
  start: number
  words: string[]
  /** BEGIN ATOMIC … END and CASE … END that are open in a routine's body. */
  depth: number
}

export function splitStatements(script: string): ScriptStatement[] {
  const statements: ScriptStatement[] = []
  const open: Open = { start: -1, words: [], depth: 0 }
  let counted = { index: 0, line: 1 }
  const close = (end: number) => {
    if (open.start >= 0) {
      const line = counted.line + lineAt(script.slice(counted.index, open.start), Infinity) - 1
      counted = { index: open.start, line }
      statements.push({ text: script.slice(open.start, end).trimEnd(), line })
    }
    Object.assign(open, { start: -1, words: [], depth: 0 })
  }
  token.lastIndex = 0
  for (let match = token.exec(script); match; match = token.exec(script)) {
    const [text] = match
    if (text === ';' && open.depth === 0) close(match.index)
    else if (text === '/*') token.lastIndex = commentEnd(script, token.lastIndex)
    else if (!text.startsWith('--') && text.trim() !== '') {
      if (open.start < 0) open.start = match.index
      if (/^\$.*\$$/s.test(text)) token.lastIndex = quoteEnd(script, text, token.lastIndex)
      else readWord(open, text.toLowerCase())
    }
  }
  close(script.length)
  return statements
}

/** The first word of a statement, in small letters. */
export function firstWord(statement: string): string {
  return /^[a-z_]+/i.exec(statement)?.[0].toLowerCase() ?? ''
}

/** The line of a place in a text, from 1. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}

/** Only a body in SQL itself has semicolons outside of quotes: CREATE FUNCTION … BEGIN ATOMIC …; … END. */
function readWord(open: Open, word: string): void {
  if (!/^[a-z]/.test(word)) return
  open.words.push(word)
  const [first, second, , fourth] = open.words
  const kind = second === 'or' ? fourth : second
  if (first !== 'create' || (kind !== 'function' && kind !== 'procedure')) return
  if (word === 'atomic' && open.words.at(-2) === 'begin') open.depth = 1
  else if (open.depth > 0 && (word === 'case' || word === 'begin')) open.depth += 1
  else if (open.depth > 0 && word === 'end') open.depth -= 1
}

/** Comments nest in PostgreSQL. */
function commentEnd(script: string, from: number): number {
  const mark = /\/\*|\*\//g
  mark.lastIndex = from
  let depth = 1
  for (let match = mark.exec(script); match; match = mark.exec(script)) {
    depth += match[0] === '/*' ? 1 : -1
    if (depth === 0) return mark.lastIndex
  }
  return script.length
}

function quoteEnd(script: string, quote: string, from: number): number {
  const end = script.indexOf(quote, from)
  return end < 0 ? script.length : end + quote.length
}
