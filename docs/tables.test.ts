/** Tables of the documentation and tables of the source say the same, in both directions. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as lintel from 'lintel'
import { expect, test } from 'vitest'
import { tokenProblems } from '../packages/lintel/src/access/token-problems.ts'
import { commands } from '../packages/lintel/src/cli/commands.ts'
import { exitCode } from '../packages/lintel/src/cli/exit-code.ts'
import { decidedVersion, linterRules, lintRules, pageOf } from '../packages/lintel/src/cli/lint/lint-rules.ts'
import { databaseProblems } from '../packages/lintel/src/database/database-problems.ts'
import { migrationProblems } from '../packages/lintel/src/database/migration/migration-error.ts'
import { bodyProblems } from '../packages/lintel/src/http/body/body-problems.ts'
import { headerProblems } from '../packages/lintel/src/http/headers/header-problems.ts'
import { requestProblems } from '../packages/lintel/src/http/request-problems.ts'
import { adoptionNotes } from '../packages/lintel/src/plan/adoption/notes.ts'
import { planProblems } from '../packages/lintel/src/plan/migration/plan-problems.ts'
import { filterOperators } from '../packages/lintel/src/plan/openapi/filter-parameters.ts'
import { describeSettings } from '../packages/lintel/src/service/settings.ts'
import { callProblems } from '../packages/lintel/src/spec/call-failures.ts'
import { identityProblems } from '../packages/lintel/src/spec/identity/problems.ts'
import { commandOptions } from './checks/command-options.ts'
import { plain, tablesUnder } from './checks/markdown.ts'
import { readPage, readPages, root } from './checks/pages.ts'

const text = async (page: string) => (await readPage(`docs/${page}.md`)).text
const rowsUnder = async (page: string, heading: string) =>
  tablesUnder(await text(page), heading).flatMap(({ rows }) => rows)
/** Every name in `code` of the first column. */
const namesUnder = async (page: string, heading: string) =>
  (await rowsUnder(page, heading)).flatMap(([first = '']) =>
    [...first.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
  )
const sorted = (names: Iterable<string>) => [...new Set(names)].toSorted()

/** The text of every source file below a folder of the framework. */
async function sourceOf(folder = ''): Promise<string> {
  const directory = join(root, 'packages', 'lintel', 'src', folder)
  const files = await readdir(directory, { recursive: true })
  const sources = files.filter(
    (file) => /\.ts$/.test(file) && !/\.(test|fixture|test-support)\.ts$/.test(file),
  )
  return (await Promise.all(sources.map((file) => readFile(join(directory, file), 'utf8')))).join('\n')
}

const matches = (source: string, form: RegExp) => [...source.matchAll(form)].map((match) => match[1] ?? '')

test.each([
  ['Requests', requestProblems],
  ['Access tokens', tokenProblems],
  ['Identity', identityProblems],
  ['Headers and query', headerProblems],
  ['Bodies', bodyProblems],
  ['Database', databaseProblems],
  ['Other systems', callProblems],
])('docs/errors.md, %s: codes, statuses and titles', async (heading, problems) => {
  const documented = (await rowsUnder('errors', heading)).map(([code, status, title]) => [
    plain(code),
    Number(status),
    title,
  ])
  expect(documented).toEqual(
    Object.entries(problems).map(([code, { status, title }]) => [code, status, title]),
  )
})

test('docs/errors.md: codes, titles and hints of migrations and plans', async () => {
  const documented = (await rowsUnder('errors', 'Migrations')).map(([code, ...words]) => [
    plain(code),
    ...words,
  ])
  const problems = { ...migrationProblems, ...planProblems }
  expect(documented).toEqual(Object.entries(problems).map(([code, { title, hint }]) => [code, title, hint]))
})

test.each([
  ['migrations', 'What plan refuses', planProblems],
  ['running-migrations', 'Errors', migrationProblems],
])('docs/%s.md: why each refusal is made, and a way out', async (page, heading, problems) => {
  const rows = await rowsUnder(page, heading)
  expect(rows.map(([code]) => plain(code))).toEqual(Object.keys(problems))
  const silent = rows.filter((cells) => cells.length !== 3 || cells.some((cell) => cell === ''))
  expect(silent).toEqual([])
})

test('docs/adoption.md: codes and titles of notes', async () => {
  const documented = (await rowsUnder('adoption', 'Notes')).map(([code, title]) => [plain(code), title])
  expect(documented).toEqual(Object.entries(adoptionNotes).map(([code, { title }]) => [code, title]))
})

test('docs/errors.md: codes that no table has', async () => {
  const listed = new Set(await namesUnder('errors', 'Errors'))
  const made = matches(await sourceOf(), /new Problem\(\s*'([a-z_]+)'/g)
  expect(made.filter((code) => !listed.has(code))).toEqual([])
})

test('docs/errors.md: codes of details', async () => {
  const source = await sourceOf()
  const listed = await namesUnder('errors', 'Details')
  const keywords = matches(
    /const codes[^{]*\{([^}]*)\}/.exec(await sourceOf('plan/schemas'))?.[1] ?? '',
    /: '([a-z_]+)'/g,
  )
  const complaints = matches(await sourceOf('http'), /complain\([^,()]+(?:\([^()]*\))?,\s*'([a-z_]+)'/g)
  expect(keywords.length + complaints.length).toBeGreaterThan(20)
  expect([...keywords, ...complaints].filter((code) => !listed.includes(code))).toEqual([])
  const invented = listed.filter((code) => !source.includes(`'${code}'`) && code !== 'min_length')
  expect(invented).toEqual([])
})

test('docs/errors.md: codes of the command line', async () => {
  const source = await sourceOf('cli')
  const failures = matches(source, /new Failure\(\s*'([a-z_]+)'/g)
  const reports = matches(source, /\bcode: '([a-z_]+)'/g)
  const kinds = matches(source, /\['(\w+_invalid)',/g)
  const embedded = matches(await sourceOf('database/embedded'), /^ {2}\| '([a-z_]+)'$/gm).map(
    (code) => `embedded_${code}`,
  )
  expect(sorted(await namesUnder('errors', 'Command line'))).toEqual(
    sorted([...failures, ...reports, ...kinds, ...embedded]),
  )
})

test('docs/settings.md: settings and defaults', async () => {
  const rows = await rowsUnder('settings', 'Service')
  const production = describeSettings('production')
  expect(rows.map(([name]) => plain(name))).toEqual(production.map(({ name }) => name))
  for (const [column, mode] of [
    [2, 'production'],
    [3, 'development'],
  ] as const) {
    for (const [index, { name, default: value }] of describeSettings(mode).entries()) {
      const shown = plain(rows[index]?.[column])
      // What has no value of its own is said in words.
      if (/^[\w.]+$/.test(shown)) expect(`${name}=${shown}`).toBe(`${name}=${value}`)
    }
  }
})

test('docs/cli.md: commands, options and exit codes', async () => {
  expect((await namesUnder('cli', 'Commands')).slice(0, commands.length)).toEqual(
    commands.map(({ name }) => name),
  )
  for (const { name, options } of await commandOptions()) {
    const documented = await namesUnder('cli', name)
    expect(
      documented.filter((option) => option.startsWith('--')),
      name,
    ).toEqual(options)
  }
  const codes = (await rowsUnder('cli', 'Commands')).flatMap(([first = '']) =>
    /^\d+$/.test(first) ? [Number(first)] : [],
  )
  expect(codes).toEqual(Object.values(exitCode))
})

test('docs/specification.md: kinds of fields and modifiers', async () => {
  const kinds = (await namesUnder('specification', 'Kinds of fields')).map(
    (name) => /^t\.(\w+)/.exec(name)?.[1] ?? name,
  )
  expect(sorted(kinds)).toEqual(sorted(Object.keys(lintel.t)))
  const modifiers = (await namesUnder('specification', 'Modifiers')).map((name) => name.replace(/\(.*/, ''))
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(lintel.t.text())).filter(
    (name) => name !== 'constructor',
  )
  expect(sorted(modifiers)).toEqual(sorted(methods))
})

test('docs/identity.md: routes, limits, kinds of mails and events, entities', async () => {
  const { entity, t } = lintel
  const Person = entity('person', { email: t.email().unique(), password: t.password() })
  const flows = { signUp: true, sessions: true, passwordReset: true, tokens: { refresh: true } }
  const { model } = lintel.application('documented', { parts: [[lintel.identity(Person, flows)]] })
  const routes = Object.values(model.operations).map(({ method, path }) => `${method} ${path}`)
  const documented = (await namesUnder('identity', 'What each line switches on')).filter((name) =>
    name.includes(' '),
  )
  expect(sorted(documented)).toEqual(sorted(routes))

  const throttle = (await rowsUnder('identity', 'Guessing')).map(([name, , ...limits]) => [
    plain(name),
    ...limits.map(Number),
  ])
  const rules = Object.entries(model.identity?.flows?.throttle ?? {})
  expect(throttle).toEqual(
    rules.map(([name, { attempts, delaySeconds, maxDelaySeconds, forgetSeconds }]) => [
      name,
      attempts,
      delaySeconds,
      maxDelaySeconds,
      forgetSeconds,
    ]),
  )
  const { sessions, signUp, passwordReset, password } = model.identity?.flows ?? {}
  const page = await text('identity')
  for (const [name, value] of Object.entries({ ...sessions, ...signUp, ...passwordReset }))
    if (typeof value === 'number') expect(page, name).toMatch(new RegExp(`\`${name}\`[^\n]*\\b${value}\\b`))
  expect(page).toContain(`that of the field, ${password?.minLength} |`)
  expect(page).toContain(`that of the field, ${password?.maxLength} |`)

  const source = await sourceOf('access/identity')
  const kinds = matches(/type EventKind =([^\n]*(?:\n {2}\|[^\n]*)+)/.exec(source)?.[1] ?? '', /'(\w+)'/g)
  expect(kinds.length).toBeGreaterThan(10)
  expect(sorted(await namesUnder('identity', 'The audit log'))).toEqual(sorted(kinds))
  const mails = matches(
    /readonly kind: ([^\n]*'[^\n]*)/.exec(await sourceOf('spec/identity'))?.[1] ?? '',
    /'(\w+)'/g,
  )
  expect(mails.length).toBeGreaterThan(3)
  expect(sorted(await namesUnder('identity', 'Mails'))).toEqual(sorted(mails))
  const stored = Object.keys(model.entities).filter((name) => name !== 'person')
  for (const name of stored) expect(page).toContain(`\`${name}\``)
})

test('docs of API keys, second factors and providers: routes and options', async () => {
  const { entity, t } = lintel
  const Person = entity('person', { email: t.email().unique(), password: t.password().optional() })
  const providers = { google: { issuer: 'https://accounts.google.com', clientId: 'id' } }
  const factors = { apiKeys: true, secondFactor: true, passkeys: true, providers }
  const { model, added } = lintel.identity(Person, { sessions: true, ...factors })
  const base = lintel.identity(Person, { sessions: true }).added
  const page = (await Promise.all(['api-keys', 'second-factor', 'openid'].map(text))).join('\n')
  const own = Object.keys(added.operations).filter((name) => !Object.hasOwn(base.operations, name))
  const documented = matches(page, /^\| `((?:GET|POST|DELETE) [^`]+)`/gm)
  expect(sorted(documented)).toEqual(sorted(own.map((name) => added.operations[name]?.route ?? '')))
  const { apiKeys, secondFactor, passkeys } = model.flows ?? {}
  for (const limits of [apiKeys, secondFactor, passkeys])
    for (const [name, value] of Object.entries(limits ?? {})) {
      const shown = Array.isArray(value) && value.length === 0 ? 'none' : value
      expect(page, name).toMatch(new RegExp(`\`${name}\`[^\n]*\\| ${shown} \\|`))
    }
  const stored = await text('identity')
  for (const { name } of added.needed) expect(stored).toContain(`\`${name}\``)
})

test('docs/tokens.md: limits of tokens, options of providers and services', async () => {
  const { entity, t } = lintel
  const Person = entity('person', { email: t.email().unique(), password: t.password() })
  const { model } = lintel.identity(Person, { tokens: { refresh: true } })
  const { idleSeconds, absoluteSeconds, graceSeconds } = model.flows?.refresh ?? {}
  const documented = (await rowsUnder('tokens', 'Refresh tokens')).flatMap(([name, , value]) =>
    value === undefined || plain(name).includes(' ') ? [] : [[plain(name), Number.parseInt(value, 10)]],
  )
  expect(documented).toEqual([
    ['accessTtlSeconds', model.tokenTtlSeconds],
    ['refreshIdleSeconds', idleSeconds],
    ['refreshTtlSeconds', absoluteSeconds],
    ['refreshGraceSeconds', graceSeconds],
  ])
  const source = await sourceOf('spec')
  const optionsOf = (...types: readonly string[]) =>
    types.flatMap((type) => {
      const body =
        new RegExp(`interface ${type}(?:<E>)?[^{]*\\{\\n([\\s\\S]*?)\\n\\}`).exec(source)?.[1] ?? ''
      return matches(body, /^ {2}readonly (\w+)\??:/gm)
    })
  expect(sorted(await namesUnder('tokens', 'Outside identity providers'))).toEqual(
    sorted(optionsOf('TrustOptions', 'KeyOptions')),
  )
  expect(sorted(await namesUnder('tokens', 'Other services'))).toEqual(
    sorted(optionsOf('ServiceOptions', 'KeyOptions')),
  )
})

test('docs/resources.md: filter operators', async () => {
  const kinds = ['integer', 'text'] as const
  const operators = kinds.flatMap((kind) => filterOperators({ kind, optional: true }))
  const documented = (await namesUnder('resources', 'Filters')).filter((name) => /^[a-z]+$/.test(name))
  expect(sorted(['eq', ...documented])).toEqual(sorted(operators))
})

test('docs/migration-lint.md: what applies, what does not and why', async () => {
  const linked = (rule: string) => `[\`${rule}\`](${pageOf(rule)})`
  const applied = Object.entries(lintRules).flatMap(([rule, decided]) => {
    if ('because' in decided) return []
    const { severity, hint, mayContract } = decided
    return [[linked(rule), mayContract ? `${severity} *` : severity, hint]]
  })
  expect(await rowsUnder('migration-lint', 'Rules that apply')).toEqual(applied)
  const inapplicable = Object.entries(lintRules).flatMap(([rule, decided]) =>
    // squawk has no page on it.
    'because' in decided ? [[rule === 'unused-ignore' ? `\`${rule}\`` : linked(rule), decided.because]] : [],
  )
  expect(await rowsUnder('migration-lint', 'Rules that do not apply')).toEqual(inapplicable)
  const own = Object.entries(linterRules).map(([rule, { severity, hint }]) => [`\`${rule}\``, severity, hint])
  expect(await rowsUnder('migration-lint', 'Rules of our own')).toEqual(own)
  expect(await text('migration-lint')).toContain(`squawk-cli@${decidedVersion}\n`)
})

test('docs/dependencies.md: packages and their versions', async () => {
  const manifest = async (folder: string) =>
    JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'))
  const [repository, framework, bench] = await Promise.all(['.', 'packages/lintel', 'bench'].map(manifest))
  const expected = {
    'At run time': framework.dependencies,
    Optional: framework.optionalDependencies,
    'Optional peers': framework.devDependencies,
    'For development': repository.devDependencies,
    'For benchmarks': bench.devDependencies,
  }
  for (const [heading, packages] of Object.entries(expected)) {
    const documented = (await rowsUnder('dependencies', heading)).map(([name, version]) => [
      plain(name),
      version,
    ])
    expect(Object.fromEntries(documented), heading).toEqual(packages)
  }
})

test('everything that the package exports is mentioned', async () => {
  const everything = (await readPages()).map((page) => page.text).join('\n')
  const silent = Object.keys(lintel).filter((name) => !new RegExp(`\\b${name}\\b`).test(everything))
  expect(silent).toEqual([])
})

test('paths that ARCHITECTURE.md names are there', async () => {
  const { text } = await readPage('ARCHITECTURE.md')
  const paths = matches(text, /`([\w./-]+(?:\.ts|\.md|\/))`/g)
  const missing: string[] = []
  for (const path of paths) {
    const places = [join(root, 'packages', 'lintel', 'src', path), join(root, path)]
    const found = await Promise.all(
      places.map((place) =>
        readFile(place).then(
          () => true,
          (error) => error.code === 'EISDIR',
        ),
      ),
    )
    if (!found.includes(true)) missing.push(path)
  }
  expect(paths.length).toBeGreaterThan(60)
  expect(missing).toEqual([])
})
