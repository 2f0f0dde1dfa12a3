/** What a database holds, as plain data: tables, columns, constraints and indexes, by the names PostgreSQL knows. */

export interface DatabaseSchema {
  readonly format: 1
  readonly tables: Readonly<Record<string, TableSchema>>
  /** What keeps releases apart in step while several of them serve; absent: nothing has to. */
  readonly bridges?: readonly Bridge[]
  /** Enum types by name, with their values in order. */
  readonly enums?: Readonly<Record<string, readonly string[]>>
  /** Rules of access that the database keeps by itself; absent: the application alone keeps them. */
  readonly rowSecurity?: RowSecuritySchema
}

/** Row-level security: policies of tables, and the views and functions that they read. */
export interface RowSecuritySchema {
  /** Of the functions. */
  readonly version: number
  /** The role that the policies bind. */
  readonly role: string
  readonly views: readonly AccessViewSchema[]
  /** By table. */
  readonly tables: Readonly<Record<string, readonly PolicySchema[]>>
  /** What builds before the migration `by` still read. */
  readonly former?: FormerRowSecurity
}

export interface FormerRowSecurity extends Pick<RowSecuritySchema, 'views' | 'tables'> {
  readonly by: number
}

export interface AccessViewSchema {
  readonly name: string
  /** The query of the view. */
  readonly sql: string
}

export interface PolicySchema {
  readonly name: string
  readonly for: 'ALL' | 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE'
  /** Conditions on a row that is called `lintel_row`. */
  readonly using?: string
  readonly check?: string
}

/**
 * Kept for the release before: builds of the migration that retired it, and later ones, do not use it.
 *
 * `serving`: under its own name, for builds that still use it. `aside`: under another name, for nobody; it waits to be
 * dropped.
 */
export interface Retirement {
  readonly stage: 'serving' | 'aside'
  /** Number of the migration that retired it: older builds use it. */
  readonly by: number
  /** The columns that hold its values from now on, without loss: it goes in one step. */
  readonly follows?: true
  /** The name it had, where it is aside. */
  readonly formerly?: string
}

/** A value that the database keeps equal to another: an expression over the columns of the same row. */
export interface SyncedColumn {
  readonly column: string
  readonly type: string
  /** SQL over the columns of the row. */
  readonly value: string
  /** What a row has in it where no value is given; absent: null. */
  readonly default?: string
}

/** Columns of older builds and columns of newer ones that say the same. */
export interface SyncGroup {
  readonly old: readonly SyncedColumn[]
  readonly new: readonly SyncedColumn[]
}

/** A column that builds which do not know it leave empty. */
export interface FilledColumn {
  readonly column: string
  readonly value: string
  /** Also where an older build empties it later. */
  readonly always?: true
}

export type Bridge =
  /** A trigger on a table that keeps columns in step. */
  | {
      readonly kind: 'columns'
      readonly name: string
      readonly table: string
      readonly by: number
      readonly groups: readonly SyncGroup[]
      readonly fills: readonly FilledColumn[]
    }
  /** A view under a table's former name. */
  | {
      readonly kind: 'view'
      readonly name: string
      readonly table: string
      readonly by: number
      /** Columns by the names that older builds know. */
      readonly columns: readonly { readonly column: string; readonly as: string }[]
    }
  /** Triggers on two tables that keep moved columns in step. */
  | {
      readonly kind: 'split'
      readonly name: string
      readonly by: number
      readonly from: string
      readonly to: string
      /** The column of `to` that refers to the row of `from`. */
      readonly reference: string
      /** The expression that gives a row of `to` its id; absent: counted by the database. */
      readonly id?: string
      readonly columns: readonly {
        readonly from: string
        readonly to: string
        readonly required: boolean
      }[]
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
  readonly retired?: Retirement
  /** Where the rows come from, when the table is new: columns of another one. */
  readonly splitFrom?: SplitSource
  /** Fields that are gone but follow from those that are there: SQL over the columns, by the field's name. */
  readonly follows?: Readonly<Record<string, string>>
}

/** Columns of a table that become rows of another one. */
export interface SplitSource {
  /** The entity that had them. */
  readonly entity: string
  /** The column here that refers to its row. */
  readonly reference: string
  /** Columns here, by the name of the field there. */
  readonly columns: Readonly<Record<string, string>>
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
  /** SQL of the value for rows that are there when it comes, and for rows of builds that do not know it. */
  readonly filledFrom?: string
  readonly retired?: Retirement
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
  readonly retired?: Retirement
}

/** A database with nothing in it. */
export const emptySchema: DatabaseSchema = { format: 1, tables: {} }
