/** An index that nothing needs any more. */
import type { IndexSchema } from '../../tables/database-schema.ts'
import { createIndex } from '../definitions.ts'
import { harmless, type Step } from '../step.ts'
import { indexWords } from '../words.ts'
import { dropIndexStatement } from './add-index.ts'

export interface DropIndex {
  readonly kind: 'dropIndex'
  readonly table: string
  readonly index: IndexSchema
}

export function dropIndexStep({ table, index }: DropIndex): Step {
  return {
    ...harmless,
    up: [dropIndexStatement(index.name)],
    down: [createIndex(table, index)],
    summary: `drop index ${index.name} on ${indexWords(table, index)}`,
  }
}
