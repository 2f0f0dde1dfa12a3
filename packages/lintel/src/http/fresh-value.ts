/** Defaults that are new for each request: the moment, an id. */
import { newId } from '../database/new-id.ts'
import type { DefaultModel } from '../spec/model.ts'

export function freshValue(made: Exclude<DefaultModel, { readonly value: unknown }>): string {
  return 'now' in made ? new Date().toISOString() : newId()
}
