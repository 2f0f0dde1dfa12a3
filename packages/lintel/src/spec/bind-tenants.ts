/** Binds every rule of an entity with a tenant to that tenant, before anything reads the rules. */
import type {
  ApplicationModel,
  EntityModel,
  FieldModel,
  ResourceModel,
  RuleModel,
  WriteModel,
} from './model.ts'
import { walkPath } from './path.ts'
import { anyRule } from './rules.ts'

/** The model with rules that admit the callers of a row's tenant alone, and rows that refer within it alone. */
export function bindTenants(model: ApplicationModel): ApplicationModel {
  const resources = Object.entries(model.resources).map(([name, resource]) => [
    name,
    boundResource(resource, model),
  ])
  return { ...model, resources: Object.fromEntries(resources) }
}

function boundResource(resource: ResourceModel, model: ApplicationModel): ResourceModel {
  const entity = model.entities[resource.entity]
  const bound = (rule: RuleModel) => withinTenant(rule, belongs(entity, model))
  const write = (written: WriteModel): WriteModel => {
    const within = entity ? sameTenants(entity, model) : []
    const { after } = written
    return {
      ...written,
      who: joined([bound(written.who), ...within]),
      ...(after ? { after: joined([bound(after), ...within]) } : {}),
    }
  }
  const { read, create, update, delete: remove, fields } = resource
  return {
    ...resource,
    ...(read ? { read: { who: bound(read.who) } } : {}),
    ...(create ? { create: write(create) } : {}),
    ...(update ? { update: write(update) } : {}),
    ...(remove ? { delete: { who: bound(remove.who) } } : {}),
    ...(fields ? { fields: unboundFields(fields) } : {}),
  }
}

type RuledFields = NonNullable<ResourceModel['fields']>

/** Who reaches a field has reached its row before, within the tenant. */
function unboundFields(fields: RuledFields): RuledFields {
  const entries = Object.entries(fields).map(([name, { read, write }]) => [
    name,
    {
      ...(read ? { read: withinTenant(read, undefined) } : {}),
      ...(write ? { write: withinTenant(write, undefined) } : {}),
    },
  ])
  return Object.fromEntries(entries)
}

/** The rule of a row whose tenant the caller belongs to. */
function belongs(entity: EntityModel | undefined, { tenancy }: ApplicationModel): RuleModel | undefined {
  if (!entity?.tenant || !tenancy) return undefined
  return { rule: 'owner', path: `${entity.tenant}.${tenancy.members}` }
}

/** `acrossTenants` takes its rule out of the bound; the rest stays in it. */
function withinTenant(rule: RuleModel, tenant: RuleModel | undefined): RuleModel {
  const { bound, free } = parted(rule)
  const inside = bound && tenant ? joined([tenant, bound]) : bound
  const rules = [...(inside ? [inside] : []), ...free]
  return anyRule(rules)
}

interface Parted {
  /** What is left when the free rules are taken out. */
  readonly bound: RuleModel | undefined
  readonly free: readonly RuleModel[]
}

function parted(rule: RuleModel): Parted {
  if (rule.rule === 'acrossTenants') return { bound: undefined, free: [rule.of] }
  if (rule.rule !== 'anyOf') return { bound: rule, free: [] }
  const parts = rule.rules.map(parted)
  const bound = parts.flatMap((part) => part.bound ?? [])
  const free = parts.flatMap((part) => part.free)
  if (free.length === 0) return { bound: rule, free }
  if (bound.length === 0) return { bound: undefined, free }
  return { bound: anyRule(bound), free }
}

/** One rule for each reference to a row that has a tenant: it is the row's own. */
function sameTenants(entity: EntityModel, model: ApplicationModel): readonly RuleModel[] {
  const { tenant } = entity
  if (!tenant || !model.tenancy) return []
  return Object.values(entity.fields).flatMap((field) => sameTenant(field, { entity, tenant }, model))
}

interface Bound {
  readonly entity: EntityModel
  readonly tenant: string
}

function sameTenant(field: FieldModel, { entity, tenant }: Bound, model: ApplicationModel): RuleModel[] {
  const target = field.kind === 'ref' ? model.entities[field.target ?? ''] : undefined
  if (!target?.tenant) return []
  const path = `${field.name}.${target.tenant}`
  // The way to the row's own tenant goes along this reference.
  if (path === tenant || 'missing' in walkPath(model, entity, path)) return []
  return [{ rule: 'sameTenant', path, as: tenant }]
}

function joined(rules: readonly RuleModel[]): RuleModel {
  return rules.length === 1 && rules[0] ? rules[0] : { rule: 'allOf', rules }
}
