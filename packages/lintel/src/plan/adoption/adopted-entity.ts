/** An entity that is written from a table. */
import type { CheckModel, Json } from '../../spec/model.ts'
import type { FieldExpression } from './field-expression.ts'

export interface AdoptedEntity {
  readonly name: string
  readonly table: string
  readonly fields: Readonly<Record<string, FieldExpression>>
  readonly options: AdoptedOptions
}

/** Options of `entity`, as data. */
export interface AdoptedOptions {
  readonly description?: string
  readonly table?: string
  readonly plural?: string
  readonly timestamps?: false
  readonly softDelete?: true
  readonly unique?: readonly (readonly string[])[]
  readonly index?: readonly (readonly string[])[]
  readonly check?: Readonly<
    Record<
      string,
      readonly [string, CheckModel['operator'], { readonly field: string } | { readonly value: Json }]
    >
  >
}
