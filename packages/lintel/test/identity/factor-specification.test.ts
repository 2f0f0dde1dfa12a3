/** Keys, factors and providers: what cannot work is refused at start, and what works is described. */
import { application, entity, identity, SpecificationError, t } from 'lintel'
import { describe, expect, test } from 'vitest'
import { openApiDocument } from '../../src/plan/openapi/document.ts'
import { checkExamples, withoutExample } from '../../src/plan/openapi/examples.fixture.ts'
import { lint } from '../../src/plan/openapi/linters.fixture.ts'
import { loadSettings } from '../../src/service/settings.ts'

const Person = entity('person', { email: t.email().unique(), password: t.password() })
const Guest = entity('guest', {
  email: t.email().unique(),
  name: t.string(),
  password: t.password().optional(),
  role: t.enum('member', 'admin').default('member'),
})
const acme = { issuer: 'https://acme.example', clientId: 'club' }

const problemsOf = (declared: () => object) => {
  try {
    application('wrong', { parts: [[declared()]] })
  } catch (error) {
    if (error instanceof SpecificationError) return error.problems
    throw error
  }
  return []
}

describe('refused at start', () => {
  test.each<[string, () => object, RegExp, RegExp]>([
    [
      'keys without sessions',
      () => identity(Person, { apiKeys: true }),
      /apiKeys without sessions/,
      /sessions: true/,
    ],
    [
      'factors without sessions',
      () => identity(Person, { secondFactor: true, passkeys: true, signUp: true }),
      /secondFactor, passkeys without sessions/,
      /sessions: true/,
    ],
    [
      'a prefix that no key can have',
      () => identity(Person, { sessions: true, apiKeys: { prefix: 'My_Shop' } }),
      /"My_Shop"/,
      /small letters/,
    ],
    [
      'a second factor of a role that nobody has',
      () => identity(Guest, { role: 'role', sessions: true, secondFactor: { requiredFor: ['boss'] } }),
      /requires a second factor of the role "boss"/,
      /Name roles of guest.role/,
    ],
    [
      'a second factor of a role, without roles',
      () => identity(Person, { sessions: true, secondFactor: { requiredFor: ['admin'] } }),
      /requires a second factor of the role "admin"/,
      /role: …/,
    ],
    [
      'keys that live longer by default than at most',
      () => identity(Person, { sessions: true, apiKeys: { defaultDays: 40, maxDays: 30 } }),
      /apiKeys.defaultDays of identity\(person\) is 40/,
      /from 1 to 30/,
    ],
    [
      'sign-ins that are fresh for ever',
      () => identity(Person, { sessions: { freshSeconds: 100_000 }, secondFactor: true }),
      /sessions.freshSeconds/,
      /from 10 to 86400/,
    ],
    [
      'a provider for people without passwords, where each needs one',
      () => identity(Person, { sessions: true, providers: { acme } }),
      /has no "password"/,
      /t\.password\(\)\.optional\(\), or providers\.acme\.createAccounts: false/,
    ],
    [
      'a provider that does not fill what is required',
      () => identity(Guest, { sessions: true, providers: { acme } }),
      /has no "name"/,
      /providers\.acme\.claims: \{ name: … \}/,
    ],
    [
      'a provider that chooses roles',
      () =>
        identity(Guest, {
          role: 'role',
          sessions: true,
          providers: { acme: { ...acme, claims: { name: 'name', role: 'role' } } },
        }),
      /is to fill "role" of guest/,
      /Take it out of providers\.acme\.claims/,
    ],
    [
      'a provider that no path can name',
      () =>
        identity(Guest, {
          sessions: true,
          providers: { 'My Provider': { ...acme, claims: { name: 'name' } } },
        }),
      /"My Provider"/,
      /small letters/,
    ],
    [
      'a provider without TLS',
      () =>
        identity(Person, {
          sessions: true,
          providers: { acme: { ...acme, issuer: 'http://acme.example', createAccounts: false } },
        }),
      /"http:\/\/acme\.example", no https address/,
      /https:\/\//,
    ],
  ])('%s', (_what, declared, message, hint) => {
    const [problem, ...others] = problemsOf(declared)
    expect(problem?.message).toMatch(message)
    expect(problem?.hint).toMatch(hint)
    expect(problem?.at.file).toContain('factor-specification.test.ts')
    expect(others).toEqual([])
  })
})

const accounts = () =>
  identity(Guest, {
    role: 'role',
    sessions: true,
    tokens: { refresh: true },
    apiKeys: true,
    secondFactor: true,
    passkeys: true,
    providers: { acme: { ...acme, claims: { name: 'name' } } },
  })

test('production asks for the settings that they need', () => {
  const { model } = application('club', { parts: [[accounts()]] })
  const load = (environment: Record<string, string>) => () =>
    loadSettings({ DATABASE_URL: 'postgres://a@b/c', ...environment }, model, 'production')
  expect(load({})).toThrow(/PUBLIC_URL/)
  expect(load({})).toThrow(/TOKEN_SECRET/)
  expect(load({ PUBLIC_URL: 'https://club.example', TOKEN_SECRET: 'x'.repeat(32) })).not.toThrow()
})

test('their routes are described as others are', async () => {
  const { model } = application('club', { parts: [[accounts()]] })
  const document = openApiDocument(model)
  expect((await lint(document)).errors).toEqual([])
  expect(checkExamples(document).faults).toEqual([])
  expect(withoutExample(document)).toEqual([])
  expect(JSON.stringify(document.paths)).toContain('"303"')
  expect(JSON.stringify(document.components)).toContain('club_…')
})
