/** What a model must satisfy across its parts before anything is derived from it. */
import type { Declarations } from './application.ts'
import type { Report } from './build-model.ts'
import { checkOutgoing } from './build-outgoing.ts'
import { checkCache } from './check-cache.ts'
import { checkClients } from './check-clients.ts'
import { checkEntities } from './check-entities.ts'
import { checkFieldAccess } from './check-field-access.ts'
import { checkIdentity } from './check-identity.ts'
import { checkIssuers } from './check-issuers.ts'
import { checkResources } from './check-resources.ts'
import { checkRules, rowRulesIn } from './check-rules.ts'
import { checkTenancy } from './check-tenancy.ts'
import { checkWebhooks } from './check-webhooks.ts'
import { checkWork } from './check-work.ts'
import type { ApplicationModel, OperationModel } from './model.ts'
import { checkRowSecurity } from './row-security.ts'

export function checkModel(model: ApplicationModel, declared: Declarations, report: Report): void {
  checkPaths(model, declared, report)
  checkEntities(model, declared, report)
  checkResources(model, report)
  checkRules(model, report)
  checkFieldAccess(model, report)
  checkTenancy(model, report)
  checkOperations(model, report)
  checkRoutes(model, report)
  checkIdentity(model, declared, report)
  checkIssuers(model, declared, report)
  checkWork(model, declared, report)
  checkWebhooks(model, report)
  checkOutgoing(model, report)
  checkRowSecurity(model, report)
  checkClients(model, declared, report)
  checkCache(model, report)
}

/** Every path begins with a slash, or no request would ever come to it. */
function checkPaths(model: ApplicationModel, declared: Declarations, report: Report): void {
  const paths = [
    { path: model.prefix === '' ? '/' : model.prefix, at: declared.at, what: 'The prefix' },
    ...Object.values(model.resources).map(({ path, at, name }) => ({
      path: path ?? '/',
      at,
      what: `The path of ${name}`,
    })),
    ...Object.values(model.webhooks ?? {}).map(({ path, at, name }) => ({
      path,
      at,
      what: `The path of the webhook ${name}`,
    })),
  ]
  for (const { path, at, what } of paths.filter((each) => !each.path.startsWith('/'))) {
    report.add({ at, message: `${what}, "${path}", does not begin with a slash.`, hint: `Write "/${path}".` })
  }
}

function checkOperations(model: ApplicationModel, report: Report): void {
  for (const operation of [...Object.values(model.operations), ...model.implementations]) {
    const rule = rowRulesIn(operation.allow)[0]
    if (!rule) continue
    const name = 'name' in operation ? operation.name : operation.operationId
    report.add({
      at: operation.at,
      message: `${name} is allowed by "${rule}", which needs a row; an operation has none before it runs.`,
      hint: 'Use signedIn, role(…) or anyone here, and put the row rule on the resource: db applies it inside run.',
    })
  }
}

/** `/orders/{id}` and `/orders/{order}` are one route. */
export function routeKey(method: string, path: string): string {
  return `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`
}

/** What every application serves; an author's route in its place would never be asked. */
export const standingPaths = [
  '/health/live',
  '/health/ready',
  '/openapi.json',
  '/asyncapi.json',
  '/docs',
  '/.well-known/jwks.json',
] as const
const standing = { file: 'lintel', line: 0 }

function checkRoutes(model: ApplicationModel, report: Report): void {
  const taken = new Map<string, { at: OperationModel['at']; what: string }>()
  const claim = (key: string, what: string, at: OperationModel['at']) => {
    const other = taken.get(key)
    if (!other) return taken.set(key, { what, at })
    return report.add({
      at,
      message: `${what} answers ${key.replaceAll('{}', '{…}')}, and so does ${other.what}.`,
      hint:
        other.at === standing
          ? 'Give it another route: this one is reserved.'
          : `Give one of them another route; the other is at ${other.at.file}:${other.at.line}.`,
    })
  }
  // Behind a prefix they are out of the way.
  for (const path of model.prefix === '' ? standingPaths : [])
    taken.set(routeKey('GET', path), { what: 'Lintel itself', at: standing })
  for (const { path, at, name, read, create, update, delete: remove, bulk } of Object.values(
    model.resources,
  )) {
    if (path === null) continue
    const what = `the resource ${name}`
    if (read) claim(routeKey('GET', path), what, at)
    if (read) claim(routeKey('GET', `${path}/{id}`), what, at)
    if (create) claim(routeKey('POST', path), what, at)
    if (create && bulk) claim(routeKey('POST', `${path}/bulk`), what, at)
    if (update) claim(routeKey('PATCH', `${path}/{id}`), what, at)
    if (update) claim(routeKey('PUT', `${path}/{id}`), what, at)
    if (remove) claim(routeKey('DELETE', `${path}/{id}`), what, at)
  }
  for (const operation of Object.values(model.operations)) {
    claim(routeKey(operation.method, operation.path), `the operation ${operation.name}`, operation.at)
  }
  for (const { name, path, at } of Object.values(model.webhooks ?? {}))
    claim(routeKey('POST', path), `the webhook ${name}`, at)
}
