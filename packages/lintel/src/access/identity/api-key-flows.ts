/** Keys that whoever is signed in makes for programs. */
import type { ApiKeyFlows, ApiKeyView, MadeApiKey } from '../../spec/identity/flows.ts'
import { identityProblem } from '../../spec/identity/problems.ts'
import type { ApiKeyRow, NewKey } from './api-keys.ts'
import type { FlowCall } from './flow-call.ts'
import { freshSession } from './fresh.ts'
import type { IdentityParts } from './identity-parts.ts'

export function apiKeyFlows(parts: IdentityParts, call: FlowCall): ApiKeyFlows {
  return {
    create: (key) => create(parts, call, key),
    list: async () => (await parts.apiKeys.list(call.principal.id)).map(view),
    revoke: (id) => revoke(parts, call, id),
  }
}

async function create(
  parts: IdentityParts,
  call: FlowCall,
  key: Omit<NewKey, 'account'>,
): Promise<MadeApiKey> {
  await freshSession(parts, call)
  const { id: account } = call.principal
  const { apiKeys, audit, flows } = parts
  const now = Date.now()
  const live = (await apiKeys.list(account)).filter(({ expiresAt }) => Date.parse(expiresAt) > now)
  if (live.length >= (flows.apiKeys?.perAccount ?? 0)) throw identityProblem('too_many_api_keys')
  const { row, text } = await apiKeys.create({ ...key, account })
  await audit.record({ kind: 'api_key_created', account, call, detail: row.publicId })
  return { ...view(row), key: text }
}

async function revoke({ apiKeys, audit }: IdentityParts, call: FlowCall, id: string): Promise<void> {
  const { id: account } = call.principal
  if (!(await apiKeys.revoke(id, account))) throw identityProblem('api_key_not_found')
  await audit.record({ kind: 'api_key_revoked', account, call, detail: id })
}

function view({
  id,
  name,
  prefix,
  publicId,
  scopes,
  createdAt,
  lastUsedAt,
  expiresAt,
}: ApiKeyRow): ApiKeyView {
  return { id, name, start: `${prefix}_${publicId}`, scopes, createdAt, lastUsedAt, expiresAt }
}
