/** A value in the form in which its column stores it. */
import { asStored } from '../plan/query/lower-case.ts'
import type { FieldModel } from '../spec/model.ts'

interface Hashing {
  readonly hashPassword: (password: string) => Promise<string>
}

export async function storedValue(context: Hashing, field: FieldModel, value: unknown): Promise<unknown> {
  return field.kind === 'password' && value !== null
    ? context.hashPassword(String(value))
    : plainValue(field, value)
}

/** The same for every kind that needs no work: all but passwords. */
export function plainValue(field: FieldModel, value: unknown): unknown {
  // The null of JSON is a value: a column that must have one takes it.
  if (value === null && (field.kind !== 'json' || field.optional)) return null
  return field.kind === 'json' ? JSON.stringify(value) : asStored(field, value)
}
