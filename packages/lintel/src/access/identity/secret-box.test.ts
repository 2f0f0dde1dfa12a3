import { describe, expect, test } from 'vitest'
import { SecretBox } from './secret-box.ts'

const box = new SecretBox(['the first secret, of 32 bytes or so'], 'tests')
const next = new SecretBox(
  ['another secret, of 32 bytes or more', 'the first secret, of 32 bytes or so'],
  'tests',
)

describe('a secret', () => {
  test('opens for whom it was sealed', () => {
    expect(box.open(box.seal('JBSWY3DP', 'ann'), 'ann')).toEqual({ text: 'JBSWY3DP', isStale: false })
    expect(box.seal('JBSWY3DP', 'ann')).not.toBe(box.seal('JBSWY3DP', 'ann'))
  })

  test('opens under a former secret, and says so', () => {
    expect(next.open(box.seal('JBSWY3DP', 'ann'), 'ann')).toEqual({ text: 'JBSWY3DP', isStale: true })
    expect(next.open(next.seal('JBSWY3DP', 'ann'), 'ann').isStale).toBe(false)
  })

  test.each<[string, (sealed: string) => string]>([
    ['changed', (sealed) => sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA')],
    ['cut', (sealed) => sealed.slice(0, 20)],
    ['of another key', (sealed) => `AAAAAAAA.${sealed.slice(9)}`],
    ['empty', () => ''],
  ])('does not open when it is %s', (_how, change) => {
    expect(() => box.open(change(box.seal('JBSWY3DP', 'ann')), 'ann')).toThrow()
  })

  test('does not open for somebody else, for another purpose, or when its secret is forgotten', () => {
    const sealed = box.seal('JBSWY3DP', 'ann')
    expect(() => box.open(sealed, 'bob')).toThrow()
    expect(() =>
      new SecretBox(['the first secret, of 32 bytes or so'], 'other').open(sealed, 'ann'),
    ).toThrow()
    expect(() => box.open(next.seal('JBSWY3DP', 'ann'), 'ann')).toThrow(/TOKEN_SECRETS_PREVIOUS/)
  })
})
