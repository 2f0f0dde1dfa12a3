/** How an entity says which table it is stored in, where that does not follow from its name. */
import { pluralOf, snakeCase } from '../../spec/names.ts'
import type { AdoptedOptions } from './adopted-entity.ts'

export function tableOptions(entity: string, table: string): Pick<AdoptedOptions, 'table'> {
  return snakeCase(pluralOf(entity)) === table ? {} : { table }
}
