import { describe, expect, test } from 'vitest'
import { Problem } from '../../spec/problem.ts'
import { checkNewPassword } from './password-rules.ts'

const rules = { minLength: 8, maxLength: 64, blockCommon: true, blockedWords: ['Initech'] }
const context = ['Petstore', 'peter.gibbons@example.com', 'Peter Gibbons']
const codeOf = (password: string, own = rules) => {
  try {
    checkNewPassword(password, own, context)
    return 'good'
  } catch (error) {
    return error instanceof Problem ? error.errors[0]?.code : error
  }
}

describe('a password', () => {
  test.each([
    ['of seven characters', 'abc def', 'too_short'],
    ['of seven characters of four bytes each', '🦊🦊🦊🦊🦊🦊🐙', 'too_short'],
    ['that is short once it is normalised', 'ｈｅｌｌｏ！', 'too_short'],
    ['of too many characters', 'x y '.repeat(17), 'too_long'],
    ['that is common', 'trustno1', 'password_common'],
    ['that is common but for capitals', 'TrustNo1', 'password_common'],
    ['that is common in full width', 'ｐａｓｓｗｏｒｄ', 'password_common'],
    ['of one character', '••••••••', 'password_common'],
    ['of two characters', 'abababab', 'password_common'],
    ['of neighbours', 'стуфхцчш', 'password_common'],
    ['of neighbours, downwards', '98765432', 'password_common'],
    ['of the application’s name', 'petstore2026!', 'password_obvious'],
    ['of the person’s name', 'gibbons.Peter', 'password_obvious'],
    ['of the person’s address', 'peter.gibbons@example.com1', 'password_obvious'],
    ['of a word of the organisation', 'initech#123', 'password_obvious'],
  ])('%s is refused', (_what, password, code) => {
    expect(codeOf(password)).toBe(code)
  })

  test.each([
    ['with a name in it, and more', 'peter likes rain'],
    ['without capitals, digits and signs', 'hatbandstone'],
    ['of one word of another language', 'Eichhörnchen'],
    ['of eight characters of four bytes each', '🐢🦊🐙🦉🐝🦋🐌🐞'],
    ['of blanks between words', 'a b c d e f'],
    ['as long as it may be', 'ab3 '.repeat(16)],
  ])('%s is good', (_what, password) => {
    expect(codeOf(password)).toBe('good')
  })

  test('is judged by its length alone where the specification says so', () => {
    const lax = { ...rules, blockCommon: false }
    expect(codeOf('password', lax)).toBe('good')
    expect(codeOf('passwor', lax)).toBe('too_short')
    expect(codeOf('password', { ...lax, minLength: 15 })).toBe('too_short')
  })
})

test('a refusal does not repeat the password', () => {
  try {
    checkNewPassword('petstore2026!', rules, context)
    expect.unreachable()
  } catch (error) {
    expect(JSON.stringify(error) + String(error)).not.toContain('petstore2026')
  }
})
