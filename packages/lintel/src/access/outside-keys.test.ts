import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { issuerKey } from '../../test/forged-token.ts'
import { IdentityProvider } from '../../test/identity-provider.ts'
import { type KeyPatience, OutsideKeys } from './outside-keys.ts'
import { isRocaModulus } from './roca.ts'

const provider = await IdentityProvider.start()
afterAll(() => provider.stop())
const [first] = provider.keys as [ReturnType<typeof issuerKey>]

beforeEach(() => {
  provider.asked.length = 0
})
afterEach(() => {
  provider.fault = undefined
  provider.keys = [first]
})

const keysOf = (patience: KeyPatience = {}) =>
  new OutsideKeys({ issuer: provider.issuer, jwksUri: `${provider.issuer}/keys`, ...patience })
const find = (keys: OutsideKeys, kid: string) =>
  keys.find({ alg: 'ES256', kid }, { payload: '', signature: '' })
const outcome = async (keys: OutsideKeys, kid: string) => {
  try {
    await find(keys, kid)
    return 'found'
  } catch {
    return 'gone'
  }
}
const away = () => {
  provider.fault = (response) => response.destroy()
}

describe('keys of an issuer', () => {
  test('are fetched once for all who wait', async () => {
    const keys = keysOf()
    await Promise.all(Array.from({ length: 10 }, () => find(keys, 'first')))
    expect(provider.asked).toEqual(['/keys'])
  })

  test('that are old are fetched beside the request, and a withdrawn one ends', async () => {
    const keys = keysOf({ refreshSeconds: -1, cooldownSeconds: 0 })
    await find(keys, 'first')
    provider.keys = [issuerKey('next')]
    // The first of these still finds the former key, and makes the new ones be fetched.
    await find(keys, 'first')
    await expect.poll(() => outcome(keys, 'first')).toBe('gone')
    await find(keys, 'next')
  })

  test('that are old stay good while the issuer is away', async () => {
    const keys = keysOf({ refreshSeconds: -1, cooldownSeconds: 0 })
    await find(keys, 'first')
    away()
    for (let times = 0; times < 3; times++) await find(keys, 'first')
    await expect.poll(() => provider.asked.length).toBeGreaterThan(1)
    await find(keys, 'first')
  })

  test('that are too old are believed no more', async () => {
    const keys = keysOf({ staleSeconds: -1, cooldownSeconds: 0 })
    await find(keys, 'first')
    away()
    await expect(find(keys, 'first')).rejects.toMatchObject({ code: 'issuer_unavailable', status: 503 })
  })

  test('of one that does not answer are not asked for by every request', async () => {
    away()
    const keys = keysOf()
    for (let times = 0; times < 5; times++) {
      await expect(find(keys, 'first')).rejects.toMatchObject({ code: 'issuer_unavailable' })
    }
    expect(provider.asked).toHaveLength(1)
  })

  test('of one that hangs are waited for no longer than is said', async () => {
    provider.fault = () => undefined
    const keys = keysOf({ timeoutMs: 50 })
    await expect(find(keys, 'first')).rejects.toMatchObject({ code: 'issuer_unavailable' })
  })
})

test('a modulus of the chip is told from any other', () => {
  // Powers of 65537 are powers of 65537 modulo every prime.
  expect(isRocaModulus(65_537n ** 128n)).toBe(true)
  expect(isRocaModulus(65_537n ** 128n + 2n)).toBe(false)
})
