/** The doors through which rows are read over HTTP: list, row, include, filter, sort, search. */

import type { DataRow } from '../../../plan/access/row-snapshot.ts'
import { quoted } from '../../../plan/sql/column.ts'
import { searchExpression } from '../../../plan/tables/search-expression.ts'
import type { CompareOperator, EntityModel, FieldModel, Json } from '../../../spec/model.ts'
import { walkPath } from '../../../spec/path.ts'
import type { Answer } from '../access-server.ts'
import { type Bench, dataOf, listText, type Offered, statusBy } from '../bench.ts'
import type { Person } from '../people.ts'

type Shown = Readonly<Record<string, unknown>>

interface Asking extends Offered {
  readonly bench: Bench
  readonly person: Person
}

/** Every door of one resource, for one person. */
export async function readThrough(asking: Asking): Promise<void> {
  if (!asking.resource.read) return
  await list(asking)
  await includes(asking)
  await filters(asking)
  await sorts(asking)
  await search(asking)
  await rowByRow(asking)
}

function readable({ bench: { oracle }, resource, entity, person }: Asking): readonly DataRow[] {
  const decision = oracle.decision(resource.read?.who, entity, 'read', person)
  return oracle.snapshot.rows(entity).filter((row) => oracle.admits(decision, row, person))
}

function isOpen({ bench: { oracle }, resource, entity, person }: Asking): boolean {
  return oracle.decision(resource.read?.who, entity, 'read', person) !== false
}

async function list(asking: Asking): Promise<void> {
  const { bench, resource, entity, person, path } = asking
  const { verdicts, oracle, server } = bench
  const door = `list ${resource.name}`
  if (!isOpen(asking)) {
    const { status } = await server.ask(person, `GET ${path}`)
    verdicts.check({
      person: person.name,
      door,
      expected: String(statusBy(false, person, 200)),
      actual: String(status),
    })
    return
  }
  const { rows } = await followed(asking, '', 7)
  const expected = new Map(readable(asking).map((row) => [row.id ?? '', row]))
  const seen = new Map(rows.map((row) => [String(row.id), row]))
  for (const row of oracle.snapshot.rows(entity)) {
    const id = row.id ?? ''
    const [wanted, got] = [expected.get(id), seen.get(id)]
    verdicts.check({
      person: person.name,
      door,
      about: `row ${id}`,
      expected: wanted ? listText(oracle.shown(entity, wanted, person)) : 'nothing',
      actual: got ? listText(Object.keys(got)) : 'nothing',
    })
  }
  verdicts.check({
    person: person.name,
    door,
    about: 'rows of all pages',
    expected: String(expected.size),
    actual: String(rows.length),
  })
  const counted = await server.ask(person, `GET ${path}?count=true&limit=1`)
  verdicts.check({
    person: person.name,
    door: `count ${resource.name}`,
    expected: String(expected.size),
    actual: String(totalOf(counted)),
  })
}

function totalOf({ body }: Answer): unknown {
  return (body as { readonly meta?: { readonly total?: unknown } } | undefined)?.meta?.total
}

interface Pages {
  readonly rows: readonly Shown[]
  /** Of the last answer. */
  readonly status: number
}

/** Every page, by its cursors. */
async function followed(
  { bench, person, path, entity, resource }: Asking,
  query: string,
  limit: number,
): Promise<Pages> {
  const rows: Shown[] = []
  const most = bench.oracle.snapshot.rows(entity).length + 20
  const start = `GET ${path}?${query}limit=${Math.min(limit, resource.limit.max)}`
  let after = ''
  for (;;) {
    const answer = await bench.server.ask(person, `${start}${after}`)
    rows.push(...dataOf(answer))
    const next = (answer.body as { readonly meta?: { readonly next?: string | null } } | undefined)?.meta
      ?.next
    if (!next || rows.length > most) return { rows, status: answer.status }
    after = `&after=${encodeURIComponent(next)}`
  }
}

