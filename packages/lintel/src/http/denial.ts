/** Why a rule denied a request, for whoever writes the application: never part of an answer, and never built in production. */
import { actorOf } from '../plan/access/actor.ts'
import { fieldRule, type RowAction } from '../plan/access/condition.ts'
import { coversAction, coversOperation, scopeName } from '../plan/access/scopes.ts'
import { whoMay } from '../plan/openapi/who-may.ts'
import { isId } from '../plan/query/value-text.ts'
import type { EntityModel, ResourceModel, RuleModel } from '../spec/model.ts'
import type { Principal } from '../spec/principal.ts'
import type { Problem } from '../spec/problem.ts'
import type { Backend } from './backend.ts'
import type { Call } from './call.ts'

export interface Denied {
  readonly problem: Problem
  readonly call: Call
  readonly principal: Principal
  /** Whether the caller was let in: then a row or a field was denied. */
  readonly isLetIn: boolean
}

export interface Denial {
  /** `update of orders is for the owner (customer), or the role support` */
  readonly reason: string
  /** The row that it was about. */
  readonly row?: string
}

/** Says why; `undefined` for a problem that comes of no rule. */
export type ExplainDenial = (denied: Denied) => Denial | undefined

interface RowRule {
  readonly backend: Backend
  readonly resource: ResourceModel
  readonly entity: EntityModel
  readonly action: RowAction
}

/** For the endpoints of a resource. */
export function denialOfRows(rows: RowRule): { readonly explainDenial?: ExplainDenial } {
  if (!rows.backend.explainsDenials) return {}
  return { explainDenial: (denied) => rowDenial(rows, denied) }
}

function rowDenial(rows: RowRule, { problem, call, principal, isLetIn }: Denied): Denial | undefined {
  const { resource, entity, action } = rows
  const rule = resource[action]?.who
  const isByRule = ['unauthenticated', 'forbidden', 'not_found'].includes(problem.code)
  const row = call.params.id
  const id = entity.fields.id
  // A text that is no id names no row, whatever the rules.
  if (!isByRule || !rule || (row !== undefined && !(id && isId(id, row)))) return undefined
  const covers = coversAction(actorOf(principal), entity, action)
  const limit = covers ? '' : `the credentials do not cover ${scopeName(entity)}:${action}, and `
  const words = isLetIn ? lateWords(rows, rule, problem) : ruleWords(resource, action, rule)
  return { reason: `${limit}${words}`, ...(row === undefined ? {} : { row }) }
}

function ruleWords({ name }: ResourceModel, action: RowAction, rule: RuleModel): string {
  return `${action} of ${name} is for ${whoMay(rule)}`
}

/** Once the caller is let in, a row or single fields are denied. */
function lateWords(rows: RowRule, rule: RuleModel, { code, errors }: Problem): string {
  const { backend, resource, entity, action } = rows
  const words = ruleWords(resource, action, rule)
  if (code === 'not_found') return `there is no such row for the caller, or none at all: ${words}`
  const fields = errors.map(({ pointer }) => pointer.replace(/^\/|^query\//, ''))
  if (fields.length === 0) return `the row does not meet the rule, or would not afterwards: ${words}`
  const access = action === 'read' ? 'read' : 'write'
  const each = fields.map((name) => {
    const own = fieldRule(backend.model, entity.name, name, access)
    return `${access} of ${resource.name}.${name}${own ? ` is for ${whoMay(own)}` : ' has a rule of its own'}`
  })
  return each.join('; ')
}

/** For operations of an author's own, and of contracts: what they do inside is their own affair. */
export function denialOfCall(
  backend: Backend,
  { name, allow }: { readonly name: string; readonly allow: RuleModel },
): { readonly explainDenial?: ExplainDenial } {
  if (!backend.explainsDenials) return {}
  return {
    explainDenial: ({ principal, isLetIn }) => {
      if (isLetIn) return undefined
      const isCovered = coversOperation(actorOf(principal), name)
      const limit = isCovered ? '' : `the credentials do not cover ${name}, and `
      return { reason: `${limit}${name} is for ${whoMay(allow)}` }
    },
  }
}

/** `signed in as customer`: by role, never by name. */
export function callerWords({ isSignedIn, kind, service, roles, scopes }: Principal): string {
  const limits = scopes ? `, with credentials for ${scopes.join(', ') || 'nothing'}` : ''
  if (kind === 'service') return `called by the service ${service ?? ''}${limits}`
  if (!isSignedIn) return 'not signed in'
  return `signed in ${roles.length > 0 ? `as ${roles.join(', ')}` : 'without a role'}${limits}`
}

/** The command that explains it in full. */
export function explainCommand(route: string, principal: Principal, row: string | undefined): string {
  const { isSignedIn, roles, scopes = [] } = principal
  const words = [
    ...['--as', isSignedIn ? `user:${principal.id}` : 'anonymous', '--operation', `"${route}"`],
    ...(row === undefined ? [] : ['--row', shellWord(row)]),
    // Those of the token, which may be older than the row.
    ...roles.flatMap((role) => ['--role', shellWord(role)]),
    ...scopes.flatMap((scope) => ['--scope', shellWord(scope)]),
  ]
  return `lintel access explain ${words.join(' ')}`
}

/** What a token says may be any text: here it is one word, whatever it is. */
function shellWord(text: string): string {
  return /^[\w:.@/-]+$/.test(text) ? text : `'${text.replaceAll(/\p{Cc}/gu, ' ').replaceAll("'", "'\\''")}'`
}
