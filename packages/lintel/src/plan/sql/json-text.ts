/**
 * JSON text as SQL writes it: `concat('{"id":"', t0.id, …, '}')`.
 *
 * Text put together by `concat` costs the server about a third less than `row_to_json` (`npm run bench:path`), and
 * nothing parses it on its way to the socket.
 */
import type { FieldModel } from '../../spec/model.ts'
import { column, isZoneless, textLiteral } from './column.ts'

/** SQL that gives the JSON text of one member's value, never NULL. */
export interface Member {
  readonly name: string
  readonly parts: readonly string[]
  /** A condition without which the member is not there. */
  readonly when?: string
}

// A function takes at most 100 arguments (FUNC_MAX_ARGS).
const maxArguments = 90

/** One object; neighbouring constant pieces become one literal. */
export function jsonObject(members: readonly Member[]): string {
  // A comma stands before each member but the first, which therefore has to be one that is always there.
  const ordered = members.toSorted((one, other) => Number('when' in one) - Number('when' in other))
  if (ordered[0]?.when !== undefined) return objectOfSome(ordered)
  const pieces = ordered.flatMap(({ name, parts, when }, index) => {
    const member = [textLiteral(`${index === 0 ? '{' : ','}${JSON.stringify(name)}:`), ...parts]
    return when === undefined ? member : [`CASE WHEN ${when} THEN ${concatenation(member)} END`]
  })
  return concatenation(merged([...pieces, textLiteral(members.length === 0 ? '{}' : '}')]))
}

/** Where every member may be absent, those that are there are joined. */
function objectOfSome(members: readonly Member[]): string {
  const texts = members.map(({ name, parts, when = 'TRUE' }) => {
    const member = concatenation([textLiteral(`${JSON.stringify(name)}:`), ...parts])
    return `CASE WHEN ${when} THEN ${member} END`
  })
  return `concat('{', concat_ws(',', ${texts.join(', ')}), '}')`
}

/**
 * The JSON text of a stored value. A required one may be empty, too: a newer release may have made it optional, or
 * have written what the type of before cannot be.
 */
export function jsonValue(alias: string, field: FieldModel): readonly string[] {
  const name = column(alias, field)
  if (field.name === 'id') return presentId(name, field)
  if (isBare(field)) return quotedText(name)
  return [`coalesce(${ownText(name, field)}, 'null')`]
}

/** A key is never empty. */
function presentId(name: string, field: FieldModel): readonly string[] {
  return isBare(field) ? ["'\"'", name, "'\"'"] : [ownText(name, field)]
}

/** Whether it stands between quotes as PostgreSQL writes it: nothing in it needs an escape. */
function isBare({ kind, idKind, values }: FieldModel): boolean {
  switch (kind) {
    case 'uuid':
    case 'date':
    case 'decimal':
    case 'bigint':
      return true
    case 'ref':
      return idKind !== 'integer'
    case 'enum':
      return values?.every((value) => /^[\w .:-]*$/.test(value)) ?? false
    default:
      return false
  }
}

// As arguments of the whole text the quotes cost nothing; in a `concat` of their own they would cost a third more.
function quotedText(name: string): readonly string[] {
  return [
    `CASE WHEN ${name} IS NULL THEN 'null' ELSE '"' END`,
    name,
    `CASE WHEN ${name} IS NOT NULL THEN '"' END`,
  ]
}

function ownText(name: string, field: FieldModel): string {
  switch (field.kind) {
    case 'ref':
    case 'integer':
    case 'boolean':
    case 'json':
      return `${name}::text`
    case 'timestamp':
      return `to_json(${moment(name, field)})::text`
    default:
      return `to_json(${name})::text`
  }
}

/** A moment with its zone, whatever its column tells. */
export function moment(name: string, field: FieldModel): string {
  return isZoneless(field) ? `${name} AT TIME ZONE 'UTC'` : name
}

/** Rows of a relation as one array, in the order of their ids. */
export function jsonArray(row: string, from: string, orderedBy: string): string {
  return `concat('[', (SELECT string_agg(${row}, ',' ORDER BY ${orderedBy}) FROM ${from}), ']')`
}

export function concatenation(parts: readonly string[]): string {
  if (parts.length === 1 && parts[0]) return isLiteral(parts[0]) ? parts[0] : `concat(${parts[0]})`
  if (parts.length <= maxArguments) return `concat(${parts.join(', ')})`
  const groups: string[] = []
  for (let start = 0; start < parts.length; start += maxArguments) {
    groups.push(`concat(${parts.slice(start, start + maxArguments).join(', ')})`)
  }
  return `(${groups.join(' || ')})`
}

function isLiteral(part: string): boolean {
  return /^'(?:[^']|'')*'$/.test(part)
}

function merged(pieces: readonly string[]): string[] {
  const result: string[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    if (last !== undefined && isLiteral(last) && isLiteral(piece))
      result[result.length - 1] = last.slice(0, -1) + piece.slice(1)
    else result.push(piece)
  }
  return result
}
