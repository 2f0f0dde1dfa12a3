/** What resources may filter, sort, include and set. */
import type { Report } from './build-model.ts'
import { storedFields } from './check-entities.ts'
import type { ApplicationModel, EntityModel, ResourceModel } from './model.ts'
import { walkPath } from './path.ts'
import { readableEntities } from './readable-entities.ts'

/** Words of the query grammar, which a filter can therefore not be called. */
export const reservedQueryKeys = [
  'sort',
  'limit',
  'after',
  'before',
  'include',
  'fields',
  'search',
  'count',
] as const

export function checkResources(model: ApplicationModel, report: Report): void {
  const readable = readableEntities(model)
  for (const resource of Object.values(model.resources)) {
    const entity = model.entities[resource.entity]
    if (!entity) continue
    checkFields(resource, entity, report)
    checkFilters(model, { resource, entity }, report)
    checkIncludes(model, { resource, entity, readable }, report)
    if (resource.search && entity.search.length === 0) {
      report.add({
        at: resource.at,
        message: `${resource.name} offers search, but ${entity.name} names no fields to search.`,
        hint: "Add search: ['name', …] to the entity.",
      })
    }
  }
}

function checkFields(resource: ResourceModel, entity: EntityModel, report: Report): void {
  const sorts = resource.defaultSort.map((name) => name.replace(/^-/, ''))
  const writes = [resource.create, resource.update].flatMap((write) => (write ? Object.keys(write.set) : []))
  const mentioned = { sort: [...resource.sort, ...sorts], set: writes }
  for (const [option, names] of Object.entries(mentioned)) {
    for (const name of names.filter((each) => !entity.fields[each]?.column)) {
      report.add({
        at: resource.at,
        message: `${option} of ${resource.name} names "${name}", which is not a stored field of ${entity.name}.`,
        hint: `Stored fields: ${storedFields(entity).join(', ')}.`,
      })
    }
  }
  for (const name of sorts.filter((each) => entity.fields[each]?.private)) {
    report.add({
      at: resource.at,
      message: `${resource.name} is ordered by "${name}", which is private: cursors would show its values.`,
      hint: 'Order by a field that callers may see.',
    })
  }
  for (const name of (resource.update?.fields ?? []).filter((each) => entity.fields[each]?.immutable)) {
    report.add({
      at: resource.at,
      message: `${resource.name} lets a caller change "${name}", which is immutable.`,
      hint: 'Take it out of the fields of update, or let it change.',
    })
  }
  if (resource.limit.default < 1 || resource.limit.max < 1) {
    report.add({
      at: resource.at,
      message: `${resource.name} has pages of ${resource.limit.default} rows.`,
      hint: 'Give limit a default and a max of at least 1.',
    })
  }
  for (const name of [...(resource.create?.fields ?? []), ...(resource.update?.fields ?? [])]) {
    if (entity.fields[name] && !entity.fields[name].readOnly) continue
    report.add({
      at: resource.at,
      message: `${resource.name} lets a caller write "${name}", which ${entity.fields[name] ? 'is read-only' : `is not a field of ${entity.name}`}.`,
      hint: 'Take it out of fields.',
    })
  }
}

interface Place {
  readonly resource: ResourceModel
  readonly entity: EntityModel
}

interface IncludingPlace extends Place {
  readonly readable: ReadonlySet<string>
}

function checkFilters(model: ApplicationModel, { resource, entity }: Place, report: Report): void {
  for (const path of [...resource.filter, ...resource.sort]) {
    const end = walkPath(model, entity, path)
    if (reservedQueryKeys.includes(path as 'sort')) {
      report.add({
        at: resource.at,
        message: `${resource.name} filters by "${path}", a reserved word of the query grammar.`,
        hint: `Rename the field; reserved are ${reservedQueryKeys.join(', ')}.`,
      })
    } else if ('missing' in end) {
      report.add({
        at: resource.at,
        message: `${resource.name} filters by "${path}", but ${end.in.name} has no field "${end.missing}".`,
        hint: `Fields of ${end.in.name}: ${Object.keys(end.in.fields).join(', ')}.`,
      })
    } else if (end.field.private || end.field.kind === 'json' || !end.field.column) {
      report.add({
        at: resource.at,
        message: `${resource.name} filters by "${path}", which ${end.field.private ? 'is private' : `is a ${end.field.kind}`}.`,
        hint: 'Filter by a stored field that callers may see.',
      })
    }
  }
}

function checkIncludes(
  model: ApplicationModel,
  { resource, entity, readable }: IncludingPlace,
  report: Report,
): void {
  for (const path of resource.include) {
    const end = walkPath(model, entity, path)
    if ('missing' in end) {
      report.add({
        at: resource.at,
        message: `${resource.name} includes "${path}", but ${end.in.name} has no field "${end.missing}".`,
        hint: `Relations of ${end.in.name}: ${relations(end.in).join(', ') || 'none'}.`,
      })
      continue
    }
    for (const { entity: holder, field } of end.steps) {
      if (field.target === undefined) {
        report.add({
          at: resource.at,
          message: `${resource.name} includes "${path}", but ${holder.name}.${field.name} is not a relation.`,
          hint: `Relations of ${holder.name}: ${relations(holder).join(', ') || 'none'}.`,
        })
      } else if (!readable.has(field.target)) {
        report.add({
          at: resource.at,
          message: `${resource.name} includes "${path}", but nobody may read ${field.target}.`,
          hint: `Add policy(${field.target[0]?.toUpperCase()}${field.target.slice(1)}, { read: … }): an absent rule denies.`,
        })
      }
    }
  }
}

function relations(entity: EntityModel): string[] {
  return Object.values(entity.fields).flatMap((field) => (field.target === undefined ? [] : [field.name]))
}
