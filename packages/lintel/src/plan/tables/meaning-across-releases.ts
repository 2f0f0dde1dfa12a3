/** What a constraint guards whose name another release gave: while two of them serve, either may meet it. */
import { type ConstraintMeaning, constraintMeaning } from './constraint-meaning.ts'
import type { DatabaseSchema, TableSchema } from './database-schema.ts'

export interface Schemas {
  /** What the model of this release needs. */
  readonly schema: DatabaseSchema
  /** What its last migration led to, with what is kept for the release before. */
  readonly snapshot: DatabaseSchema
}

interface Named {
  readonly name: string
  /** The table's name today. */
  readonly table: string | undefined
}

/** `undefined` where no field of this release can be named. */
export function meaningAcrossReleases(
  { schema, snapshot }: Schemas,
  { name, table }: Named,
): ConstraintMeaning | undefined {
  // While a column changes its type, there are two of what stands on it.
  const own = name.replace(/__(?:new|old)$/, '')
  return constraintMeaning(schema, own) ?? keptMeaning(snapshot, own) ?? similarMeaning(schema, own, table)
}

/** What is kept for the release before stands on its columns, from which those of this release follow. */
function keptMeaning(snapshot: DatabaseSchema, name: string): ConstraintMeaning | undefined {
  const meaning = constraintMeaning(snapshot, name)
  const table = Object.values(snapshot.tables).find(({ constraints, indexes }) =>
    [...constraints, ...indexes].some((part) => part.name === name),
  )
  if (!meaning || !table || table.retired) return undefined
  const columns = [...table.constraints, ...table.indexes].find((part) => part.name === name)?.columns ?? []
  const fields = columns.flatMap((column) => servedFields(snapshot, table, column))
  return { ...meaning, fields: [...new Set(fields)] }
}

function servedFields({ bridges = [] }: DatabaseSchema, table: TableSchema, column: string): string[] {
  const groups = bridges.flatMap((bridge) =>
    bridge.kind === 'columns' && bridge.table === table.name ? bridge.groups : [],
  )
  const group = groups.find(({ old }) => old.some((each) => each.column === column))
  const names = group ? group.new.map((each) => each.column) : [column]
  return table.columns.flatMap(({ name, field, retired }) =>
    names.includes(name) && !retired && field !== undefined ? [field] : [],
  )
}

/**
 * A newer release gives names by the same rule: `remarks_key_key` guards what `notes_key_key` guards here, or the
 * column `key` at least. Where several tables here could be meant, they have to agree.
 */
function similarMeaning(
  { tables }: DatabaseSchema,
  name: string,
  table: string | undefined,
): ConstraintMeaning | undefined {
  if (table === undefined || !name.startsWith(`${table}_`)) return undefined
  const rest = name.slice(table.length)
  const known = tables[table]
  const found = (known ? [known] : Object.values(tables)).flatMap((each) => {
    const meaning = constraintMeaning({ format: 1, tables: { [each.name]: each } }, `${each.name}${rest}`)
    return meaning ?? columnMeaning(each, rest) ?? []
  })
  const agree = new Set(found.map(({ fields }) => fields.join())).size === 1
  return agree ? found[0] : undefined
}

const kinds = { _key: 'unique', _fkey: 'foreignKey' } as const

function columnMeaning(table: TableSchema, rest: string): ConstraintMeaning | undefined {
  for (const [suffix, kind] of Object.entries(kinds)) {
    const column = table.columns.find(({ name }) => rest === `_${name}${suffix}`)
    if (column?.field !== undefined && table.of) {
      return { kind, entity: table.of.entity, fields: [column.field] }
    }
  }
  return undefined
}
