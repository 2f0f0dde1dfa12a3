/** The tenancy leads to people, and the tenant of a row stays the same. */
import type { Report } from './build-model.ts'
import { leadsToIdentity } from './check-rules.ts'
import type { ApplicationModel, EntityModel } from './model.ts'
import { walkPath } from './path.ts'

export function checkTenancy(model: ApplicationModel, report: Report): void {
  const { tenancy } = model
  const tenant = model.entities[tenancy?.entity ?? '']
  if (tenancy && tenant) {
    const end = walkPath(model, tenant, tenancy.members)
    if ('missing' in end || !leadsToIdentity(model, end.entity, end.field)) {
      report.add({
        at: tenancy.at,
        message: `members of the tenancy, "${tenancy.members}", does not lead from ${tenant.name} to ${model.identity?.entity ?? 'the entity named by identity(…)'}.`,
        hint: 'Name the way to its people, such as "members.user".',
      })
    }
  }
  for (const entity of Object.values(model.entities)) checkTenant(model, entity, report)
}

function checkTenant(model: ApplicationModel, entity: EntityModel, report: Report): void {
  if (entity.tenant === undefined) return
  const problem = (message: string, hint: string) => report.add({ at: entity.at, message, hint })
  if (!model.tenancy) {
    problem(
      `${entity.name} has a tenant, and no tenancy is declared.`,
      "Declare tenancy(Workspace, { members: 'members.user' }) in a part of the application.",
    )
    return
  }
  const end = walkPath(model, entity, entity.tenant)
  const wrong = 'missing' in end ? undefined : end.steps.find(({ field }) => field.kind !== 'ref')
  if ('missing' in end || wrong || end.field.target !== model.tenancy.entity) {
    problem(
      `tenant of ${entity.name}, "${entity.tenant}", does not lead along references to ${model.tenancy.entity}.`,
      'Name the references on the way, such as "project.workspace".',
    )
    return
  }
  const loose = end.steps.find(({ field }) => field.optional || !field.immutable)
  if (!loose) return
  problem(
    `${loose.field.name} of ${loose.entity.name} leads to the tenant of ${entity.name}, and is ${loose.field.optional ? 'optional' : 'not immutable'}.`,
    'A row has one tenant as long as it lives: make the reference required and immutable().',
  )
}
