/** The keys of an application's own tokens: the first one signs, all of them verify. */
import { type CryptoKey, importJWK, type JWSHeaderParameters } from 'jose'
import { type PrivateJwk, type PublicJwk, publicHalf, signingAlgorithm } from './signing-key.ts'
import { TokenRefused } from './token-refused.ts'

export class KeyRing {
  /** RFC 7517 §5, without anything private. */
  readonly publicKeys: { readonly keys: readonly PublicJwk[] }
  readonly signingKid: string
  readonly #signingKey: CryptoKey
  readonly #verifyingKeys: ReadonlyMap<string, CryptoKey>

  private constructor(
    keys: readonly PublicJwk[],
    signing: { readonly kid: string; readonly key: CryptoKey },
    verifying: ReadonlyMap<string, CryptoKey>,
  ) {
    this.publicKeys = { keys }
    this.signingKid = signing.kid
    this.#signingKey = signing.key
    this.#verifyingKeys = verifying
  }

  /** @param keys  at least one; one that comes twice counts once */
  static async of(keys: readonly PrivateJwk[]): Promise<KeyRing> {
    const [first] = keys
    if (!first) throw new TypeError('A key ring has at least one key.')
    const all = [...new Map(keys.map((key) => [key.kid, publicHalf(key)])).values()]
    // Imported once: to import a key costs more than to sign.
    const verifying = await Promise.all(all.map(async (key) => [key.kid, await imported(key)] as const))
    return new KeyRing(all, { kid: first.kid, key: await imported(first) }, new Map(verifying))
  }

  get signingKey(): CryptoKey {
    return this.#signingKey
  }

  /** The key that a token names. Nothing else in its header is looked at: no `jwk`, no `jku`, no `x5u`. */
  verifyingKey({ kid }: JWSHeaderParameters): CryptoKey {
    const key = kid === undefined ? undefined : this.#verifyingKeys.get(kid)
    if (!key) throw new TokenRefused('No key of ours has this kid.')
    return key
  }
}

async function imported(key: PublicJwk | PrivateJwk): Promise<CryptoKey> {
  return (await importJWK({ ...key }, signingAlgorithm)) as CryptoKey
}
