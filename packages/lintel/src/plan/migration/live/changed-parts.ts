/** Constraints and indexes of a table that stays: what is renamed, what comes, what goes. */
import type { ConstraintSchema, IndexSchema } from '../../tables/database-schema.ts'
import { orderPartRenames } from '../diff-schemas.ts'
import type { TableDifference } from './diff-table.ts'
import { brief, type LiveStatement, type LiveStep, step } from './live-step.ts'
import { addConstraint, addIndex, removeConstraint, removeIndex } from './parts.ts'
import { renameConstraint, renameIndex } from './statements.ts'
import { oldName } from './table-plan.ts'

type Part = ConstraintSchema | IndexSchema

const isIndex = (part: Part): part is IndexSchema => 'parts' in part

interface Going {
  readonly part: Part
  /** Its name until then. */
  readonly name: string
}

export interface ChangedParts {
  /** Names are given away before anything takes them. */
  readonly renamed: readonly LiveStep[]
  readonly added: readonly LiveStep[]
  readonly removed: readonly LiveStep[]
  /** Indexes that stay for older builds, under the names they have then. */
  readonly retired: readonly IndexSchema[]
  /** New names of what goes with its columns. */
  readonly names: ReadonlyMap<string, string>
}

export function changeParts(difference: TableDifference): ChangedParts {
  const { to: table, constraints, indexes, retiredParts, retypedParts } = difference
  const coming: readonly Part[] = [
    ...[...constraints.added, ...indexes.added],
    ...[...retypedParts.to.constraints, ...retypedParts.to.indexes],
  ]
  const taken = new Set(coming.map(({ name }) => name))
  const aside = (part: Part): Going => ({ part, name: taken.has(part.name) ? oldName(part.name) : part.name })
  // An older build's lists may need an index that newer ones do not; what it forbids stops at once.
  const stays = (index: IndexSchema) => !index.unique && !taken.has(index.name)
  const going = [...constraints.dropped, ...indexes.dropped.filter((each) => !stays(each))].map(aside)
  const waiting = [...retiredParts.constraints, ...retiredParts.indexes].map(aside)
  return {
    renamed: [
      ...[...going, ...waiting].flatMap((each) => renameAside(table.name, each)),
      ...renameParts(difference),
    ],
    added: [
      ...constraints.added.flatMap((each) => addConstraint(table.name, each)),
      ...indexes.added.flatMap((each) => addIndex(table.name, each)),
    ],
    removed: going.flatMap(({ part, name }) =>
      isIndex(part)
        ? removeIndex(table.name, { ...part, name })
        : removeConstraint(table.name, { ...part, name }),
    ),
    retired: indexes.dropped.filter(stays),
    names: new Map(waiting.map(({ part, name }) => [part.name, name])),
  }
}

function renameAside(table: string, { part, name }: Going): LiveStep[] {
  return part.name === name ? [] : [renameStep(table, isIndex(part), { from: part.name, to: name })]
}

function renameParts({ to: table, constraints, indexes }: TableDifference): LiveStep[] {
  const renames = orderPartRenames([
    ...constraints.renamed.map((each) => ({ kind: 'renameConstraint' as const, table: table.name, ...each })),
    ...indexes.renamed.map((each) => ({ kind: 'renameIndex' as const, table: table.name, ...each })),
  ])
  return renames.map((each) => renameStep(table.name, each.kind === 'renameIndex', each))
}

interface Names {
  readonly from: string
  readonly to: string
}

function renameStep(table: string, isIndexName: boolean, { from, to }: Names): LiveStep {
  const rename = (one: string, other: string): LiveStatement =>
    isIndexName ? renameIndex(one, other) : renameConstraint(table, one, other)
  const what = isIndexName ? 'index' : 'constraint'
  return step({
    summary: `rename ${what} ${from} to ${to}`,
    undo: `rename ${what} ${to} to ${from}`,
    up: brief(rename(from, to)),
    down: brief(rename(to, from)),
  })
}
