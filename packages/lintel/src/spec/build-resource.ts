/** One resource's declaration as plain data: its path, rules and grammar of queries. */
import type { Report } from './build-model.ts'
import { buildCache } from './cache.ts'
import type { AnyEntity } from './entity.ts'
import { idempotencyModel } from './idempotency.ts'
import type {
  EntityModel,
  FieldAccessModel,
  FieldModel,
  Json,
  PresetModel,
  ResourceModel,
  WriteModel,
} from './model.ts'
import { kebabCase, pluralOf } from './names.ts'
import { rateLimitModels } from './rate-limit.ts'
import { principalId, type Resource, type UpdateOptions } from './resource.ts'
import { type RuleInput, ruleModel } from './rules.ts'

type Entities = Readonly<Record<string, EntityModel>>

export function buildResource(resource: Resource, entities: Entities, report: Report): ResourceModel {
  const { entity, options, exposed, at } = resource
  const model = entities[entity.name]
  const plural = kebabCase(entity.options.plural ?? pluralOf(entity.name))
  const max = options.limit?.max ?? 100
  const idempotency = options.create
    ? idempotencyModel({ given: options.idempotent, byDefault: exposed, name: plural, at }, report)
    : undefined
  const rateLimits = rateLimitModels({ given: options.rateLimit, name: plural, at }, report)
  return {
    name: plural,
    entity: entity.name,
    path: exposed ? (options.path ?? `/${plural}`) : null,
    ...(options.read ? { read: { who: ruleModel(options.read) } } : {}),
    ...(options.create ? { create: buildWrite(options.create, model, 'create') } : {}),
    ...(options.update ? { update: buildWrite(options.update, model, 'update') } : {}),
    ...(options.delete ? { delete: { who: ruleModel(options.delete) } } : {}),
    ...(options.fields ? { fields: buildFieldAccess(options.fields) } : {}),
    bulk: options.bulk ?? false,
    ...(rateLimits ? { rateLimits } : {}),
    ...(idempotency ? { idempotency } : {}),
    filter: options.filter ?? [],
    sort: options.sort ?? [],
    defaultSort: options.defaultSort ?? ['-id'],
    include: options.include ?? [],
    search: options.search ?? false,
    limit: { default: Math.min(options.limit?.default ?? 20, max), max },
    tag: plural,
    ...(options.description === undefined ? {} : { description: options.description }),
    ...(options.deprecated ? { deprecated: options.deprecated } : {}),
    ...(options.cache ? { cache: buildCache(options.cache) } : {}),
    at,
  }
}

type AnyWrite = RuleInput<string> | UpdateOptions<AnyEntity>

function buildWrite(
  write: AnyWrite,
  entity: EntityModel | undefined,
  action: 'create' | 'update',
): WriteModel {
  const options = 'who' in write ? write : undefined
  const who = ruleModel((options?.who ?? write) as RuleInput<string>)
  const set = Object.fromEntries(
    Object.entries(options?.set ?? {}).map(([name, value]) => [name, preset(value)]),
  )
  const writable = Object.values(entity?.fields ?? {}).filter((field) => isWritable(field, action))
  const fields = options?.fields ?? writable.map((field) => field.name)
  return {
    who,
    ...(options?.refersToAny ? { refersToAny: options.refersToAny } : {}),
    ...(options?.after ? { after: ruleModel(options.after) } : {}),
    fields: fields.filter((name) => !(name in set)),
    set,
  }
}

type DeclaredFields = NonNullable<Resource['options']['fields']>

function buildFieldAccess(fields: DeclaredFields): Record<string, FieldAccessModel> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, access]) => [
      name,
      {
        ...(access?.read ? { read: ruleModel(access.read) } : {}),
        ...(access?.write ? { write: ruleModel(access.write) } : {}),
      },
    ]),
  )
}

function preset(value: unknown): PresetModel {
  return value === principalId ? { principal: 'id' } : { value: value as Json }
}

function isWritable(field: FieldModel, action: 'create' | 'update'): boolean {
  if (field.readOnly || field.kind === 'many') return false
  if (field.private && field.kind !== 'password') return false
  return action === 'create' || !field.immutable
}
