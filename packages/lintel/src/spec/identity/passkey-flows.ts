/** The routes of passkeys. What goes to and comes from a browser is as Web Authentication writes it. */
import type { AnyEntity } from '../entity.ts'
import { t } from '../fields.ts'
import type { IdentityModel } from '../model.ts'
import { type Operation, operation } from '../operation.ts'
import { anyone, signedIn } from '../rules.ts'
import { signedInFields } from './flow-fields.ts'
import { flowsOf } from './flows.ts'
import { declaredProblems } from './problems.ts'
import { shown } from './session-flows.ts'

const tag = 'auth'

export function passkeyFlows(account: AnyEntity, identity: IdentityModel): Record<string, Operation> {
  const { flows } = identity
  if (!flows?.passkeys) return {}
  const path = flows.path as '/auth'
  return {
    authAskForPasskey: ask(path),
    authSignInByPasskey: signIn(path, signedInFields(account, identity)),
    authStepUpByPasskey: stepUp(path, signedInFields(account, identity)),
    authPasskeyRegistration: registration(path),
    authAddPasskey: register(path),
    authPasskeys: list(path),
    authRemovePasskey: remove(path),
  }
}

type Path = '/auth'
type Shown = ReturnType<typeof signedInFields>

const options = (call: string) => ({
  options: t
    .json<Readonly<Record<string, unknown>>>()
    .describe(`For \`${call}\`, as \`publicKey\` in JSON form.`),
})

const response = () =>
  t.json<Readonly<Record<string, unknown>>>().describe('What the browser gave, in JSON form (`toJSON()`).')

const passkey = {
  id: t.uuid(),
  name: t.text({ max: 100 }),
  backedUp: t.boolean().describe('Whether the device keeps a copy elsewhere.'),
  createdAt: t.timestamp(),
  lastUsedAt: t.timestamp().optional(),
}

function ask(path: Path): Operation {
  return operation(`POST ${path}/passkeys/challenge`, {
    summary: 'Begin to sign in with a passkey',
    tag,
    allow: anyone,
    output: options('navigator.credentials.get'),
    status: 200,
    run: async ({ auth }) => ({ options: await flowsOf(auth).passkeys.ask() }),
  })
}

function signIn(path: Path, output: Shown): Operation {
  return operation(`POST ${path}/sign-in/passkey`, {
    summary: 'Sign in with a passkey',
    description:
      'In the browser that asked. The device verifies its holder, so no other factor is asked for.',
    tag,
    allow: anyone,
    input: { response: response() },
    output,
    status: 200,
    errors: declaredProblems('passkey_refused', 'too_many_attempts'),
    run: async ({ input, auth }) => shown(await flowsOf(auth).passkeys.signIn(input.response)),
  })
}

function stepUp(path: Path, output: Shown): Operation {
  return operation(`POST ${path}/step-up/passkey`, {
    summary: 'Prove again who I am, with a passkey',
    description: 'The session goes on with a new cookie.',
    tag,
    allow: signedIn,
    input: { response: response() },
    output,
    status: 200,
    errors: declaredProblems('passkey_refused', 'session_required'),
    run: async ({ input, auth }) => shown(await flowsOf(auth).passkeys.stepUp(input.response)),
  })
}

function registration(path: Path): Operation {
  return operation(`POST ${path}/passkeys/registration`, {
    summary: 'Begin to add a passkey',
    tag,
    allow: signedIn,
    output: options('navigator.credentials.create'),
    status: 200,
    errors: declaredProblems('session_required', 'sign_in_not_fresh', 'too_many_passkeys'),
    run: async ({ auth }) => ({ options: await flowsOf(auth).passkeys.registration() }),
  })
}

function register(path: Path): Operation {
  return operation(`POST ${path}/passkeys`, {
    summary: 'Add a passkey',
    tag,
    allow: signedIn,
    input: { name: t.text({ min: 1, max: 100 }).describe('Which device it is.'), response: response() },
    output: passkey,
    status: 201,
    errors: declaredProblems('session_required', 'sign_in_not_fresh', 'passkey_refused'),
    async run({ input, auth }) {
      const added = await flowsOf(auth).passkeys.register(input)
      return { ...added }
    },
  })
}

function list(path: Path): Operation {
  return operation(`GET ${path}/passkeys`, {
    summary: 'My passkeys',
    tag,
    allow: signedIn,
    output: t.list(passkey),
    run: ({ auth }) => flowsOf(auth).passkeys.list(),
  })
}

function remove(path: Path): Operation {
  return operation(`DELETE ${path}/passkeys/{passkey}`, {
    summary: 'Take away one of my passkeys',
    description: 'Not the last way in. It asks for a fresh sign-in.',
    tag,
    allow: signedIn,
    params: { passkey: t.uuid() },
    errors: declaredProblems('session_required', 'sign_in_not_fresh', 'passkey_not_found', 'last_way_in'),
    run: ({ params, auth }) => flowsOf(auth).passkeys.remove(params.passkey),
  })
}
