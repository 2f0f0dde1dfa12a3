/**
 * Secrets that must be read again, encrypted: whoever has the database alone has none of them.
 *
 * AES-256-GCM under a key that comes of TOKEN_SECRET by HKDF. What was encrypted under a former secret is still read
 * while TOKEN_SECRETS_PREVIOUS names it, and is encrypted anew when it is used.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

interface BoxKey {
  /** Which key it is, without telling anything of it. */
  readonly id: string
  readonly key: Buffer
}

export interface Opened {
  readonly text: string
  /** Whether it should be encrypted anew. */
  readonly isStale: boolean
}

const cipher = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

export class SecretBox {
  readonly #keys: readonly BoxKey[]

  /** @param secrets  the one that encrypts first, then former ones */
  constructor(secrets: readonly string[], purpose: string) {
    this.#keys = secrets.map((secret) => {
      const key = Buffer.from(hkdfSync('sha256', secret, '', `lintel ${purpose}`, 32))
      return { id: createHash('sha256').update(key).digest('base64url').slice(0, 8), key }
    })
  }

  /** @param owner  whose it is: a ciphertext that is moved to another row does not open there */
  seal(text: string, owner: string): string {
    const [first] = this.#keys
    if (!first) throw new TypeError('There is no secret to encrypt with: set TOKEN_SECRET.')
    const iv = randomBytes(ivBytes)
    const sealing = createCipheriv(cipher, first.key, iv).setAAD(Buffer.from(owner))
    const sealed = Buffer.concat([iv, sealing.update(text, 'utf8'), sealing.final(), sealing.getAuthTag()])
    return `${first.id}.${sealed.toString('base64url')}`
  }

  /** @throws Error when no key opens it: TOKEN_SECRET was changed and the former one is not named any more */
  open(sealed: string, owner: string): Opened {
    const [id, body = ''] = sealed.split('.')
    const index = this.#keys.findIndex((each) => each.id === id)
    const key = this.#keys[index]
    if (!key)
      throw new Error(
        'A secret was encrypted under a TOKEN_SECRET that TOKEN_SECRETS_PREVIOUS does not name.',
      )
    const bytes = Buffer.from(body, 'base64url')
    const opening = createDecipheriv(cipher, key.key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
    opening.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(-tagBytes))
    const text = Buffer.concat([opening.update(bytes.subarray(ivBytes, -tagBytes)), opening.final()])
    return { text: text.toString('utf8'), isStale: index > 0 }
  }
}
