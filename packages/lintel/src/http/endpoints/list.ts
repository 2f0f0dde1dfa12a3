/** `GET /orders`: a page of rows, filtered, ordered and followed by cursors. */
import { type AccessContext, type Run, run, shapeOf, statementOf } from '../../database/access-context.ts'
import type { ResultRow } from '../../database/result-row.ts'
import { type Actor, actorOf } from '../../plan/access/actor.ts'
import { fieldSeen } from '../../plan/access/reading.ts'
import { answerSource } from '../../plan/cache/answer-source.ts'
import { type CursorValues, encodeCursor } from '../../plan/query/cursor.ts'
import type { ListQuery } from '../../plan/query/list-query.ts'
import { type OrderKey, orderingOf, reversed } from '../../plan/query/ordering.ts'
import { resourceLimits } from '../../plan/rate-limits.ts'
import { includeTree } from '../../plan/sql/include-tree.ts'
import { countStatement, type ListPlan, listStatement } from '../../plan/statements/list.ts'
import type { ApplicationModel, EntityModel } from '../../spec/model.ts'
import { walkPath } from '../../spec/path.ts'
import { contextOf } from '../backend.ts'
import type { Admitted, Endpoint } from '../endpoint.ts'
import { limitsOf } from '../limits/limits-of.ts'
import { readListQuery } from '../list-query.ts'
import { rememberRows } from '../remembered-answer.ts'
import { requestProblem } from '../request-problems.ts'
import { pathOf, resourceStages, type Served } from './resource-endpoint.ts'

interface Asking {
  readonly model: ApplicationModel
  readonly entity: EntityModel
  readonly actor: Actor
}

/** Who never sees a field cannot ask for rows by it: an answer, also an empty one, would tell of its values. */
function refuseUnseen({ filters, sort }: ListQuery, { model, entity, actor }: Asking): void {
  const paths = [...filters.map(({ path }) => path), ...sort.map((name) => name.replace(/^-/, ''))]
  const unseen = paths.filter((path) => {
    const end = walkPath(model, entity, path)
    return !('missing' in end) && fieldSeen(end.entity, end.field, { model, actor }) === false
  })
  if (unseen.length === 0) return
  const errors = [...new Set(unseen)].map((path) => ({
    pointer: `query/${path}`,
    code: 'forbidden',
    message: `${path} is not shown to you.`,
  }))
  throw requestProblem('forbidden', { errors })
}

interface Page {
  readonly query: ListQuery
  readonly keys: readonly OrderKey[]
  readonly rows: readonly ResultRow[]
  readonly total: string | undefined
}

const asksForSearch = /(?:^|&)search=/

export function listEndpoint(served: Served): Endpoint<ListQuery, Page> {
  const { backend, resource, entity } = served
  const { model } = backend
  const { limits: searching } = limitsOf(
    backend,
    resource.search ? resourceLimits(model, resource, 'search') : [],
  )
  const plain = readListQuery({}, { resource, entity, model })
  const planned = ({ call, principal }: Admitted) => {
    if (call.search === '') return plain
    const query = readListQuery(call.query, { resource, entity, model })
    refuseUnseen(query, { model, entity, actor: actorOf(principal) })
    return query
  }
  return {
    name: `list.${resource.name}`,
    method: 'GET',
    path: pathOf(served),
    ...resourceStages(served, 'read'),
    ...(searching ? { limitsFor: ({ search }) => (asksForSearch.test(search) ? searching : undefined) } : {}),
    plan: planned,
    ...rememberRows(backend, { name: `list.${resource.name}`, cache: resource.cache }, (admitted) => {
      const { context, runs } = listRuns(served, planned(admitted), admitted)
      return answerSource(
        runs.map((each) => statementOf(context, each)),
        model,
      )
    }),
    execute: (query, admitted) => execute(served, query, admitted),
    respond: (page) => ({ status: 200, body: pageText(page) }),
  }
}

