/** What a database holds that Lintel did not make: its schema, and all that a schema of Lintel does not say. */
import type { DatabaseSchema } from '../tables/database-schema.ts'

export interface Catalogue {
  readonly schema: DatabaseSchema
  /** By table. */
  readonly facts: Readonly<Record<string, TableFacts>>
  /** Views and materialized views. */
  readonly views: readonly string[]
  /** Extensions, with the names of the types, functions and operator classes that they bring. */
  readonly extensions: readonly { readonly name: string; readonly members: readonly string[] }[]
  /** Schemas beside `public` that have tables. */
  readonly otherSchemas: readonly string[]
}

export interface TableFacts {
  readonly isPartitioned: boolean
  /** It inherits from another table, or another one from it. */
  readonly inherits: boolean
  readonly hasRowSecurity: boolean
  readonly triggers: readonly string[]
  /** Expressions of generated columns, by name. */
  readonly generated: Readonly<Record<string, string>>
  /** Columns of a type that neither PostgreSQL nor an extension brings, enum types excepted. */
  readonly foreignTypes: readonly string[]
  /** Every constraint, in PostgreSQL's own words. */
  readonly constraints: readonly Definition[]
  /** Every index that is not the work of a constraint, as a statement. */
  readonly indexes: readonly IndexDefinition[]
}

export interface Definition {
  readonly name: string
  readonly kind: 'primaryKey' | 'unique' | 'foreignKey' | 'check' | 'exclusion' | 'trigger'
  readonly sql: string
  /** Table that a foreign key refers to, where it is in the schema `public`. */
  readonly target?: string
}

export interface IndexDefinition {
  readonly name: string
  readonly sql: string
  /** A B-tree of whole columns in their usual order, with nothing besides. */
  readonly isPlain: boolean
}
