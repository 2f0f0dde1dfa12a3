/** The routes of OpenID Connect: leaving for a provider, coming back, and what is linked. */
import { type AnyField, t } from '../fields.ts'
import type { IdentityModel } from '../model.ts'
import { type Operation, operation } from '../operation.ts'
import { anyone, signedIn } from '../rules.ts'
import { flowsOf } from './flows.ts'
import { declaredProblems } from './problems.ts'

const tag = 'auth'

export function providerFlows({ flows }: IdentityModel): Record<string, Operation> {
  if (!flows?.providers) return {}
  const path = flows.path as '/auth'
  const [first = '', ...others] = Object.keys(flows.providers)
  const provider = () => t.enum(first, ...others)
  return {
    authProviderSignIn: signIn(path, provider()),
    authProviderCallback: callback(path, provider()),
    authLinkProvider: link(path, provider()),
    authLinkedIdentities: list(path),
    authUnlinkIdentity: unlink(path),
  }
}

type Path = '/auth'

const returnTo = () =>
  t
    .text({ min: 1, max: 2000 })
    .default('/')
    .describe(
      'The page of this service to come back to: a path. What went wrong is in its fragment: `#error=…`.',
    )

const address = { url: t.text({ max: 4000 }).describe('Where to send the browser.') }

function signIn(path: Path, provider: AnyField): Operation {
  return operation(`POST ${path}/providers/{provider}/sign-in`, {
    summary: 'Begin to sign in with an account elsewhere',
    description:
      'With a second factor the browser comes back with `#second_factor=…`: the token for the code. Cookies say who is signed in.',
    tag,
    allow: anyone,
    params: { provider },
    input: { returnTo: returnTo() },
    output: address,
    status: 200,
    errors: declaredProblems('return_to_foreign', 'provider_unknown', 'provider_unavailable'),
    run: async ({ params, input, auth }) => ({
      url: await flowsOf(auth).providers.signIn(String(params.provider), input.returnTo),
    }),
  })
}

function link(path: Path, provider: AnyField): Operation {
  return operation(`POST ${path}/providers/{provider}/link`, {
    summary: 'Begin to link an account elsewhere to mine',
    description: 'The browser comes back with `#linked=…`. It asks for a fresh sign-in.',
    tag,
    allow: signedIn,
    params: { provider },
    input: { returnTo: returnTo() },
    output: address,
    status: 200,
    errors: declaredProblems(
      'session_required',
      'sign_in_not_fresh',
      'return_to_foreign',
      'provider_unknown',
      'provider_unavailable',
    ),
    run: async ({ params, input, auth }) => ({
      url: await flowsOf(auth).providers.link(String(params.provider), input.returnTo),
    }),
  })
}

function callback(path: Path, provider: AnyField): Operation {
  return operation(`GET ${path}/providers/{provider}/callback`, {
    summary: 'Where a provider sends the browser back to',
    description: 'It goes on to the page that asked.',
    tag,
    allow: anyone,
    params: { provider },
    query: {
      state: t.text({ max: 500 }).optional(),
      code: t.text({ max: 4000 }).optional(),
      iss: t.text({ max: 2000 }).optional(),
      error: t.text({ max: 500 }).optional(),
    },
    // RFC 6749 §4.1.2: what is not recognised is passed over.
    otherQuery: 'ignored',
    status: 303,
    errors: declaredProblems('provider_answer_unknown'),
    run: ({ params, query, auth }) => flowsOf(auth).providers.callback(String(params.provider), query.state),
  })
}

function list(path: Path): Operation {
  return operation(`GET ${path}/linked-identities`, {
    summary: 'My accounts elsewhere that sign me in',
    tag,
    allow: signedIn,
    output: t.list({
      id: t.uuid(),
      provider: t.text({ max: 60 }),
      email: t.text({ max: 254 }).personal().optional(),
      createdAt: t.timestamp(),
      lastUsedAt: t.timestamp().optional(),
    }),
    run: ({ auth }) => flowsOf(auth).providers.list(),
  })
}

function unlink(path: Path): Operation {
  return operation(`DELETE ${path}/linked-identities/{identity}`, {
    summary: 'Take away one of my accounts elsewhere',
    description: 'Not the last way in. It asks for a fresh sign-in.',
    tag,
    allow: signedIn,
    params: { identity: t.uuid() },
    errors: declaredProblems('session_required', 'sign_in_not_fresh', 'identity_not_found', 'last_way_in'),
    run: ({ params, auth }) => flowsOf(auth).providers.unlink(params.identity),
  })
}
