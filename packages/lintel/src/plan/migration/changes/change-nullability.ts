/** A column that becomes required, or stops being so. */
import { quoted } from '../../sql/column.ts'
import { alterColumn } from '../definitions.ts'
import { harmless, type Step } from '../step.ts'

export interface ChangeNullability {
  readonly kind: 'changeNullability'
  readonly table: string
  readonly column: string
  readonly nullable: boolean
  /** SQL of the value that rows without one get when it becomes required. */
  readonly fill?: string
}

export function changeNullabilityStep({ table, column, nullable, fill }: ChangeNullability): Step {
  const loosen = alterColumn(table, column, 'DROP NOT NULL')
  const tighten = alterColumn(table, column, 'SET NOT NULL')
  const name = `${table}.${column}`
  if (nullable) return { ...harmless, up: [loosen], down: [tighten], summary: `make ${name} optional` }
  const empty = `UPDATE ${quoted(table)} SET ${quoted(column)} = ${fill} WHERE ${quoted(column)} IS NULL`
  return {
    ...harmless,
    up: [...(fill === undefined ? [] : [empty]), tighten],
    down: [loosen],
    // Which rows had no value is not kept.
    reversible: fill === undefined,
    summary: `make ${name} required (${fill === undefined ? 'fails while a row has none' : `rows without one get ${fill}`})`,
  }
}
