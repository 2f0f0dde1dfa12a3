/** Defaults that are new for each request: the moment, an id. */

import type { DefaultModel } from '../spec/model.ts'
import { newId } from './new-id.ts'

export function freshValue(made: Exclude<DefaultModel, { readonly value: unknown }>): string {
  return 'now' in made ? new Date().toISOString() : newId()
}
