/**
 * Which new passwords are refused, by NIST SP 800-63B-4 §3.1.1.2: short ones, common ones, and those that anybody would
 * guess who knows the person or the application. There are no rules of composition.
 */
import type { IdentityFlowsModel } from '../../spec/model.ts'
import { Problem, type ProblemDetail } from '../../spec/problem.ts'
import { normalPassword } from '../password.ts'
import { frequentPasswords } from './frequent-passwords.ts'

export type PasswordRules = IdentityFlowsModel['password']

let common: ReadonlySet<string> | undefined

/**
 * @param context  words that say nothing new of this person: name, e-mail address, the application's name
 * @throws         Problem `invalid` (422) that points at `/password`
 */
export function checkNewPassword(password: string, rules: PasswordRules, context: readonly string[]): void {
  const wrong = flaw(normalPassword(password), rules, context)
  if (!wrong) return
  throw new Problem('invalid', {
    status: 422,
    title: 'The request is not valid.',
    errors: [{ pointer: '/password', ...wrong }],
  })
}

function flaw(
  password: string,
  rules: PasswordRules,
  context: readonly string[],
): Omit<ProblemDetail, 'pointer'> | undefined {
  const length = [...password].length
  if (length < rules.minLength)
    return { code: 'too_short', message: `must have at least ${rules.minLength} characters.` }
  if (length > rules.maxLength)
    return { code: 'too_long', message: `must have at most ${rules.maxLength} characters.` }
  if (!rules.blockCommon) return undefined
  const plain = password.toLowerCase()
  if (isCommon(plain) || isMonotonous(plain))
    return { code: 'password_common', message: 'is one of the passwords that are tried first.' }
  if (isMadeOf(plain, [...rules.blockedWords, ...context]))
    return {
      code: 'password_obvious',
      message: 'is made of words that others know of you or of this service.',
    }
  return undefined
}

function isCommon(password: string): boolean {
  common ??= new Set(frequentPasswords.trim().split(/\s+/))
  return common.has(password)
}

/** One or two characters again and again, or a row of neighbours: `aaaaaaaa`, `12345678`, `hgfedcba`. */
function isMonotonous(password: string): boolean {
  const codes = [...password].map((char) => char.codePointAt(0) ?? 0)
  if (new Set(codes).size <= 2) return true
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)))
  const [step] = steps
  return steps.size === 1 && step !== undefined && Math.abs(step) === 1
}

/** Whether little is left when the words are taken out, and what everybody adds to them. */
function isMadeOf(password: string, context: readonly string[]): boolean {
  const words = context.flatMap(wordsOf).toSorted((one, other) => other.length - one.length)
  if (!words.some((word) => password.includes(word))) return false
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), password)
  return [...rest.replaceAll(/[\d\p{P}\p{S}\s]/gu, '')].length < 4
}

function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase()
  return [plain, ...plain.split(/[^\p{L}\p{N}]+/u)].filter((word) => [...word].length >= 3)
}
