/** Turns declarations into the application model, and refuses what cannot work. */
import type { Declarations } from './application.ts'
import { bindTenants } from './bind-tenants.ts'
import { buildClients } from './build-client.ts'
import { buildEntity } from './build-entity.ts'
import { buildServices } from './build-issuers.ts'
import { buildOperation, usedClients } from './build-operation.ts'
import { buildOutgoing } from './build-outgoing.ts'
import { buildResource } from './build-resource.ts'
import { buildValue } from './build-value.ts'
import { buildWebhooks } from './build-webhooks.ts'
import { buildWork } from './build-work.ts'
import { checkModel } from './check-model.ts'
import { grantModels } from './grant-models.ts'
import type { ApplicationModel, EntityModel, IdentityModel, SettingModel } from './model.ts'
import { rateLimitModels } from './rate-limit.ts'
import { markRestricted } from './restricted-fields.ts'
import { rowSecurityOf } from './row-security.ts'
import { ruleModel } from './rules.ts'
import { SpecificationError, type SpecificationProblem } from './specification-error.ts'

/** Collects problems while the model is built. */
export interface Report {
  add(problem: SpecificationProblem): void
}

export function buildModel(declared: Declarations): ApplicationModel {
  const problems: SpecificationProblem[] = []
  const report: Report = { add: (problem) => problems.push(problem) }
  const model = markRestricted(bindTenants(assemble(declared, report)))
  checkModel(model, declared, report)
  if (problems.length > 0) throw new SpecificationError(problems)
  return model
}

function assemble(declared: Declarations, report: Report): ApplicationModel {
  const { options } = declared
  const identity = buildIdentity(declared, report)
  const limits = { given: options.rateLimit, name: 'The application', at: declared.at }
  const rateLimits = rateLimitModels(limits, report)
  const built = [...declared.entities].map(([key, each]) => [key, buildEntity(each, report)] as const)
  const entities = withLowerCaseEmail(Object.fromEntries(built), identity)
  return {
    lintel: 1,
    name: declared.name,
    version: options.version ?? '0.1.0',
    ...(options.description === undefined ? {} : { description: options.description }),
    prefix: (options.prefix ?? '').replace(/\/$/, ''),
    entities,
    resources: uniquelyNamed(declared.resources.map((each) => buildResource(each, entities, report))),
    operations: Object.fromEntries(
      [...declared.operations].map(([name, operation]) => {
        const isFlow = declared.added.has(operation)
        return [name, buildOperation({ name, operation, isFlow }, report)]
      }),
    ),
    contracts: Object.fromEntries(
      [...declared.contracts].map(([name, { file, at }]) => [name, { name, file, at }]),
    ),
    implementations: declared.implementations.map((each) => ({
      contract: [...declared.contracts].find(([, contract]) => contract === each.contract)?.[0] ?? '',
      operationId: each.operationId,
      allow: each.options.allow ? ruleModel(each.options.allow) : { rule: 'anyone' as const },
      grants: grantModels(each.options.grants),
      ...usedClients(each.options.uses),
      at: each.at,
    })),
    ...(identity ? { identity } : {}),
    ...tenancyOf(declared, report),
    ...(rateLimits ? { rateLimits } : {}),
    ...(options.refusals ? { refusals: options.refusals } : {}),
    ...rowSecurityOf(declared, report),
    ...(declared.services.length > 0 ? { services: buildServices(declared, report) } : {}),
    ...(declared.clients.length > 0 ? { clients: buildClients(declared, report) } : {}),
    settings: buildSettings(declared),
    ...buildWork(declared, report),
    ...buildWebhooks(declared, report),
    ...buildOutgoing(declared, report),
  }
}

function uniquelyNamed<T extends { readonly name: string }>(items: readonly T[]): Record<string, T> {
  const named: Record<string, T> = {}
  for (const item of items) {
    let name = item.name
    for (let count = 2; name in named; count++) name = `${item.name}${count}`
    named[name] = { ...item, name }
  }
  return named
}

function tenancyOf(declared: Declarations, report: Report): Pick<ApplicationModel, 'tenancy'> {
  const [first, second] = declared.tenancies
  if (!first) return {}
  if (second) {
    report.add({
      at: second.at,
      message: 'A second tenancy is declared.',
      hint: `Keep one: the other is at ${first.at.file}:${first.at.line}.`,
    })
  }
  const { entity, members, at } = first
  return { tenancy: { entity: entity.name, members, at } }
}

function buildIdentity(declared: Declarations, report: Report): IdentityModel | undefined {
  const [first, second] = declared.identities
  if (!first) return undefined
  if (second) {
    report.add({
      at: second.at,
      message: 'A second identity is declared.',
      hint: `Keep one: the other is at ${first.at.file}:${first.at.line}.`,
    })
  }
  return first.model
}

/** Two accounts whose e-mail addresses differ in case alone cannot exist. */
function withLowerCaseEmail(
  entities: Readonly<Record<string, EntityModel>>,
  identity: IdentityModel | undefined,
): Record<string, EntityModel> {
  const account = entities[identity?.entity ?? '']
  const email = account?.fields[identity?.email ?? '']
  if (!account || !email) return { ...entities }
  const fields = { ...account.fields, [email.name]: { ...email, lowerCase: true } }
  return { ...entities, [account.name]: { ...account, fields } }
}

function buildSettings(declared: Declarations): Record<string, SettingModel> {
  const entries = declared.settings.flatMap((each) => Object.entries(each.fields))
  return Object.fromEntries(
    entries.map(([name, field]) => [
      name,
      { ...buildValue(field.definition), name, secret: field.definition.private },
    ]),
  )
}
