/** A column of a wider type, which takes every value of the old one. */
import type { ColumnSchema } from '../../tables/database-schema.ts'
import type { Cast } from '../cast.ts'
import { alterColumn } from '../definitions.ts'
import { harmless, type Step } from '../step.ts'

export interface ChangeType {
  readonly kind: 'changeType'
  readonly table: string
  readonly from: ColumnSchema
  readonly to: ColumnSchema
  readonly cast: Cast
}

/** Defaults stand aside: PostgreSQL cannot carry every one of them from type to type. */
export function changeTypeStep({ table, from, to, cast }: ChangeType): Step {
  return {
    ...harmless,
    up: retype(table, from, to, cast.using),
    down: retype(table, to, from, cast.back),
    rewrites: cast.rewrites,
    summary: `change the type of ${table}.${to.name} from ${from.type} to ${to.type}`,
  }
}

function retype(table: string, from: ColumnSchema, to: ColumnSchema, using: string): string[] {
  const type = alterColumn(table, to.name, `TYPE ${to.type} USING ${using}`)
  return [
    ...(from.default === undefined ? [] : [alterColumn(table, to.name, 'DROP DEFAULT')]),
    type,
    ...(to.default === undefined ? [] : [alterColumn(table, to.name, `SET DEFAULT ${to.default}`)]),
  ]
}
