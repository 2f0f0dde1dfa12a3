/** How a database differs from the schema that its application needs. */
import type { ColumnSchema, DatabaseSchema, TableSchema } from '../../plan/tables/database-schema.ts'
import { sameExpression } from '../../plan/tables/same-expression.ts'
import { sameConstraint, sameIndex } from '../../plan/tables/same-parts.ts'

export interface SchemaDifference {
  /** An application can run with what is unexpected, seldom with what is missing. */
  readonly kind: 'missing' | 'different' | 'unexpected'
  /** A sentence: `The column orders.note is missing.` */
  readonly message: string
}

/** Sentences, in the order of the tables; none where the database is as it should be. Descriptions do not count. */
export function schemaDrift(expected: DatabaseSchema, actual: DatabaseSchema): string[] {
  return schemaDifferences(expected, actual).map(({ message }) => message)
}

export function schemaDifferences(expected: DatabaseSchema, actual: DatabaseSchema): SchemaDifference[] {
  return compareNamed<TableSchema>({
    expected: Object.values(expected.tables),
    actual: Object.values(actual.tables),
    label: ({ name }) => `The table ${name}`,
    compare: tableDifferences,
  })
}

function tableDifferences(expected: TableSchema, actual: TableSchema): SchemaDifference[] {
  const { name: table } = expected
  return [
    ...compareNamed({
      expected: expected.columns,
      actual: actual.columns,
      label: ({ name }) => `The column ${table}.${name}`,
      compare: (one, other) => columnDifferences(table, one, other),
    }),
    ...compareNamed({
      expected: expected.constraints,
      actual: actual.constraints,
      label: ({ name }) => `The constraint ${name} of ${table}`,
      compare: (one, other) => differs(sameConstraint(one, other), doubtOf(other, table)),
    }),
    ...compareNamed({
      expected: expected.indexes,
      actual: actual.indexes,
      label: ({ name }) => `The index ${name} of ${table}`,
      compare: (one, other) => differs(sameIndex(one, other), doubtOf(other, table)),
    }),
  ]
}

interface Doubtful {
  readonly name: string
  readonly notValid?: true
  readonly invalid?: true
}

function doubtOf({ name, notValid, invalid }: Doubtful, table: string): string {
  if (notValid) return `The constraint ${name} of ${table} has not been validated.`
  if (invalid) return `The index ${name} of ${table} is invalid: its build was stopped.`
  return `${name} of ${table} says something else than it should.`
}

function columnDifferences(table: string, expected: ColumnSchema, actual: ColumnSchema): SchemaDifference[] {
  const name = `The column ${table}.${expected.name}`
  return [
    ...differs(expected.type === actual.type, `${name} is ${actual.type}, not ${expected.type}.`),
    ...differs(
      expected.nullable === actual.nullable,
      `${name} is ${actual.nullable ? 'optional' : 'required'}, not ${expected.nullable ? 'optional' : 'required'}.`,
    ),
    ...differs(
      expected.identity === actual.identity,
      `${name} is ${actual.identity ? '' : 'not '}counted by the database.`,
    ),
    ...differs(
      sameExpression(expected.default, actual.default),
      `${name} has the default ${actual.default ?? 'none'}, not ${expected.default ?? 'none'}.`,
    ),
  ]
}

interface Compared<T extends { readonly name: string }> {
  readonly expected: readonly T[]
  readonly actual: readonly T[]
  readonly label: (part: T) => string
  readonly compare: (expected: T, actual: T) => readonly SchemaDifference[]
}

function compareNamed<T extends { readonly name: string }>(compared: Compared<T>): SchemaDifference[] {
  const { expected, actual, label, compare } = compared
  const found = new Map(actual.map((part) => [part.name, part]))
  const known = new Set(expected.map(({ name }) => name))
  const unexpected = actual.filter(({ name }) => !known.has(name))
  return [
    ...expected.flatMap((part) => {
      const other = found.get(part.name)
      return other
        ? compare(part, other)
        : [{ kind: 'missing' as const, message: `${label(part)} is missing.` }]
    }),
    ...unexpected.map((part) => ({
      kind: 'unexpected' as const,
      message: `${label(part)} is not in the model.`,
    })),
  ]
}

function differs(isSame: boolean, message: string): SchemaDifference[] {
  return isSame ? [] : [{ kind: 'different', message }]
}
