/** What `lintel access matrix` prints: a block for each resource, a line for each action, a column for each kind of caller. */
import type {
  AccessMatrix,
  MatrixCell,
  MatrixField,
  MatrixOperation,
  MatrixVerdict,
  RowCell,
} from '../../plan/access/explanation/access-matrix.ts'
import { columns, counted, type Paint } from '../terminal.ts'

/** Longer conditions stand below their block, by a number. */
const longestInCell = 20

export function matrixText({ kinds, operations }: AccessMatrix, paint: Paint): string {
  const names = kinds.map(({ name }) => name)
  const titles = [...new Set(operations.map(blockOf))]
  return [
    ...titles.flatMap((title) =>
      blockText(
        title,
        operations.filter((each) => blockOf(each) === title),
        { names, paint },
      ),
    ),
    'all: every row   own: rows that the rules tie to the caller   tenant: rows of the caller’s tenant   others: any other row',
    `${counted(operations.length, 'operation')}, ${counted(names.length, 'kind of caller', 'kinds of callers')}`,
  ].join('\n')
}

function blockText(
  title: string,
  operations: readonly MatrixOperation[],
  { names, paint }: { readonly names: readonly string[]; readonly paint: Paint },
): string[] {
  const lines = blockLines(operations, names)
  return [paint('bold', `${title}${placeOf(operations)}`), ...lines.map((line) => `  ${line}`), '']
}

/** A resource or policy, or all operations that no row takes part in. */
function blockOf({ name, entity }: MatrixOperation): string {
  return entity === undefined ? 'operations' : (name.split('.')[0] ?? name)
}

function placeOf([first]: readonly MatrixOperation[]): string {
  if (first?.entity === undefined) return ''
  const { path, at } = first
  return `  ${path === undefined ? 'policy, no API' : path.replace(/\/\{id\}$/, '')}  ${at.file}:${at.line}`
}

function blockLines(operations: readonly MatrixOperation[], names: readonly string[]): string[] {
  const notes = new Notes()
  const table = [['', ...names], ...operationRows(operations, notes)]
  const first = operations[0]
  return [
    ...columns(table),
    ...notes.lines(),
    ...(first?.entity === undefined ? [] : closedLines(byAction(operations))),
  ]
}

function operationRows(operations: readonly MatrixOperation[], notes: Notes): string[][] {
  if (operations[0]?.entity === undefined)
    return operations.map((operation) => [
      callName(operation),
      ...operation.cells.map((cell) => cellText(cell, notes)),
    ])
  return byAction(operations).flatMap((operation) => [
    [operation.action ?? '', ...operation.cells.map((cell) => cellText(cell, notes))],
    // A field with a rule of its own is not as its row.
    ...(operation.fields ?? [])
      .filter(({ by }) => by === 'rule')
      .map(({ name, cells }) => [`  .${name}`, ...cells.map((cell) => cellText(cell, notes))]),
  ])
}

/** Of routes that do the same, the first. */
function byAction(operations: readonly MatrixOperation[]): readonly MatrixOperation[] {
  return operations.filter(({ action }, at) => operations.findIndex((each) => each.action === action) === at)
}

function callName({ name, method, path }: MatrixOperation): string {
  return method === undefined ? name : `${method} ${path}`
}

class Notes {
  readonly #texts: string[] = []

  /** The condition, or the number under which it stands below. */
  of(words: string): string {
    if (words.length <= longestInCell) return words
    if (!this.#texts.includes(words)) this.#texts.push(words)
    return `[${this.#texts.indexOf(words) + 1}]`
  }

  lines(): string[] {
    return this.#texts.map((text, at) => `[${at + 1}] ${text}`)
  }
}

/** `-`, `all`, `own`, `own if [1], others if isPublic = true` */
function cellText(cell: MatrixCell, notes: Notes): string {
  if ('call' in cell) return cell.call === 'yes' ? 'yes' : '-'
  const groups = groupsOf(cell).filter(([, verdict]) => verdict !== 'no')
  const words = groups.map(([name, verdict]) => `${name}${ifText(verdict, notes)}`)
  return words.join(', ') || '-'
}

function ifText(verdict: MatrixVerdict, notes: Notes): string {
  return verdict === 'yes' ? '' : ` if ${notes.of(verdict.slice('if '.length))}`
}

/** Rows that are treated alike have one name. */
function groupsOf({ own, tenant, foreign }: RowCell): readonly (readonly [string, MatrixVerdict])[] {
  if (own === foreign && (tenant === undefined || tenant === own)) return [['all', own]]
  if (tenant === undefined)
    return [
      ['own', own],
      ['others', foreign],
    ]
  if (tenant === own)
    return [
      ['tenant', own],
      ['others', foreign],
    ]
  return [
    ['own', own],
    ['tenant', tenant],
    ['others', foreign],
  ]
}

const closed: readonly (readonly [MatrixField['by'], string])[] = [
  ['private', 'never shown'],
  ['set', 'set by the server'],
]

/** Fields that nobody sees or sends, where others may be. */
function closedLines(operations: readonly MatrixOperation[]): string[] {
  return operations.flatMap(({ action, fields = [] }) => {
    const named = (by: MatrixField['by']) => fields.filter((field) => field.by === by).map(({ name }) => name)
    const lines = closed.flatMap(([by, words]) => {
      const names = named(by)
      return names.length > 0 ? [`${action}: ${words}: ${names.join(', ')}`] : []
    })
    if (action === 'read') return lines
    const sent = fields.filter(({ by }) => by === 'row' || by === 'rule').map(({ name }) => name)
    return [
      ...lines,
      ...(action === 'delete' ? [] : [`${action}: callers send ${sent.join(', ') || 'nothing'}`]),
    ]
  })
}
