/** Who calls, as a connection is told where the rules stand in the database, too. */
import type { ClientBase, Submittable } from 'pg'
import type { RowAction } from '../plan/access/condition.ts'
import { callerSetting } from '../plan/access/row-security/access-schema.ts'
import type { EntityModel } from '../spec/model.ts'
import type { AccessContext } from './access-context.ts'
import { TextQuery } from './text-query.ts'

/** What a statement writes: PostgreSQL asks the rules of reading about written rows, and this answers. */
export interface Doing {
  readonly action: Exclude<RowAction, 'read'>
  readonly entity: EntityModel
  /** The only row that it can concern. */
  readonly id?: string
}

/** `undefined` where the application alone keeps the rules. */
export function callerOf(
  { model, actor, principalId, grants }: Pick<AccessContext, 'model' | 'actor' | 'principalId' | 'grants'>,
  doing?: Doing,
): string | undefined {
  if (!model.rowSecurity) return undefined
  if (!actor) return '{"system":true}'
  const { signedIn, roles, scopes } = actor
  return JSON.stringify({
    id: principalId,
    signedIn,
    roles,
    scopes,
    grants: grants.map(({ action, entity }) => `${action} ${entity}`),
    doing: doing && `${doing.action} ${doing.entity.name}`,
  })
}

interface Announced {
  readonly caller: string
  /** Until the connection has answered. */
  pending: Promise<void> | undefined
}

const announced = new WeakMap<ClientBase, Announced>()

/**
 * Tells a connection who calls, unless it knows: to be done before each statement, which is sent right behind it.
 *
 * @returns  what the answer of the statement waits for: where this fails, it ran for nobody knows whom
 */
export function announce(client: ClientBase, caller: string | undefined): Promise<void> | undefined {
  if (caller === undefined) return undefined
  const known = announced.get(client)
  if (known?.caller === caller) return known.pending
  const next: Announced = { caller, pending: undefined }
  announced.set(client, next)
  next.pending = tell(client, caller).then(
    () => {
      next.pending = undefined
    },
    (error: unknown) => {
      forgetCaller(client)
      throw error
    },
  )
  // Who waits for it is told later than it fails.
  next.pending.catch(() => undefined)
  return next.pending
}

function tell(client: ClientBase, caller: string): Promise<void> {
  const text = `SELECT set_config('${callerSetting}', $1, false)`
  const query = new TextQuery(text, 'lintel_caller', [caller])
  return new Promise((resolve, reject) => {
    query.onEnd((error) => (error ? reject(error) : resolve()))
    client.query(query as unknown as Submittable)
  })
}

/** A rollback takes the caller back, too. */
export function forgetCaller(client: ClientBase): void {
  announced.delete(client)
}
