/** What an answer was read from, and whether it depends on the caller: as its statements say, not as somebody declares. */
import type { ApplicationModel } from '../../spec/model.ts'
import { quoted } from '../sql/column.ts'
import type { Statement } from '../sql/statement.ts'
import { anyRowTag, rowTag } from './tags.ts'

export interface AnswerSource {
  readonly tags: readonly string[]
  /** The caller's id is a parameter: each caller has an answer of its own. */
  readonly isPersonal: boolean
  /** It compares with the time, so that it may be another one in the next moment without any write. */
  readonly asksClock: boolean
}

/** A single row that is read by its id. */
export interface OneRow {
  readonly table: string
  readonly id: string
}

const tablesByModel = new WeakMap<ApplicationModel, readonly string[]>()

/** Every table of the model, those that join two entities among them. */
export function allTables(model: ApplicationModel): readonly string[] {
  const known = tablesByModel.get(model)
  if (known) return known
  const tables = new Set<string>()
  for (const entity of Object.values(model.entities)) {
    tables.add(entity.table)
    for (const { through } of Object.values(entity.fields)) if (through) tables.add(through.table)
  }
  const all = [...tables]
  tablesByModel.set(model, all)
  return all
}

const tablesByText = new Map<string, readonly string[]>()

/**
 * The tables whose names a statement mentions, in quotes as every statement of ours writes them. A field of the same name
 * counts as well: that drops an answer once too often, and never once too seldom.
 */
export function tablesOfStatement(
  { text }: Pick<Statement, 'text'>,
  model: ApplicationModel,
): readonly string[] {
  // Where the rules stand in the database, too, a statement reads views and policies that do not say what they read.
  if (model.rowSecurity) return allTables(model)
  const known = tablesByText.get(text)
  if (known) return known
  const found = allTables(model).filter((table) => text.includes(quoted(table)))
  if (tablesByText.size >= 5_000) tablesByText.clear()
  tablesByText.set(text, found)
  return found
}

/**
 * @param only  the row, where a statement reads one by its id: changes of others leave the answer alone, unless the
 *              statement reads the table again
 */
export function answerSource(
  statements: readonly Statement[],
  model: ApplicationModel,
  only?: OneRow,
): AnswerSource {
  const tags = new Set<string>()
  for (const statement of statements) {
    for (const table of tablesOfStatement(statement, model)) {
      if (only?.table === table && isOnce(statement.text, quoted(table))) {
        tags.add(rowTag(table, only.id))
        tags.add(anyRowTag(table))
      } else tags.add(table)
    }
  }
  return {
    tags: [...tags],
    isPersonal:
      model.rowSecurity !== undefined ||
      statements.some(({ slots }) => slots.some(({ from }) => from === 'principal')),
    asksClock: statements.some(({ text }) => text.includes('now()')),
  }
}

function isOnce(text: string, part: string): boolean {
  return text.indexOf(part) === text.lastIndexOf(part)
}
