/** `POST /orders` and `POST /orders/bulk`: rows that callers store. */

import type { AccessContext } from '../../database/access-context.ts'
import { hasRelations, type StoredRow, storeRow } from '../../database/insert.ts'
import { together } from '../../database/unit-of-work.ts'
import { resourceLimits } from '../../plan/rate-limits.ts'
import { createSchema } from '../../plan/schemas/entity-schema.ts'
import { validator } from '../../plan/schemas/validator.ts'
import type { EntityModel, JsonSchema, WriteModel } from '../../spec/model.ts'
import type { Principal } from '../../spec/principal.ts'
import { workOf } from '../backend.ts'
import type { Admitted, Endpoint } from '../endpoint.ts'
import { entityTag } from '../etag.ts'
import { onceOf } from '../idempotency/once-of.ts'
import { checked, readJson } from '../json-body.ts'
import { limitsOf } from '../limits/limits-of.ts'
import { requestProblem } from '../request-problems.ts'
import { admittedWrite, type Sent, unseenReference } from '../write-access.ts'
import { pathOf, resourceStages, type Served } from './resource-endpoint.ts'

type Values = Readonly<Record<string, unknown>>

/** Rows of one bulk request: all of them are stored, or none. */
const maxBulk = 1000

export function createEndpoint(served: Served, write: WriteModel): Endpoint<Values, StoredRow> {
  const { backend, entity, resource } = served
  const validate = validator(createSchema(entity, write))
  const path = pathOf(served)
  const sent: Sent = { served, action: 'create', write }
  return {
    name: `create.${resource.name}`,
    method: 'POST',
    path,
    ...onceOf(backend, resource.idempotency),
    ...resourceStages(served, 'create'),
    plan: async ({ call, principal }) =>
      withPresets(checked<Values>(await readJson(call, backend.limits), validate), write, principal),
    execute: (row, admitted) => {
      const unit = workOf(backend, admitted)
      const storing = { sent, row, admitted, decision: admittedWrite(sent, admitted, row) }
      const work = (each: AccessContext) => store(each, storing)
      return hasRelations(entity, row) ? together(unit, work) : work(unit.context)
    },
    respond: ({ json, id, version }) => ({
      status: 201,
      headers: { location: `${path}/${encodeURIComponent(id)}`, etag: entityTag(version) },
      body: `{"data":${json}}`,
    }),
  }
}

export function bulkCreateEndpoint(
  served: Served,
  write: WriteModel,
): Endpoint<readonly Values[], readonly StoredRow[]> {
  const { backend, entity, resource } = served
  const validate = validator(bulkSchema(entity, write))
  const sent: Sent = { served, action: 'create', write }
  return {
    name: `createMany.${resource.name}`,
    method: 'POST',
    path: pathOf(served, '/bulk'),
    ...onceOf(backend, resource.idempotency),
    ...resourceStages(served, 'create'),
    ...limitsOf(backend, resourceLimits(backend.model, resource, 'bulk')),
    plan: async ({ call, principal }) => {
      const { items } = checked<{ items: readonly Values[] }>(await readJson(call, backend.limits), validate)
      return items.map((item) => withPresets(item, write, principal))
    },
    execute: (rows, admitted) =>
      together(workOf(backend, admitted), async (context) => {
        const stored: StoredRow[] = []
        for (const row of rows) {
          const decision = admittedWrite(sent, admitted, row)
          stored.push(await store(context, { sent, row, admitted, decision }))
        }
        return stored
      }),
    respond: (rows) => ({ status: 201, body: `{"data":[${rows.map(({ json }) => json).join(',')}]}` }),
  }
}

function bulkSchema(entity: EntityModel, write: WriteModel): JsonSchema {
  const items = { type: 'array', items: createSchema(entity, write), minItems: 1, maxItems: maxBulk }
  return { type: 'object', properties: { items }, required: ['items'], additionalProperties: false }
}

/** What the server sets, whatever was sent. */
export function withPresets(row: Values, { set }: WriteModel, principal: Principal): Values {
  const presets = Object.entries(set).map(([name, preset]) => [
    name,
    'principal' in preset ? principal.id : preset.value,
  ])
  return presets.length === 0 ? row : { ...row, ...Object.fromEntries(presets) }
}

interface Storing {
  readonly sent: Sent
  readonly row: Values
  readonly admitted: Admitted
  readonly decision: Admitted['decision']
}

async function store(context: AccessContext, storing: Storing): Promise<StoredRow> {
  const { sent, row, admitted, decision } = storing
  const { entity } = sent.served
  const stored = await storeRow(context, { entity, row, decision, withPrivate: false })
  // The rule saw the row that would have been made, and refused it.
  if (!stored) throw (await unseenReference(sent, admitted, row)) ?? requestProblem('forbidden')
  return stored
}
