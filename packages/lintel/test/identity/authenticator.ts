/** A device with passkeys, and the browser in front of it, written from Web Authentication and RFC 8949 alone. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** What a dishonest page, browser or device does otherwise. */
export interface Lies {
  readonly origin?: string
  readonly rpId?: string
  readonly challenge?: string
  readonly type?: string
  /** UP 1, UV 4, BE 8, BS 16. */
  readonly flags?: number
  readonly counter?: number
  readonly userHandle?: string
  readonly crossOrigin?: boolean
}

// biome-ignore lint/suspicious/noExplicitAny: options as a page receives them
type Options = any

const attested = 0x40

export class Authenticator {
  readonly credential: Buffer
  counter: number
  readonly #origin: string
  readonly #keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject }
  #userHandle: string

  /** @param copied  a device whose keys this one has, too */
  constructor(origin: string, copied?: Authenticator) {
    this.#origin = origin
    this.#keys = copied ? copied.#keys : generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#userHandle = copied ? copied.#userHandle : ''
    this.credential = copied?.credential ?? randomBytes(32)
    this.counter = copied?.counter ?? 0
  }

  create(options: Options, lies: Lies = {}) {
    this.#userHandle = options.user.id
    const clientDataJSON = this.#clientData('webauthn.create', options, lies)
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' })
    const key = cborMap([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ])
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.credential.length)
    const data = Buffer.concat([
      this.#authenticatorData(options.rp.id, { flags: 0x05, ...lies }, attested),
      Buffer.alloc(16),
      length,
      this.credential,
      key,
    ])
    const attestationObject = cborMap([
      ['fmt', 'none'],
      ['attStmt', cborMap([])],
      ['authData', data],
    ])
    return this.#credential({
      clientDataJSON: text(clientDataJSON),
      attestationObject: text(attestationObject),
      transports: ['internal'],
    })
  }

  get(options: Options, lies: Lies = {}) {
    this.counter++
    const clientDataJSON = this.#clientData('webauthn.get', options, lies)
    const data = this.#authenticatorData(options.rpId, { flags: 0x05, ...lies })
    const hash = createHash('sha256').update(clientDataJSON).digest()
    const signature = sign('sha256', Buffer.concat([data, hash]), this.#keys.privateKey)
    return this.#credential({
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(data),
      signature: text(signature),
      userHandle: lies.userHandle ?? this.#userHandle,
    })
  }

  #credential(response: object) {
    const id = text(this.credential)
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response }
  }

  #clientData(type: string, options: Options, lies: Lies): Buffer {
    return Buffer.from(
      JSON.stringify({
        type: lies.type ?? type,
        challenge: lies.challenge ?? options.challenge,
        origin: lies.origin ?? this.#origin,
        crossOrigin: lies.crossOrigin ?? false,
      }),
    )
  }

  #authenticatorData(rpId: string, lies: Lies, more = 0): Buffer {
    const head = Buffer.alloc(5)
    head.writeUInt8((lies.flags ?? 0) | more)
    head.writeUInt32BE(lies.counter ?? this.counter, 1)
    return Buffer.concat([
      createHash('sha256')
        .update(lies.rpId ?? rpId)
        .digest(),
      head,
    ])
  }
}

function text(bytes: Buffer): string {
  return bytes.toString('base64url')
}

type Value = number | string | Buffer

/** A value that is CBOR already is a map, which begins with 5 in its three highest bits. */
function cborMap(entries: readonly (readonly [number | string, Value])[]): Buffer {
  const items = entries.flatMap(([key, value]) => [
    cbor(key),
    key === 'attStmt' ? (value as Buffer) : cbor(value),
  ])
  return Buffer.concat([cborHead(5, entries.length), ...items])
}

function cbor(value: Value): Buffer {
  if (typeof value === 'number') return value < 0 ? cborHead(1, -1 - value) : cborHead(0, value)
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  return Buffer.concat([cborHead(typeof value === 'string' ? 3 : 2, bytes.length), bytes])
}

function cborHead(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length])
  if (length < 256) return Buffer.from([(major << 5) | 24, length])
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255])
}