const idsOf = ({ rows, status }: Pages) =>
  status === 200 ? listText(rows.map(({ id }) => id)) : String(status)

async function rowByRow({ bench, resource, entity, person, path }: Asking): Promise<void> {
  const { oracle, server, verdicts } = bench
  const decision = oracle.decision(resource.read?.who, entity, 'read', person)
  const rows = decision === false ? oracle.snapshot.rows(entity).slice(0, 1) : oracle.snapshot.rows(entity)
  for (const row of rows) {
    const { status, body } = await server.ask(person, `GET ${path}/${row.id}`)
    const admitted = oracle.admits(decision, row, person)
    const shown = (body as { readonly data?: Shown } | undefined)?.data
    verdicts.check({
      person: person.name,
      door: `read ${resource.name}`,
      about: `row ${row.id}`,
      expected: admitted
        ? `200 ${listText(oracle.shown(entity, row, person))}`
        : String(statusBy(decision, person, 404)),
      actual: status === 200 ? `200 ${listText(Object.keys(shown ?? {}))}` : String(status),
    })
  }
}

async function includes(asking: Asking): Promise<void> {
  const { bench, resource, entity, person, path } = asking
  if (!isOpen(asking)) return
  const rows = new Map(readable(asking).map((row) => [row.id ?? '', row]))
  for (const include of resource.include) {
    const answer = await bench.server.ask(
      person,
      `GET ${path}?include=${include}&limit=${resource.limit.max}`,
    )
    for (const shown of dataOf(answer)) {
      const row = rows.get(String(shown.id))
      if (!row) continue
      bench.verdicts.check({
        person: person.name,
        door: `include ${resource.name} ${include}`,
        about: `row ${row.id}`,
        expected: nested(bench, { entity, row, person }, include.split('.')),
        actual: nestedAsShown(bench, entity, shown, include.split('.')),
      })
    }
  }
}

interface Within {
  readonly entity: EntityModel
  readonly row: DataRow
  readonly person: Person
}

/** What stands at the end of an include: rows by id and fields, or the bare id of a row that is not shown. */
function nested(bench: Bench, { entity, row, person }: Within, path: readonly string[]): string {
  const [name = '', ...rest] = path
  const field = entity.fields[name]
  const target = bench.oracle.model.entities[field?.target ?? '']
  if (!field || !target) return ''
  if (!bench.oracle.sees(entity, field, row, person)) return 'hidden'
  const found = bench.oracle.snapshot
    .related(field, row)
    .filter((next) => bench.oracle.reads(target, next, person))
  if (field.kind === 'ref' && found.length === 0) return `id ${row[name] ?? null}`
  const texts = found.map((next) => {
    const shown = listText([...new Set([...bench.oracle.shown(target, next, person), ...rest.slice(0, 1)])])
    const below = rest.length > 0 ? nested(bench, { entity: target, row: next, person }, rest) : ''
    return `${next.id}{${shown}}${below}`
  })
  return `[${listText(texts)}]`
}

function nestedAsShown(bench: Bench, entity: EntityModel, shown: Shown, path: readonly string[]): string {
  const [name = '', ...rest] = path
  const field = entity.fields[name]
  const target = bench.oracle.model.entities[field?.target ?? '']
  if (!field || !target) return ''
  if (!(name in shown)) return 'hidden'
  const value = shown[name]
  if (typeof value !== 'object' || value === null) return `id ${value}`
  const rows = (Array.isArray(value) ? value : [value]) as readonly Shown[]
  const texts = rows.map((next) => {
    const below = rest.length > 0 ? nestedAsShown(bench, target, next, rest) : ''
    return `${next.id}{${listText(Object.keys(next))}}${below}`
  })
  return `[${listText(texts)}]`
}

