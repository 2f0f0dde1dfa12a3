/** The keys of an application's own tokens, from its settings; in development, from a secret that is made once. */
import { KeyRing } from '../access/key-ring.ts'
import { signingKeyOf } from '../access/signing-key.ts'
import type { ApplicationModel } from '../spec/model.ts'
import type { Project } from './project.ts'
import type { ServiceSettings } from './settings.ts'
import { developmentSecret } from './token-secret.ts'

type KeySettings = Pick<ServiceSettings, 'tokenKeys' | 'tokenSecret' | 'tokenSecretsPrevious'>

/** `undefined` for an application that signs nothing: no identity of its own, and no setting that says otherwise. */
export async function ownKeys(
  { name, identity }: Pick<ApplicationModel, 'name' | 'identity'>,
  { tokenKeys, tokenSecret, tokenSecretsPrevious }: KeySettings,
  project: Project,
): Promise<KeyRing | undefined> {
  const isSet = tokenKeys.length > 0 || tokenSecret !== undefined
  if (!isSet && !identity?.signsTokens) return undefined
  const secrets = tokenSecret === undefined ? [] : [tokenSecret]
  if (!isSet) secrets.push(await developmentSecret(project))
  const derived = [...secrets, ...tokenSecretsPrevious].map((secret) => signingKeyOf(secret, name))
  return KeyRing.of([...tokenKeys, ...derived])
}
