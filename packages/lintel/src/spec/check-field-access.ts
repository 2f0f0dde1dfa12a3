/** Rules of single fields are on fields that exist, and hide nothing that a list would tell all the same. */
import type { Report } from './build-model.ts'
import { storedFields } from './check-entities.ts'
import { checkRule, rowRulesIn } from './check-rules.ts'
import type { ApplicationModel, EntityModel, FieldAccessModel, ResourceModel } from './model.ts'
import { readableEntities } from './readable-entities.ts'

export function checkFieldAccess(model: ApplicationModel, report: Report): void {
  const readable = readableEntities(model)
  for (const resource of Object.values(model.resources)) {
    const entity = model.entities[resource.entity]
    if (!entity) continue
    for (const [name, access] of Object.entries(resource.fields ?? {})) {
      checkField(model, { resource, entity, name, access, readable }, report)
    }
  }
}

interface FieldPlace {
  readonly resource: ResourceModel
  readonly entity: EntityModel
  readonly name: string
  readonly access: FieldAccessModel
  readonly readable: ReadonlySet<string>
}

function checkField(model: ApplicationModel, place: FieldPlace, report: Report): void {
  const { resource, entity, name, access, readable } = place
  const problem = (message: string, hint: string) => report.add({ at: resource.at, message, hint })
  const field = entity.fields[name]
  if (!field?.column) {
    problem(
      `fields of ${resource.name} names "${name}", which is not a stored field of ${entity.name}.`,
      `Stored fields: ${storedFields(entity).join(', ')}.`,
    )
    return
  }
  for (const rule of [access.read, access.write]) {
    if (rule) checkRule(model, { resource, entity, action: `the field ${name}`, rule, readable }, report)
  }
  if (!access.read) return
  if (name === 'id') {
    problem(`fields of ${resource.name} hides "id".`, 'A row is known by its id: hide the row instead.')
  }
  if (entity.search.includes(name)) {
    problem(
      `${entity.name} is searched by "${name}", which not everybody may see: a search would tell its words.`,
      'Take it out of search of the entity, or out of fields.',
    )
  }
  const sorts = resource.defaultSort.map((each) => each.replace(/^-/, ''))
  if (sorts.includes(name)) {
    problem(
      `${resource.name} is ordered by "${name}", which not everybody may see.`,
      'Give defaultSort another field.',
    )
  }
  const offered = Object.values(model.resources).filter((each) => each.entity === entity.name)
  if (rowRulesIn(access.read).length > 0 && offered.some(({ sort }) => sort.includes(name))) {
    problem(
      `${resource.name} offers to sort by "${name}", which is seen in some rows and not in others.`,
      'Take it out of sort: the order would tell what is not shown.',
    )
  }
}
