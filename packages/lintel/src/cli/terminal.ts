/** What a command writes: results to stdout, troubles to stderr, colours only where a terminal shows them. */
import { styleText } from 'node:util'

export type Style = Parameters<typeof styleText>[0]
export type Paint = (style: Style, text: string) => string

export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2))
}

export function complain(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Colours text for a stream; elsewhere than in a terminal, or with `NO_COLOR`, it leaves it as it is. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  const isColoured = stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
  return (style, text) => (isColoured ? styleText(style, text, { validateStream: false }) : text)
}

/** Rows as columns that line up; the last one is not filled. */
export function columns(rows: readonly (readonly string[])[], gap = 2): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd((widths[column] ?? 0) + gap))
      .join('')
      .trimEnd(),
  )
}

/** `1 migration`, `3 migrations`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`
}
