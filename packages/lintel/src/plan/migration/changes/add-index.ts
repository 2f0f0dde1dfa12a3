/** A new index on a table that may have rows. */
import { quoted } from '../../sql/column.ts'
import type { IndexSchema } from '../../tables/database-schema.ts'
import { createIndex } from '../definitions.ts'
import { harmless, type Step } from '../step.ts'
import { indexWords } from '../words.ts'

export interface AddIndex {
  readonly kind: 'addIndex'
  readonly table: string
  readonly index: IndexSchema
}

export function addIndexStep({ table, index }: AddIndex): Step {
  return {
    ...harmless,
    up: [createIndex(table, index)],
    down: [dropIndexStatement(index.name)],
    lock: 'SHARE',
    summary: `add ${index.unique ? 'unique ' : ''}index ${index.name} on ${indexWords(table, index)}`,
  }
}

export function dropIndexStatement(name: string): string {
  return `DROP INDEX ${quoted(name)}`
}
