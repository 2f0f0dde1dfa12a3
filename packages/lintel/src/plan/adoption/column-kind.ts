/** The kind of field that stands for the type of a column. */
import { textLimit } from '../../spec/column-type.ts'
import type { FieldKind } from '../../spec/model.ts'
import { type Call, call } from './field-expression.ts'

export interface ColumnKind {
  readonly kind: FieldKind
  /** The function of `t`. */
  readonly made: Call
  /** Given where the column has another type than Lintel would choose. */
  readonly columnType?: string
}

type Enums = Readonly<Record<string, readonly string[]>>

/**
 * @param type  as a schema has it: `varchar(80)`, `"order_status"`
 * @returns     `undefined` where no kind stands for it
 */
export function columnKind(type: string, enums: Enums): ColumnKind | undefined {
  const plain = plainKinds[type]
  if (plain) return plain
  const values = type.startsWith('"') ? enums[type.slice(1, -1).replaceAll('""', '"')] : undefined
  if (values && values.length > 0) {
    return {
      kind: 'enum',
      made: call('enum', ...values),
      columnType: type.slice(1, -1).replaceAll('""', '"'),
    }
  }
  return textKind(type) ?? momentKind(type) ?? decimalKind(type)
}

const unbounded = call('text', { max: Number.POSITIVE_INFINITY })
const plainKinds: Readonly<Record<string, ColumnKind>> = {
  text: { kind: 'text', made: unbounded },
  citext: { kind: 'text', made: unbounded, columnType: 'citext' },
  uuid: { kind: 'uuid', made: call('uuid') },
  smallint: { kind: 'integer', made: call('integer', { min: -32_768, max: 32_767 }), columnType: 'smallint' },
  integer: { kind: 'integer', made: call('integer') },
  bigint: { kind: 'bigint', made: call('bigint') },
  boolean: { kind: 'boolean', made: call('boolean') },
  date: { kind: 'date', made: call('date') },
  jsonb: { kind: 'json', made: call('json') },
  json: { kind: 'json', made: call('json'), columnType: 'json' },
  numeric: { kind: 'decimal', made: call('decimal', 38, 10), columnType: 'numeric' },
}

function textKind(type: string): ColumnKind | undefined {
  if (!/^(varchar(\(\d+\))?|char\(\d+\))$/.test(type)) return undefined
  const max = textLimit(type)
  return { kind: 'text', made: max === undefined ? unbounded : call('text', { max }), columnType: type }
}

function momentKind(type: string): ColumnKind | undefined {
  if (!/^timestamp(tz)?(\(\d\))?$/.test(type)) return undefined
  const made = call('timestamp')
  return type === 'timestamptz(3)'
    ? { kind: 'timestamp', made }
    : { kind: 'timestamp', made, columnType: type }
}

function decimalKind(type: string): ColumnKind | undefined {
  const [, precision, scale] = /^numeric\((\d+),(\d+)\)$/.exec(type) ?? []
  if (Number(scale) > Number(precision) || precision === undefined) return undefined
  return { kind: 'decimal', made: call('decimal', Number(precision), Number(scale)) }
}
