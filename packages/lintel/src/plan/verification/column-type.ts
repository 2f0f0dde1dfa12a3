/** The name of a column's type, taken apart: `character varying(20)[]` is an array of `varchar` with 20. */

export interface ColumnType {
  /** The short name: `varchar`, `timestamptz`, `numeric`; quotes and `public.` are taken away. */
  readonly base: string
  readonly arguments: readonly number[]
  readonly isArray: boolean
}

const shortNames: Readonly<Record<string, string>> = {
  'character varying': 'varchar',
  character: 'char',
  bpchar: 'char',
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  // Whole numbers that the database counts.
  smallserial: 'smallint',
  serial: 'integer',
  bigserial: 'bigint',
  decimal: 'numeric',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  'timestamp with time zone': 'timestamptz',
  'timestamp without time zone': 'timestamp',
  'time with time zone': 'timetz',
  'time without time zone': 'time',
  'bit varying': 'varbit',
}

export function columnType(type: string): ColumnType {
  const element = type.replace(/(\[\d*\])+$/, '')
  const inside = /\(([\d\s,-]+)\)/.exec(element)
  const words = element.replace(/\([\d\s,-]+\)/, '').trim()
  const name = words
    .replace(/^public\./, '')
    .replace(/^"(.*)"$/s, (_, quoted) => quoted.replaceAll('""', '"'))
  return {
    base: shortNames[name] ?? name,
    arguments: inside?.[1]?.split(',').map(Number) ?? [],
    isArray: element !== type,
  }
}
