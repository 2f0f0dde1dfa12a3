/** The word that an application's API keys begin with. */
import type { ApplicationModel } from '../model.ts'

/** `undefined` where the application has no API keys. Never `eyJ…`, with which access tokens begin. */
export function apiKeyPrefix({
  name,
  identity,
}: Pick<ApplicationModel, 'name' | 'identity'>): string | undefined {
  const keys = identity?.flows?.apiKeys
  if (!keys) return undefined
  const letters = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return keys.prefix ?? (letters.replace(/^[^a-z]+/, '') || 'key')
}
