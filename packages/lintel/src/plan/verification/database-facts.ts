/** What a schema does not say of a database and rows depend on: labels of enums, domains, generated columns. */

export interface DatabaseFacts {
  /** Labels of enum types in their order, by the name of the type. */
  readonly enums: Readonly<Record<string, readonly string[]>>
  /** Domains, by name: the type below and the conditions, in which `VALUE` is the value. */
  readonly domains: Readonly<Record<string, DomainFacts>>
  /** Columns that are computed by the database and take no value, by table. */
  readonly generated: Readonly<Record<string, readonly string[]>>
}

export interface DomainFacts {
  readonly type: string
  readonly nullable: boolean
  readonly checks: readonly string[]
}

/** Of a database that Lintel made. */
export const noFacts: DatabaseFacts = { enums: {}, domains: {}, generated: {} }
