/** `GET /orders/{id}`: one row, with its version as entity tag. */
import { type AccessContext, run, shapeOf } from '../../database/access-context.ts'
import { includeTree } from '../../plan/sql/include-tree.ts'
import { readStatement } from '../../plan/statements/read.ts'
import { contextOf } from '../backend.ts'
import type { Admitted, Endpoint } from '../endpoint.ts'
import { entityTag, isUnchanged } from '../etag.ts'
import { readRowQuery } from '../list-query.ts'
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
    plan: ({ call }) => {
      const query =
        call.search === '' ? whole : readRowQuery(call.query, { resource, entity, model: backend.model })
      return { id: idOf(served, call), include: query.include, fields: query.fields }
    },
    execute: (wanted, admitted) => readRow(served, contextOf(backend, admitted.principal), wanted, admitted),
    respond: ({ json, tag }, { call }) => {
      const headers = { etag: tag, 'cache-control': 'private, no-cache', vary: 'authorization, accept' }
      return isUnchanged(call, tag)
        ? { status: 304, headers }
        : { status: 200, headers, body: `{"data":${json}}` }
    },
  }
}

export async function readRow(
  { entity, resource }: Served,
  context: AccessContext,
  { id, include, fields }: ReadRow,
  { decision }: Pick<Admitted, 'decision'>,
): Promise<Row> {
  const rows = await run(context, {
    kind: 'read',
    shape: `read|${resource.name}|${shapeOf(decision)}|${include}|${fields ?? '*'}`,
    compile: () => readStatement({ entity, decision, include: includeTree(include), fields }, context),
    values: { id },
  })
  const [json, version] = rows[0] ?? []
  if (!json || !version) throw requestProblem('not_found')
  return { json, tag: entityTag(version, include.length > 0 ? json : undefined) }
}
