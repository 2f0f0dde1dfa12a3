/** What a constraint guards, by its name: how an error of the database becomes the error of a field. */
import type { CheckRule, ConstraintSchema, DatabaseSchema, TableSchema } from './database-schema.ts'

export interface ConstraintMeaning {
  readonly kind: ConstraintSchema['kind']
  readonly entity: string
  /** Names of fields, not of columns. */
  readonly fields: readonly string[]
  /** For a check: its bounds or values. */
  readonly rule?: CheckRule
}

/** `undefined` for a name that the schema does not know. Unique indexes count as constraints, as they do in PostgreSQL. */
export function constraintMeaning(schema: DatabaseSchema, name: string): ConstraintMeaning | undefined {
  for (const table of Object.values(schema.tables)) {
    const constraint = table.constraints.find((each) => each.name === name)
    if (constraint) return meaningOf(table, constraint)
    const index = table.indexes.find((each) => each.unique && each.name === name)
    if (index) {
      const columns = index.parts.flatMap((part) => ('column' in part ? [part.column] : []))
      return { kind: 'unique', entity: entityOf(table), fields: fieldsOf(table, columns) }
    }
  }
  return undefined
}

function meaningOf(table: TableSchema, constraint: ConstraintSchema): ConstraintMeaning {
  return {
    kind: constraint.kind,
    entity: entityOf(table),
    fields: fieldsOf(table, constraint.columns),
    ...(constraint.kind === 'check' && constraint.rule ? { rule: constraint.rule } : {}),
  }
}

function entityOf(table: TableSchema): string {
  return table.of?.entity ?? table.name
}

function fieldsOf(table: TableSchema, columns: readonly string[]): string[] {
  // Pairs have no fields of their own: they are one field of the entity that declares them.
  if (table.of?.field !== undefined) return [table.of.field]
  return columns.map((name) => table.columns.find((column) => column.name === name)?.field ?? name)
}
