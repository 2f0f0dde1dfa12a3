/**
 * The JOSE vectors of Project Wycheproof against our verification: the form of a token, the keys of a set, the signature
 * as `access/` has it checked. Each vector is accepted, refused, or named here with the reason why it differs.
 *
 * They lie beside the repository, in `../shared/vectors`; `JOSE_VECTORS` names another folder.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compactVerify, type JSONWebKeySet, type JWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { isCompact } from '../src/access/compact-token.ts'
import { asymmetricAlgorithms, keyFinder } from '../src/access/key-set.ts'

const beside = fileURLToPath(new URL('../../../../shared/vectors', import.meta.url))
const folder = process.env.JOSE_VECTORS ?? beside
const isAtHand = existsSync(join(folder, 'json_web_signature_test.json'))
if (!isAtHand) {
  console.warn(`NOT TESTED: the JOSE vectors of Wycheproof, which are not at ${folder}.`)
  console.warn('They are in github.com/C2SP/wycheproof, folder testvectors; JOSE_VECTORS names their folder.')
}
test('the vectors are at hand where everything is to be tested', () => {
  expect(isAtHand || process.env.CI !== 'true').toBe(true)
})

interface Vector {
  readonly tcId: number
  readonly comment: string
  readonly result: 'valid' | 'invalid'
  readonly jws?: string | object
  readonly jwe?: string | object
}

interface Group {
  readonly public?: JWK | JSONWebKeySet
  readonly private: JWK | JSONWebKeySet
  readonly tests: readonly Vector[]
}

const groupsOf = (name: string): readonly Group[] =>
  JSON.parse(readFileSync(join(folder, name), 'utf8')).testGroups

const setOf = (key: JWK | JSONWebKeySet): JSONWebKeySet =>
  'keys' in key ? (key as JSONWebKeySet) : { keys: [key] }

/** Whether our verification takes a token, with the keys that its group gives to whoever verifies. */
async function takes(group: Group, token: unknown): Promise<boolean> {
  if (typeof token !== 'string' || !isCompact(token)) return false
  try {
    await compactVerify(token, keyFinder(setOf(group.public ?? group.private)), {
      algorithms: [...asymmetricAlgorithms],
    })
    return true
  } catch {
    return false
  }
}

/** What a vector is to us: a signature that we may take, or something that we never do. */
type Place = 'signature' | 'shared secret' | 'encrypted'

interface Outcome {
  readonly place: Place
  readonly vector: Vector
  readonly taken: boolean
}

function placeOf(group: Group, { jwe }: Vector): Place {
  if (jwe !== undefined) return 'encrypted'
  return setOf(group.private).keys.some(({ kty }) => kty === 'oct') ? 'shared secret' : 'signature'
}

async function outcomesOf(name: string): Promise<readonly Outcome[]> {
  const all = groupsOf(name).flatMap((group) => group.tests.map((vector) => ({ group, vector })))
  return Promise.all(
    all.map(async ({ group, vector }) => ({
      place: placeOf(group, vector),
      vector,
      taken: await takes(group, vector.jws ?? vector.jwe),
    })),
  )
}

const noClaims = 'An empty payload is a JWS, and no token: it has no claims.'
const otherAlgorithm = 'The key says that it is for PS256, the token is signed with PS384.'
const noAlgorithm = 'The key says that it is for ES521, which is no algorithm.'

/** Valid signatures that we refuse all the same. */
const stricter: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  'json_web_signature_test.json': {
    259: noClaims,
    264: noClaims,
    268: noClaims,
    272: noClaims,
    320: noClaims,
    325: noClaims,
    346: otherAlgorithm,
    347: noAlgorithm,
    350: otherAlgorithm,
    351: noAlgorithm,
  },
}

describe.skipIf(!isAtHand)('the vectors of Wycheproof', () => {
  test.each([
    ['json_web_signature_test.json', { signature: 361, 'shared secret': 40, encrypted: 0 }],
    ['json_web_key_test.json', { signature: 11, 'shared secret': 15, encrypted: 0 }],
    ['json_web_crypto_test.json', { signature: 29, 'shared secret': 20, encrypted: 34 }],
    ['json_web_encryption_test.json', { signature: 0, 'shared secret': 0, encrypted: 139 }],
  ])('of %s are each taken or refused as they should be', async (name, counts) => {
    const outcomes = await outcomesOf(name)
    const count = (place: Place) => outcomes.filter((outcome) => outcome.place === place).length
    expect({
      signature: count('signature'),
      'shared secret': count('shared secret'),
      encrypted: count('encrypted'),
    }).toEqual(counts)
    const exceptions = stricter[name] ?? {}
    const wrong = outcomes.filter(({ place, vector: { tcId, result }, taken }) => {
      const shouldTake = place === 'signature' && result === 'valid' && exceptions[tcId] === undefined
      return taken !== shouldTake
    })
    expect(wrong.map(({ vector: { tcId, comment, result } }) => `${tcId} ${comment} (${result})`)).toEqual([])
    // An exception that is none any more is taken off the list.
    const valid = outcomes.flatMap(({ vector: { tcId, result } }) => (result === 'valid' ? [tcId] : []))
    expect(Object.keys(exceptions).filter((tcId) => !valid.includes(Number(tcId)))).toEqual([])
  })
})
