/** A value in the form in which its column stores it. */
import type { FieldModel } from '../spec/model.ts'

interface Hashing {
  readonly hashPassword: (password: string) => Promise<string>
}

export async function storedValue(context: Hashing, field: FieldModel, value: unknown): Promise<unknown> {
  if (value === null) return null
  if (field.kind === 'json') return JSON.stringify(value)
  if (field.kind === 'password') return context.hashPassword(String(value))
  return value
}
