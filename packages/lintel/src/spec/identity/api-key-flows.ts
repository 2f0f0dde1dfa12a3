/** The routes of API keys. */
import { t } from '../fields.ts'
import type { IdentityModel } from '../model.ts'
import { type Operation, operation } from '../operation.ts'
import { signedIn } from '../rules.ts'
import { flowsOf } from './flows.ts'
import { declaredProblems } from './problems.ts'

const tag = 'auth'

/** RFC 6749 §3.3, without the space: the characters of which scopes are made. */
const scope = () => t.text({ min: 1, max: 100, pattern: '^[!#-\\[\\]-~]+$' })

const scopes = () =>
  t
    .list(scope(), { min: 1, max: 50 })
    .describe('What the key is good for; never more than its holder may do. `*`: for all of that.')

const key = {
  id: t.uuid(),
  name: t.text({ max: 100 }),
  start: t.text({ max: 60 }).describe('What the key begins with, to know it by.'),
  scopes: scopes(),
  createdAt: t.timestamp(),
  lastUsedAt: t.timestamp().optional(),
  expiresAt: t.timestamp(),
}

export function apiKeyFlows({ flows }: IdentityModel): Record<string, Operation> {
  if (!flows?.apiKeys) return {}
  const path = flows.path as '/auth'
  return {
    authCreateApiKey: createKey(path, flows.apiKeys),
    authApiKeys: listKeys(path),
    authRevokeApiKey: revokeKey(path),
  }
}

type Path = '/auth'
type Limits = { readonly defaultDays: number; readonly maxDays: number }

function createKey(path: Path, { defaultDays, maxDays }: Limits): Operation {
  return operation(`POST ${path}/api-keys`, {
    summary: 'Make an API key',
    description: 'The key is in this answer and nowhere else. It asks for a fresh sign-in.',
    tag,
    allow: signedIn,
    input: {
      name: t.text({ min: 1, max: 100 }).describe('What it is for.'),
      scopes: scopes(),
      expiresInDays: t.integer({ min: 1, max: maxDays }).default(defaultDays),
    },
    output: {
      ...key,
      key: t.text({ max: 120 }).describe('For the header `Authorization`, in place of an access token.'),
    },
    status: 201,
    errors: declaredProblems('session_required', 'sign_in_not_fresh', 'too_many_api_keys'),
    async run({ input, auth }) {
      const made = await flowsOf(auth).apiKeys.create(input)
      return { ...made }
    },
  })
}

function listKeys(path: Path): Operation {
  return operation(`GET ${path}/api-keys`, {
    summary: 'My API keys, the newest first',
    tag,
    allow: signedIn,
    output: t.list(key),
    run: ({ auth }) => flowsOf(auth).apiKeys.list(),
  })
}

function revokeKey(path: Path): Operation {
  return operation(`DELETE ${path}/api-keys/{key}`, {
    summary: 'Revoke one of my API keys',
    tag,
    allow: signedIn,
    params: { key: t.uuid() },
    errors: declaredProblems('api_key_not_found'),
    run: ({ params, auth }) => flowsOf(auth).apiKeys.revoke(params.key),
  })
}
