/** Types of columns as an author writes them: `varchar(80)`, `timestamp(6)`, `serial`. */

const forms = {
  text: /^text$/,
  varchar: /^varchar(\([1-9]\d{0,7}\))?$/,
  citext: /^citext$/,
  char: /^char\([1-9]\d{0,7}\)$/,
  smallint: /^smallint$/,
  integer: /^integer$/,
  bigint: /^bigint$/,
  smallserial: /^smallserial$/,
  serial: /^serial$/,
  bigserial: /^bigserial$/,
  numeric: /^numeric(\(\d{1,4},-?\d{1,4}\))?$/,
  boolean: /^boolean$/,
  date: /^date$/,
  timestamptz: /^timestamptz(\([0-6]\))?$/,
  timestamp: /^timestamp(\([0-6]\))?$/,
  uuid: /^uuid$/,
  jsonb: /^jsonb$/,
  json: /^json$/,
} as const

export type BuiltInType = keyof typeof forms

/** `undefined` for a type that PostgreSQL does not have by itself. */
export function builtInType(type: string): BuiltInType | undefined {
  return (Object.keys(forms) as BuiltInType[]).find((name) => forms[name].test(type))
}

/** The longest text that a type holds. */
export function textLimit(type: string | undefined): number | undefined {
  const length = /^(?:var)?char\((\d+)\)$/.exec(type ?? '')?.[1]
  return length === undefined ? undefined : Number(length)
}

const counted: Readonly<Record<string, string>> = {
  smallserial: 'smallint',
  serial: 'integer',
  bigserial: 'bigint',
}

/** The type of the values of a column that counts by a sequence of its own; `undefined` for other types. */
export function countedType(type: string | undefined): string | undefined {
  return counted[type ?? '']
}
