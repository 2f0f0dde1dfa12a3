import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import { describe, expect, test } from 'vitest'
import { rotated, startingKeys } from './key-rotation.ts'
import { newSigningKey, publicHalf, readSigningKeys, signingKeyOf } from './signing-key.ts'

const secret = 'a secret for tests, long enough to sign with'

describe('the key of a secret', () => {
  test('is the same each time, and another one for another application or secret', () => {
    expect(signingKeyOf(secret, 'shop')).toEqual(signingKeyOf(secret, 'shop'))
    const kids = [
      signingKeyOf(secret, 'shop'),
      signingKeyOf(secret, 'club'),
      signingKeyOf(`${secret}!`, 'shop'),
    ]
    expect(new Set(kids.map(({ kid }) => kid)).size).toBe(3)
  })

  test('stays what it was in the last release, or every token would end', () => {
    expect(signingKeyOf(secret, 'shop').kid).toMatchInlineSnapshot(
      `"Dc9TcyEmh7L4-THSc1dvsV-dj9_sWXuxvaxakERjsxw"`,
    )
  })

  test('signs what its public half verifies', () => {
    const key = signingKeyOf(secret, 'shop')
    const pair = {
      private: createPrivateKey({ key: { ...key }, format: 'jwk' }),
      public: createPublicKey({ key: { ...publicHalf(key) }, format: 'jwk' }),
    }
    const content = Buffer.from('content')
    expect(verify('sha256', content, pair.public, sign('sha256', content, pair.private))).toBe(true)
  })
})

test('a kid is the thumbprint of RFC 7638', async () => {
  for (const key of [signingKeyOf(secret, 'shop'), newSigningKey()]) {
    expect(key.kid).toBe(await calculateJwkThumbprint({ ...publicHalf(key) }))
  }
})

test('the public half has nothing private', () => {
  expect(Object.keys(publicHalf(newSigningKey())).toSorted()).toEqual([
    'alg',
    'crv',
    'kid',
    'kty',
    'use',
    'x',
    'y',
  ])
})

describe('a set of keys', () => {
  const read = (keys: readonly object[]) => readSigningKeys(JSON.stringify({ keys }))

  test('is read as it was printed', () => {
    const keys = startingKeys()
    expect(read(keys)).toEqual(keys)
  })

  test('of another maker needs no kid, and gets ours', () => {
    const { kid, alg: _alg, use: _use, ...key } = newSigningKey()
    expect(read([{ ...key, kid: 'theirs' }])).toMatchObject([{ kid }])
  })

  const good = newSigningKey()
  test.each<[string, string]>([
    ['nothing', ''],
    ['no JSON', 'secret'],
    ['no set', JSON.stringify(good)],
    ['no key', '{"keys":[]}'],
    ['null', '{"keys":[null]}'],
    ['a public key', JSON.stringify({ keys: [publicHalf(good)] })],
    ['a symmetric key', '{"keys":[{"kty":"oct","k":"AAAA"}]}'],
    ['another curve', JSON.stringify({ keys: [{ ...good, crv: 'P-384' }] })],
    ['another algorithm', JSON.stringify({ keys: [{ ...good, alg: 'HS256' }] })],
    ['another use', JSON.stringify({ keys: [{ ...good, use: 'enc' }] })],
    ['halves that do not belong together', JSON.stringify({ keys: [{ ...good, x: newSigningKey().x }] })],
    [
      'a private half of 0',
      JSON.stringify({ keys: [{ ...good, d: Buffer.alloc(32).toString('base64url') }] }),
    ],
    ['half a private half', JSON.stringify({ keys: [{ ...good, d: good.d.slice(0, 20) }] })],
    ['the same key twice', JSON.stringify({ keys: [good, good] })],
  ])('with %s is refused, without repeating it', (_what, text) => {
    const found = readSigningKeys(text)
    expect(found).toHaveProperty('wrong')
    expect(JSON.stringify(found)).not.toContain(good.d)
  })
})

describe('a rotation', () => {
  test('lets the next key sign, which all processes know already', () => {
    const first = startingKeys()
    const second = rotated(first).keys
    const third = rotated(second).keys
    expect(second.map(({ kid }) => kid)).toEqual([first[1]?.kid, second[1]?.kid, first[0]?.kid])
    expect(first.map(({ kid }) => kid)).toContain(second[0]?.kid)
    expect(second.map(({ kid }) => kid)).toContain(third[0]?.kid)
    expect(third).toHaveLength(3)
    expect(new Set([...first, ...second, ...third].map(({ kid }) => kid)).size).toBe(4)
  })

  test('of a single key makes the next one known first', () => {
    const only = newSigningKey()
    const { keys, note } = rotated([only])
    expect(keys.map(({ kid }) => kid)).toEqual([only.kid, keys[1]?.kid])
    expect(note).toContain('rotate again')
  })
})
