/** Identity as a service runs it: with its mails, its cookie and the origins of its pages. */
import type { IdentityService } from '../access/identity/identity-service.ts'
import type { Tokens } from '../access/tokens.ts'
import type { AccessContext } from '../database/access-context.ts'
import type { Connections } from '../database/connections.ts'
import type { WatchedField } from '../database/watched-field.ts'
import { cookieForm, type SessionDoor } from '../http/session-door.ts'
import type { Application } from '../spec/application.ts'
import { sessionCookieName } from '../spec/identity/session-cookie-name.ts'
import type { Observe } from '../spec/observation.ts'
import type { Mode, ServiceSettings } from './settings.ts'

export interface IdentityOptions {
  readonly application: Application
  readonly mode: Mode
  readonly settings: Pick<ServiceSettings, 'publicUrl' | 'corsOrigins'>
  readonly context: AccessContext
  readonly connections: Connections
  readonly tokens: Tokens | undefined
  /** TOKEN_SECRET, then former ones. */
  readonly secrets: readonly string[]
  readonly observe: Observe
}

export interface RunningIdentity {
  readonly identity: IdentityService | undefined
  readonly sessionDoor: SessionDoor | undefined
  readonly watched: WatchedField | undefined
}

export async function identityOf(options: IdentityOptions): Promise<RunningIdentity> {
  const { application, context, connections, tokens, secrets, observe } = options
  const declared = application.declarations.identities[0]
  if (!declared?.model.flows) return { identity: undefined, sessionDoor: undefined, watched: undefined }
  // Loaded where a flow is on: an application without one starts without them.
  const { identityService } = await import('../access/identity/identity-service.ts')
  const identity = identityService({
    application: application.name,
    identity: declared,
    context,
    connections,
    tokens,
    secrets,
    observe,
  })
  const sessionDoor = identity ? sessionDoorOf(options, identity) : undefined
  return { identity, sessionDoor, watched: identity?.watched }
}

function sessionDoorOf(
  { application, mode, settings }: IdentityOptions,
  { sessions, audit }: IdentityService,
): SessionDoor | undefined {
  const { publicUrl, corsOrigins } = settings
  const isSecure = mode === 'production' || (publicUrl?.startsWith('https:') ?? false)
  const name = sessionCookieName(application.model)
  if (!sessions || name === undefined) return undefined
  return {
    sessions,
    audit,
    cookie: cookieForm(name, isSecure),
    publicUrl: publicUrl?.replace(/\/+$/, ''),
    origins: {
      publicOrigin: publicUrl === undefined ? undefined : new URL(publicUrl).origin,
      allowed: corsOrigins,
    },
  }
}
