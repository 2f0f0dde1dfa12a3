/** What a database holds, as plain data: tables, columns, constraints and indexes, by the names PostgreSQL knows. */

export interface DatabaseSchema {
  readonly format: 1
  readonly tables: Readonly<Record<string, TableSchema>>
  /** Enum types by name, with their values in order. */
  readonly enums?: Readonly<Record<string, readonly string[]>>
}

export interface TableSchema {
  readonly name: string
  /** Whose rows it holds; with a field: the pairs of that `manyToMany`. Absent where a database was read. */
  readonly of?: { readonly entity: string; readonly field?: string }
  /** The former name of the entity, or of the `manyToMany` field. */
  readonly renamedFrom?: string
  /** It was there before Lintel: what it has keeps its names. `beside`: constraints and indexes that no model says. */
  readonly adopted?: { readonly beside: readonly string[] }
  readonly comment?: string
  readonly columns: readonly ColumnSchema[]
  readonly constraints: readonly ConstraintSchema[]
  /** Indexes that are not the work of a constraint. */
  readonly indexes: readonly IndexSchema[]
}

export interface ColumnSchema {
  readonly name: string
  /** As PostgreSQL writes it, in short: `text`, `numeric(12,2)`, `timestamptz(3)`. */
  readonly type: string
  readonly nullable: boolean
  /** An SQL expression. */
  readonly default?: string
  /** Counted by the database where no value is given. */
  readonly identity?: true
  readonly comment?: string
  /** The field it stores; `here` or `there` in a joining table. */
  readonly field?: string
  /** The former name of the field. */
  readonly renamedFrom?: string
}

export interface PrimaryKeySchema {
  readonly kind: 'primaryKey'
  readonly name: string
  readonly columns: readonly string[]
}

export interface UniqueSchema {
  readonly kind: 'unique'
  readonly name: string
  readonly columns: readonly string[]
}

export interface ForeignKeySchema {
  readonly kind: 'foreignKey'
  readonly name: string
  readonly columns: readonly string[]
  readonly references: { readonly table: string; readonly columns: readonly string[] }
  readonly onDelete: 'noAction' | 'restrict' | 'cascade' | 'setNull' | 'setDefault'
  /** Rows from before it was added have not been looked at. */
  readonly notValid?: true
}

export interface CheckSchema {
  readonly kind: 'check'
  readonly name: string
  readonly columns: readonly string[]
  readonly expression: string
  /** What it says, where Lintel wrote it. */
  readonly rule?: CheckRule
  readonly notValid?: true
}

export type CheckRule =
  | { readonly kind: 'length' | 'range'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | { readonly kind: 'comparison' }

export type ConstraintSchema = PrimaryKeySchema | UniqueSchema | ForeignKeySchema | CheckSchema

export type IndexPart =
  | { readonly column: string; readonly descending?: true }
  | { readonly expression: string }

export interface IndexSchema {
  readonly name: string
  readonly method: string
  readonly unique: boolean
  readonly parts: readonly IndexPart[]
  /** Every column it reads, those of its expressions too; empty where a database was read. */
  readonly columns: readonly string[]
  /** Only rows for which this holds are in it. */
  readonly where?: string
  /** Left behind by a build that failed: PostgreSQL does not use it. */
  readonly invalid?: true
}

/** A database with nothing in it. */
export const emptySchema: DatabaseSchema = { format: 1, tables: {} }