interface ListRuns {
  readonly context: AccessContext
  readonly keys: readonly OrderKey[]
  /** The page, and the count where it was asked for. */
  readonly runs: readonly Run[]
}

function listRuns({ backend, resource, entity }: Served, query: ListQuery, admitted: Admitted): ListRuns {
  const context = contextOf(backend, admitted.principal)
  const keys = orderingOf(entity, query.sort)
  const values = valuesOf(query)
  const shape = shapeOfQuery(resource.name, query, shapeOf(admitted.decision))
  // Made only for a shape that was not seen before.
  const plan = (): ListPlan => ({
    entity,
    decision: admitted.decision,
    filters: query.filters,
    search: query.search !== undefined,
    keys: query.cursor?.direction === 'before' ? reversed(keys) : keys,
    cursor: query.cursor?.values,
    include: includeTree(query.include),
    fields: query.fields,
    // One more than asked tells whether there is a next page, without counting.
    rows: query.limit + 1,
  })
  const page: Run = { kind: 'read', shape, compile: () => listStatement(plan(), context), values }
  const count: Run = {
    kind: 'read',
    shape: `${shape}|count`,
    compile: () => countStatement(plan(), context),
    values,
  }
  return { context, keys, runs: query.count ? [page, count] : [page] }
}

async function execute(served: Served, query: ListQuery, admitted: Admitted): Promise<Page> {
  const { context, keys, runs } = listRuns(served, query, admitted)
  const [rows = [], counted] = await Promise.all(runs.map((each) => run(context, each)))
  return { query, keys, rows, total: counted?.[0]?.[0] ?? undefined }
}

function valuesOf(query: ListQuery): Record<string, unknown> {
  const values: Record<string, unknown> = { search: query.search }
  query.filters.forEach((filter, index) => {
    values[`#filter${index}`] = filter.value
  })
  query.cursor?.values.forEach((value, index) => {
    values[`cursor${index}`] = value
  })
  return values
}

/** Equal for queries that one statement serves. */
function shapeOfQuery(name: string, query: ListQuery, decision: string): string {
  const filters = query.filters.map(({ path, operator }) => `${path}:${operator}`).join('&')
  const cursor = query.cursor
    ? `${query.cursor.direction}${query.cursor.values.map((value) => (value === null ? 0 : 1)).join('')}`
    : ''
  const search = query.search === undefined ? '' : 'search'
  return `list|${name}|${decision}|${filters}|${query.sort}|${query.include}|${query.fields ?? '*'}|${query.limit}|${cursor}|${search}`
}

/** The rows are JSON already; only the frame around them is written here. */
function pageText({ query, keys, rows, total }: Page): string {
  const backwards = query.cursor?.direction === 'before'
  const hasMore = rows.length > query.limit
  const page = hasMore ? rows.slice(0, query.limit) : [...rows]
  if (backwards) page.reverse()
  let data = ''
  for (const row of page) data += data === '' ? row[0] : `,${row[0]}`
  const cursorAt = (row: ResultRow | undefined) =>
    row ? `"${encodeCursor(keys, keyValues(row, keys))}"` : 'null'
  const next = backwards || hasMore ? cursorAt(page.at(-1)) : 'null'
  const previous = (backwards ? hasMore : query.cursor !== undefined) ? cursorAt(page[0]) : 'null'
  const count = total === undefined ? '' : `,"total":${total}`
  return `{"data":[${data}],"meta":{"limit":${query.limit},"next":${next},"previous":${previous}${count}}}`
}

/** The place of a row in the order, from the columns beside its text, or from the text itself. */
function keyValues(row: ResultRow, keys: readonly OrderKey[]): CursorValues {
  if (row.length > 1) return row.slice(1)
  const shown = JSON.parse(row[0] ?? '{}') as Record<string, unknown>
  return keys.map(({ field }) => {
    const value = shown[field.name]
    return value === null || value === undefined ? null : String(value)
  })
}