async function filters(asking: Asking): Promise<void> {
  const { bench, resource, entity, person } = asking
  if (!isOpen(asking)) return
  const rows = readable(asking)
  for (const filter of resource.filter) {
    for (const { operator, value, text } of comparisons(bench, entity, filter)) {
      const key = operator === 'eq' ? filter : `${filter}[${operator}]`
      const pages = await followed(asking, `${key}=${encodeURIComponent(text)}&`, 100)
      const asked = { path: filter, operator, value }
      bench.verdicts.check({
        person: person.name,
        door: `filter ${resource.name} ${key}`,
        about: text,
        expected: bench.oracle.isHidden(entity, filter, person)
          ? '403'
          : listText(
              rows.filter((row) => bench.oracle.finds(entity, row, asked, person)).map(({ id }) => id),
            ),
        actual: idsOf(pages),
      })
    }
  }
}

interface Comparison {
  readonly operator: CompareOperator
  readonly value: Json
  readonly text: string
}

/** Values that rows have, and the ways to compare with them. */
function comparisons({ oracle, random }: Bench, entity: EntityModel, path: string): readonly Comparison[] {
  const end = walkPath(oracle.model, entity, path)
  if ('missing' in end) return []
  const present = oracle.snapshot.rows(end.entity).flatMap((row) => row[end.field.name] ?? [])
  const values = [...new Set(present)].filter(
    (value) => value !== '' && value.length < 200 && isSendable(end.field, value),
  )
  const chosen = values.slice(0, 3)
  const one = values.length > 0 ? random.pick(values) : undefined
  return [
    ...chosen.map((value): Comparison => ({ operator: 'eq', value, text: value })),
    ...(one === undefined ? [] : [{ operator: 'ne' as const, value: one, text: one }]),
    ...(end.field.optional ? [{ operator: 'null' as const, value: true, text: 'true' }] : []),
  ]
}

function isSendable({ kind }: FieldModel, value: string): boolean {
  return (
    kind !== 'json' &&
    !(kind === 'timestamp' && !/^\d{4}-/.test(value)) &&
    !(kind === 'date' && value.includes('BC'))
  )
}

/** Following the pages of any order gives every row once. */
async function sorts(asking: Asking): Promise<void> {
  const { bench, resource, entity, person } = asking
  if (!isOpen(asking)) return
  const rows = readable(asking)
  for (const name of resource.sort) {
    for (const sort of [name, `-${name}`]) {
      const pages = await followed(asking, `sort=${sort}&`, 11)
      bench.verdicts.check({
        person: person.name,
        door: `sort ${resource.name} ${sort}`,
        expected: bench.oracle.isHidden(entity, name, person) ? '403' : listText(rows.map(({ id }) => id)),
        actual: idsOf(pages),
      })
    }
  }
}

async function search(asking: Asking): Promise<void> {
  const { bench, resource, entity, person } = asking
  if (!resource.search || !isOpen(asking)) return
  const rows = readable(asking)
  for (const word of searchWords(bench, entity)) {
    const found = await bench.server.service.db.sql<{ readonly id: string }>(
      `SELECT s.id::text FROM ${quoted(entity.table)} s
       WHERE ${searchExpression(entity, 's')} @@ websearch_to_tsquery('simple', $1::text)`,
      [word],
    )
    const matching = new Set(found.map(({ id }) => id))
    const pages = await followed(asking, `search=${encodeURIComponent(word)}&`, 100)
    bench.verdicts.check({
      person: person.name,
      door: `search ${resource.name}`,
      about: word,
      expected: listText(
        rows.flatMap(({ id }) => (id !== null && id !== undefined && matching.has(id) ? [id] : [])),
      ),
      actual: idsOf(pages),
    })
  }
}

function searchWords({ oracle }: Bench, entity: EntityModel): readonly string[] {
  const texts = oracle.snapshot.rows(entity).flatMap((row) => entity.search.map((name) => row[name] ?? ''))
  const words = texts.flatMap((text) => text.match(/\b[a-z]{3,20}\b/gi) ?? [])
  return [...new Set(words)].slice(0, 3)
}
