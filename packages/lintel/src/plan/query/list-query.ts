/** What a caller asked of a list, as plain data. */
import type { CompareOperator } from '../../spec/model.ts'
import type { CursorValues } from './cursor.ts'

export interface Filter {
  readonly path: string
  readonly operator: CompareOperator
  /** One text, or several for `in`. */
  readonly value: string | readonly string[]
}

export interface ListQuery {
  readonly filters: readonly Filter[]
  readonly sort: readonly string[]
  readonly include: readonly string[]
  readonly fields: readonly string[] | undefined
  readonly search: string | undefined
  readonly limit: number
  readonly cursor: { readonly direction: 'after' | 'before'; readonly values: CursorValues } | undefined
  readonly count: boolean
}
