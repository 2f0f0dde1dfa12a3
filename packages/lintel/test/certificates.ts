/** X.509 certificates made for a test: Node reads them and makes none. */
import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

export interface Certificate {
  /** PEM */
  readonly cert: string
  readonly key: string
}

interface Subject {
  readonly commonName: string
  /** Absent: an authority. */
  readonly dns?: readonly string[]
  readonly validFrom?: Date
  readonly validUntil?: Date
}

const year = 365 * 86_400_000

export class Authority {
  readonly certificate: Certificate
  readonly #name: string
  readonly #key: KeyObject

  constructor(name: string) {
    this.#name = name
    this.#key = newKey()
    this.certificate = this.#signed({ commonName: name }, this.#key)
  }

  issue(subject: Subject): Certificate {
    return this.#signed({ dns: [], ...subject }, newKey())
  }

  #signed(subject: Subject, key: KeyObject): Certificate {
    const { validFrom = new Date(Date.now() - year), validUntil = new Date(Date.now() + year) } = subject
    const content = sequence(
      tagged(0xa0, integer(Buffer.from([2]))),
      integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
      ecdsaWithSha256,
      nameOf(this.#name),
      sequence(time(validFrom), time(validUntil)),
      nameOf(subject.commonName),
      createPublicKey(key).export({ format: 'der', type: 'spki' }),
      tagged(0xa3, sequence(extensionOf(subject))),
    )
    const signature = tagged(0x03, Buffer.from([0]), sign('sha256', content, this.#key))
    const der = sequence(content, ecdsaWithSha256, signature)
    return {
      cert: `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`,
      key: key.export({ format: 'pem', type: 'pkcs8' }).toString(),
    }
  }
}

function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
}

/** X.690 §8.1: a tag, a length, the content. */
function tagged(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content])
  const bytes = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...bytes]), content])
}

const sequence = (...contents: readonly Buffer[]) => tagged(0x30, ...contents)
const integer = (bytes: Buffer) => tagged(0x02, bytes)
const identifier = (hex: string) => tagged(0x06, Buffer.from(hex, 'hex'))
// 1.2.840.10045.4.3.2
const ecdsaWithSha256 = sequence(identifier('2a8648ce3d040302'))
// 2.5.4.3
const nameOf = (commonName: string) =>
  sequence(tagged(0x31, sequence(identifier('550403'), tagged(0x0c, Buffer.from(commonName)))))
/** UTCTime: YYMMDDHHMMSSZ */
const time = (moment: Date) =>
  tagged(0x17, Buffer.from(`${moment.toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`))

/** The names of whoever has the certificate (2.5.29.17), or that it is an authority (2.5.29.19). */
function extensionOf({ dns }: Subject): Buffer {
  if (!dns) {
    const isAuthority = sequence(tagged(0x01, Buffer.from([0xff])))
    return sequence(identifier('551d13'), tagged(0x01, Buffer.from([0xff])), tagged(0x04, isAuthority))
  }
  const names = sequence(...dns.map((name) => tagged(0x82, Buffer.from(name))))
  return sequence(identifier('551d11'), tagged(0x04, names))
}
