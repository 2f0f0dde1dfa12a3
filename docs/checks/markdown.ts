/** Reads what the checks need of a Markdown page: fenced blocks, tables, headings and links. */

export interface Block {
  /** `ts`, `sh`, `json`; empty where none is named. */
  readonly language: string
  /** Words after the language: `fragment`. */
  readonly words: readonly string[]
  readonly text: string
  /** Line of the fence, from 1. */
  readonly line: number
  /** What HTML comments right before the block say: `<!-- preamble: shop -->`. */
  readonly directives: Readonly<Record<string, string>>
  /** Only blank lines stand between the block before and this one. */
  readonly follows: boolean
}

const fence = /^```(.*)$/
const comment = /^<!--\s*([a-z-]+):\s*(.*?)\s*-->$/

export function blocksOf(text: string): readonly Block[] {
  const lines = text.split('\n')
  const blocks: Block[] = []
  let directives: Record<string, string> = {}
  let follows = false
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const [, name = '', value = ''] = comment.exec(line) ?? []
    const opened = fence.exec(line)
    if (opened) {
      const end = lines.indexOf('```', at + 1)
      if (end < 0) throw new Error(`The block at line ${at + 1} is not closed.`)
      const [language = '', ...words] = (opened[1] ?? '').trim().split(/\s+/)
      blocks.push({
        language,
        words,
        text: lines.slice(at + 1, end).join('\n'),
        line: at + 1,
        directives,
        follows,
      })
      at = end
      directives = {}
      follows = true
    } else if (name !== '') directives = { ...directives, [name]: value }
    else if (line.trim() !== '') {
      directives = {}
      follows = false
    }
  }
  return blocks
}

/** The text without its fenced blocks and comments: prose, tables and headings. */
export function proseOf(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/<!--[\s\S]*?-->/g, '')
}

export interface Table {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Tables below a heading, down to the next heading of its level or above. */
export function tablesUnder(text: string, heading: string): readonly Table[] {
  const lines = proseOf(text).split('\n')
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading)
  if (start < 0) throw new Error(`There is no heading "${heading}".`)
  const level = (lines[start] ?? '').indexOf(' ')
  const length = lines.slice(start + 1).findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= level)
  return tablesOf(lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n'))
}

export function tablesOf(text: string): readonly Table[] {
  const tables: { head: string[]; rows: string[][] }[] = []
  let isInside = false
  for (const line of text.split('\n')) {
    if (!line.startsWith('|')) isInside = false
    else if (/^\|[\s:|-]+\|$/.test(line)) continue
    else if (isInside) tables.at(-1)?.rows.push(cellsOf(line))
    else {
      tables.push({ head: cellsOf(line), rows: [] })
      isInside = true
    }
  }
  return tables
}

/** `\|` is a bar inside a cell. */
function cellsOf(line: string): string[] {
  const cells = line.replace(/^\||\|$/g, '').split(/(?<!\\)\|/)
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'))
}

/** A cell's text in `code`, or the cell as it stands. */
export function plain(cell: string | undefined): string {
  return /^`([^`]*)`$/.exec(cell ?? '')?.[1] ?? cell ?? ''
}

/** Anchors of a page, as GitHub and GitLab make them. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const headings = proseOf(text)
    .split('\n')
    .filter((line) => /^#+ /.test(line))
  return new Set(
    headings.map((line) =>
      line
        .replace(/^#+ /, '')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}

/** Targets of links, without those to other sites. */
export function linksOf(text: string): readonly string[] {
  const targets = [...proseOf(text).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '')
  return targets.filter((target) => !/^[a-z]+:/.test(target))
}
