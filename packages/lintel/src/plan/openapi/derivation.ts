/** What each part of the derivation reads, and the table of components that it fills. */
import type { ApplicationModel } from '../../spec/model.ts'
import { ComponentTable } from './component-table.ts'
import { type DocumentNames, documentNames } from './document-names.ts'
import { type IncludableFields, includableFields } from './includable-fields.ts'

export interface Derivation {
  readonly model: ApplicationModel
  readonly names: DocumentNames
  readonly includable: IncludableFields
  readonly components: ComponentTable
}

export function newDerivation(model: ApplicationModel): Derivation {
  return {
    model,
    names: documentNames(model),
    includable: includableFields(model),
    components: new ComponentTable(),
  }
}
