/** Every endpoint that an application's model gives. */
import type { ResourceModel } from '../spec/model.ts'
import type { Operation } from '../spec/operation.ts'
import type { Backend } from './backend.ts'
import type { Endpoint } from './endpoint.ts'
import { bulkCreateEndpoint, createEndpoint } from './endpoints/create.ts'
import { listEndpoint } from './endpoints/list.ts'
import { operationEndpoint } from './endpoints/operation.ts'
import { readEndpoint } from './endpoints/read.ts'
import type { Served } from './endpoints/resource-endpoint.ts'
import { deleteEndpoint, patchEndpoint, putEndpoint } from './endpoints/update.ts'
import { webhookEndpoint } from './endpoints/webhook.ts'

// Plans and results differ by endpoint; the pipeline passes them on without looking.
type AnyEndpoint = Endpoint<never, never>

export function derivedEndpoints(
  backend: Backend,
  operations: ReadonlyMap<string, Operation>,
): readonly Endpoint[] {
  const resources = Object.values(backend.model.resources).flatMap((resource) =>
    resourceEndpoints(backend, resource),
  )
  const own = Object.values(backend.model.operations).flatMap((model) => {
    const operation = operations.get(model.name)
    return operation ? [operationEndpoint(backend, model, operation) as AnyEndpoint] : []
  })
  const webhooks = Object.values(backend.model.webhooks ?? {}).flatMap((model) => {
    const verify = backend.webhooks.get(model.name)
    return verify ? [webhookEndpoint(backend, { model, verify })] : []
  })
  return [...resources, ...own, ...webhooks] as unknown as readonly Endpoint[]
}

function resourceEndpoints(backend: Backend, resource: ResourceModel): readonly AnyEndpoint[] {
  const entity = backend.model.entities[resource.entity]
  if (!entity || resource.path === null) return []
  const served: Served = { backend, resource, entity }
  const { read, create, update, delete: remove, bulk } = resource
  return [
    ...(read ? [listEndpoint(served), readEndpoint(served)] : []),
    ...(create ? [createEndpoint(served, create)] : []),
    ...(create && bulk ? [bulkCreateEndpoint(served, create)] : []),
    ...(update ? [patchEndpoint(served, update), putEndpoint(served, update)] : []),
    ...(remove ? [deleteEndpoint(served)] : []),
  ] as unknown as readonly AnyEndpoint[]
}
