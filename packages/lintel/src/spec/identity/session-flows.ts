/** The routes of sessions: signing in and out, and which sessions somebody has. */
import type { AnyEntity } from '../entity.ts'
import { t } from '../fields.ts'
import type { IdentityModel } from '../model.ts'
import { type Operation, operation } from '../operation.ts'
import { anyone, signedIn } from '../rules.ts'
import { sessionList, signedInFields, signInFields, typedPassword } from './flow-fields.ts'
import { flowsOf } from './flows.ts'
import { declaredProblems } from './problems.ts'

const tag = 'auth'

export function sessionFlows(account: AnyEntity, identity: IdentityModel): Record<string, Operation> {
  const { flows } = identity
  const path = (flows?.path ?? '/auth') as Path
  if (!flows?.sessions) return flows?.refresh ? { authSignOutEverywhere: signOutEverywhere(path) } : {}
  return {
    authSignIn: signIn(path, signInFields(account, identity)),
    authSignOut: signOut(path),
    authSignOutEverywhere: signOutEverywhere(path),
    authSession: currentSession(path, signedInFields(account, identity)),
    authSessions: listSessions(path),
    authEndSession: endSession(path),
  }
}

type Path = '/auth'
type Shown = ReturnType<typeof signedInFields>

function signIn(path: Path, output: ReturnType<typeof signInFields>): Operation {
  return operation(`POST ${path}/sign-in`, {
    summary: 'Sign in with e-mail address and password',
    description: 'The session is in a cookie that no script can read.',
    tag,
    allow: anyone,
    input: { email: t.email().personal(), password: typedPassword() },
    output,
    errors: declaredProblems('credentials_wrong', 'too_many_attempts'),
    run: async ({ input, auth }) => shown(await flowsOf(auth).sessions.signIn(input)) as never,
  })
}

function signOut(path: Path): Operation {
  return operation(`POST ${path}/sign-out`, {
    summary: 'Sign out of this session',
    tag,
    allow: signedIn,
    run: ({ auth }) => flowsOf(auth).sessions.signOut(),
  })
}

function signOutEverywhere(path: Path): Operation {
  return operation(`POST ${path}/sign-out-everywhere`, {
    summary: 'Sign out everywhere, here included',
    tag,
    allow: signedIn,
    run: ({ auth }) => flowsOf(auth).sessions.signOutEverywhere(),
  })
}

function currentSession(path: Path, output: Shown): Operation {
  return operation(`GET ${path}/session`, {
    summary: 'Who is signed in, and in which session',
    tag,
    allow: signedIn,
    output,
    run: async ({ auth }) => shown(await flowsOf(auth).sessions.current()),
  })
}

function listSessions(path: Path): Operation {
  return operation(`GET ${path}/sessions`, {
    summary: 'My sessions, the one used last first',
    tag,
    allow: signedIn,
    output: sessionList(),
    run: ({ auth }) => flowsOf(auth).sessions.list(),
  })
}

function endSession(path: Path): Operation {
  return operation(`DELETE ${path}/sessions/{session}`, {
    summary: 'End one of my sessions',
    tag,
    allow: signedIn,
    params: { session: t.uuid() },
    errors: declaredProblems('session_not_found'),
    run: ({ params, auth }) => flowsOf(auth).sessions.end(params.session),
  })
}

/** A flow's output as the types of operations know it: the account's fields depend on the specification. */
export function shown<T extends { readonly user: object | null }>(signedIn: T): T & { readonly user: never } {
  return signedIn as T & { readonly user: never }
}
