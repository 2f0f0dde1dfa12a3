/** A database that Lintel did not make → the entities of a specification, and what has to be said about it. */
import type { TableSchema } from '../tables/database-schema.ts'
import { type AdoptedColumn, adoptColumns } from './adopt-columns.ts'
import { declaredIndexes, entityChecks, fieldChecks, uniquesOf } from './adopt-constraints.ts'
import type { AdoptedEntity, AdoptedOptions } from './adopted-entity.ts'
import type { Catalogue, TableFacts } from './catalogue.ts'
import { chooseTables } from './choose-tables.ts'
import type { ColumnCheck } from './column-check.ts'
import type { FieldExpression } from './field-expression.ts'
import { entityNameOf, UniqueNames } from './names.ts'
import { type AdoptionNote, adoptionNote } from './notes.ts'
import { withRelations } from './relations.ts'
import { tableOptions } from './table-options.ts'
import { isUsualMoment, momentOf } from './timestamps.ts'

export interface AdoptedSchema {
  readonly entities: readonly AdoptedEntity[]
  readonly notes: readonly AdoptionNote[]
}

/** It decides by names and types alone, always in the same way; rows are not looked at. */
export function adoptSchema(catalogue: Catalogue): AdoptedSchema {
  const chosen = chooseTables(catalogue)
  const names = new UniqueNames()
  const entities = new Map(
    chosen.entities.map((table) => {
      const idType = table.columns.find(({ name }) => name === 'id')?.type ?? 'uuid'
      return [table.name, { name: names.claim(entityNameOf(table.name)), idType }]
    }),
  )
  const adopted = chosen.entities.map((table) => adoptTable(table, { catalogue, entities }))
  return {
    entities: withRelations(
      adopted.map(({ entity }) => entity),
      chosen.joins,
    ),
    notes: [
      ...chosen.notes,
      ...adopted.flatMap(({ notes }) => notes),
      ...catalogue.views.map((view) => adoptionNote('view_left_out', view)),
      ...catalogue.otherSchemas.map((schema) => adoptionNote('schema_left_out', schema)),
    ],
  }
}

interface Scope {
  readonly catalogue: Catalogue
  readonly entities: ReadonlyMap<string, { readonly name: string; readonly idType: string }>
}

function adoptTable(table: TableSchema, { catalogue, entities }: Scope) {
  const name = entities.get(table.name)?.name ?? table.name
  const facts = catalogue.facts[table.name]
  const enums = catalogue.schema.enums ?? {}
  const deletedAt = table.columns.find((column) => momentOf(column, table) === 'deletedAt')?.name
  const uniques = uniquesOf(table, facts, deletedAt)
  const checks = fieldChecks(table, enums)
  const { columns, notes } = adoptColumns({ table, facts, enums, entities, uniques: uniques.single, checks })
  const { fields, timestamps } = declared(table, columns)
  const options: AdoptedOptions = {
    ...(table.comment === undefined ? {} : { description: table.comment }),
    ...tableOptions(name, table.name),
    ...timestamps,
    ...(deletedAt === undefined ? {} : { softDelete: true as const }),
    ...constraintOptions({ table, facts, columns, together: uniques.together, checks }),
  }
  return {
    entity: { name, table: table.name, fields, options },
    notes: [...notes, ...factNotes(table, facts)],
  }
}

interface Constrained {
  readonly table: TableSchema
  readonly facts: TableFacts | undefined
  readonly columns: readonly AdoptedColumn[]
  /** Columns that are unique together. */
  readonly together: readonly (readonly string[])[]
  /** Checks that fields say. */
  readonly checks: ReadonlyMap<string, ColumnCheck>
}

/** Only what names no column that is left out. */
function constraintOptions({ table, facts, columns, together, checks }: Constrained): AdoptedOptions {
  const names = new Map(columns.map(({ column, field }) => [column, field]))
  const whole = (lists: readonly (readonly string[])[]) =>
    lists
      .filter((list) => list.every((column) => names.has(column)))
      .map((list) => list.flatMap((column) => names.get(column) ?? []))
  const references = new Set(columns.flatMap(({ column, expression }) => (expression.target ? [column] : [])))
  return {
    ...filled('unique', whole(together)),
    ...filled('index', whole(declaredIndexes(table, facts, references))),
    ...filled('check', entityChecks(table, names, checks)),
  }
}

interface Declared {
  readonly fields: Readonly<Record<string, FieldExpression>>
  readonly timestamps: Pick<AdoptedOptions, 'timestamps'>
}

/** Without what every entity has by itself. */
function declared(table: TableSchema, columns: readonly AdoptedColumn[]): Declared {
  const found = new Set(columns.map(({ field }) => field))
  const isComplete = found.has('createdAt') && found.has('updatedAt')
  const own = columns.filter(({ column, field, expression }) => {
    if (field === 'id') return expression.calls[0].name !== 'uuid' || expression.calls.length > 1
    if (field !== 'createdAt' && field !== 'updatedAt' && field !== 'deletedAt') return true
    const schema = table.columns.find(({ name }) => name === column)
    const comesByItself = isComplete || field === 'deletedAt'
    return !(comesByItself && schema && isUsualMoment(schema, field))
  })
  return {
    fields: Object.fromEntries(own.map(({ field, expression }) => [field, expression])),
    timestamps: isComplete ? {} : { timestamps: false },
  }
}

function filled<K extends string, T extends object>(key: K, value: T): { readonly [P in K]?: T } {
  return (Object.keys(value).length === 0 ? {} : { [key]: value }) as { readonly [P in K]?: T }
}

function factNotes({ name }: TableSchema, facts: TableFacts | undefined): AdoptionNote[] {
  if (!facts) return []
  return [
    ...(facts.triggers.length > 0
      ? [adoptionNote('trigger_kept', name, `${facts.triggers.join(', ')}.`)]
      : []),
    ...(facts.hasRowSecurity ? [adoptionNote('row_security', name)] : []),
  ]
}
