/** One kind of change of a model: what it was, what it is, and what that is called. */
import { application, entity, t } from 'lintel'
import type { AnyField, AnyRelation } from '../../src/spec/fields.ts'

export interface Kind {
  readonly name: string
  /** Declarations by any name. */
  readonly from: object
  readonly to: object
  /** Values go that nothing else has: retired, then put aside, then dropped. */
  readonly allowDataLoss?: true
  /** SQL for rows that generated ones would not be, run before and after the rows are made. */
  readonly rows?: string
  /** Columns whose values are others whenever it runs: they are made of the moment. */
  readonly ofItsMoment?: readonly string[]
  /** Builds of before cannot go on: an exception that a kind has to say. */
  readonly breaks?: true
}

export const modelOf = (parts: object) => application('kinds', { parts: [parts] }).model

type Fields = Readonly<Record<string, AnyField | AnyRelation>>

/** A table whose other columns stay as they are. */
export function note(fields: Fields, options: object = {}): object {
  return { Note: entity('note', { body: t.text({ max: 200 }), ...fields }, options) }
}

/** The same change of one field, with and without the field before. */
export function field(name: string, from: AnyField | undefined, to: AnyField | undefined): Kind {
  const fields = (one: AnyField | undefined): Fields => (one ? { thing: one } : {})
  return { name, from: note(fields(from)), to: note(fields(to)) }
}
