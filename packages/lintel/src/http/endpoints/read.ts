/** `GET /orders/{id}`: one row, with its version as entity tag. */
import { type AccessContext, type Run, run, shapeOf, statementOf } from '../../database/access-context.ts'
import type { Decision } from '../../plan/access/condition.ts'
import { answerSource } from '../../plan/cache/answer-source.ts'
import { includeTree } from '../../plan/sql/include-tree.ts'
import { readStatement } from '../../plan/statements/read.ts'
import { contextOf } from '../backend.ts'
import type { Call } from '../call.ts'
import type { Admitted, Endpoint } from '../endpoint.ts'
import { entityTag, isUnchanged } from '../etag.ts'
import { readRowQuery } from '../list-query.ts'
import { rememberRows } from '../remembered-answer.ts'
import { requestProblem } from '../request-problems.ts'
import { idOf, pathOf, resourceStages, type Served } from './resource-endpoint.ts'

interface ReadRow {
  readonly id: string
  readonly include: readonly string[]
  readonly fields: readonly string[] | undefined
}

interface Row {
  readonly json: string
  readonly tag: string
}

const whole = { include: [], fields: undefined }

export function readEndpoint(served: Served): Endpoint<ReadRow, Row> {
  const { backend, resource, entity } = served
  return {
    name: `read.${resource.name}`,
    method: 'GET',
    path: pathOf(served, '/{id}'),
    ...resourceStages(served, 'read'),
    plan: ({ call }) => planned(served, call),
    ...rememberRows(
      backend,
      { name: `read.${resource.name}`, cache: resource.cache },
      ({ call, principal, decision }) => {
        const { id, include, fields } = planned(served, call)
        const context = contextOf(backend, principal)
        const statement = statementOf(context, readRun(served, context, { id, include, fields }, decision))
        return answerSource([statement], backend.model, { table: entity.table, id })
      },
    ),
    execute: (wanted, admitted) => readRow(served, contextOf(backend, admitted.principal), wanted, admitted),
    respond: ({ json, tag }, { call, isKept }) => {
      const headers = { etag: tag, 'cache-control': 'private, no-cache', vary: 'authorization, accept' }
      return !isKept && isUnchanged(call, tag)
        ? { status: 304, headers }
        : { status: 200, headers, body: `{"data":${json}}` }
    },
  }
}

function planned(served: Served, call: Call): ReadRow {
  const { backend, resource, entity } = served
  const query =
    call.search === '' ? whole : readRowQuery(call.query, { resource, entity, model: backend.model })
  return { id: idOf(served, call), include: query.include, fields: query.fields }
}

function readRun(
  { entity, resource }: Served,
  context: AccessContext,
  { id, include, fields }: ReadRow,
  decision: Decision,
): Run {
  return {
    kind: 'read',
    shape: `read|${resource.name}|${shapeOf(decision)}|${include}|${fields ?? '*'}`,
    compile: () => readStatement({ entity, decision, include: includeTree(include), fields }, context),
    values: { id },
  }
}

export async function readRow(
  served: Served,
  context: AccessContext,
  wanted: ReadRow,
  { decision }: Pick<Admitted, 'decision'>,
): Promise<Row> {
  const rows = await run(context, readRun(served, context, wanted, decision))
  const [json, version] = rows[0] ?? []
  if (!json || !version) throw requestProblem('not_found')
  return { json, tag: entityTag(version, wanted.include.length > 0 ? json : undefined) }
}
