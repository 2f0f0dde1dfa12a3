/** Columns whose values the new type cannot take: they are put aside, and a new one comes under their name. */
import { quoted } from '../../sql/column.ts'
import type { ColumnSchema } from '../../tables/database-schema.ts'
import { columnDefinition } from '../definitions.ts'
import type { ColumnPair, TableDifference } from './diff-table.ts'
import { brief, type LiveStep, step } from './live-step.ts'
import { allowEmpty, removeConstraint, removeIndex } from './parts.ts'
import { alter, comment, renameColumn } from './statements.ts'
import { asideName, type LiveContext } from './table-plan.ts'

export interface Replaced {
  readonly steps: readonly LiveStep[]
  /** As they stay. */
  readonly columns: readonly ColumnSchema[]
}

export function replaceColumns(
  { from: table, to: { name }, replaced, replacedParts }: TableDifference,
  { number }: LiveContext,
): Replaced {
  const names = new Set(table.columns.map((column) => column.name))
  const each = replaced.map((pair) => ({ ...pair, aside: asideName(pair.from.name, names) }))
  return {
    steps: [
      ...replacedParts.indexes.flatMap((index) => removeIndex(name, index)),
      ...replacedParts.constraints.flatMap((constraint) => removeConstraint(name, constraint)),
      ...each.flatMap(({ from, to, aside }) => [
        ...(from.nullable || from.identity ? [] : allowEmpty(name, from.name)),
        replace(name, { from, to }, aside),
      ]),
    ],
    columns: each.map(({ from, aside }) => ({
      ...from,
      name: aside,
      nullable: from.nullable || !from.identity,
      retired: { stage: 'aside', by: number, formerly: from.name },
    })),
  }
}

function replace(table: string, { from, to }: ColumnPair, aside: string): LiveStep {
  return step({
    summary: `put ${table}.${from.name} (${from.type}) aside as ${aside}; add ${table}.${to.name} (${to.type})`,
    undo: `drop ${table}.${to.name} (${to.type}); bring ${table}.${from.name} (${from.type}) back`,
    up: brief(
      renameColumn(table, from.name, aside),
      alter(table, `ADD COLUMN ${columnDefinition(to)}`),
      ...(to.comment === undefined ? [] : [comment(table, to.name, to.comment)]),
    ),
    down: brief(alter(table, `DROP COLUMN ${quoted(to.name)}`), renameColumn(table, aside, from.name)),
  })
}
