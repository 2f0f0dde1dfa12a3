import { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { notesApplication, TestProject } from './command.fixture.ts'
import { commands } from './commands.ts'

let project: TestProject

beforeAll(async () => {
  project = await TestProject.make({ 'src/app.ts': notesApplication })
}, 120_000)
afterAll(() => project?.remove())

/** What a command is defined to take, as its help says it. */
async function helpOf([name, below]: readonly string[]): Promise<string> {
  const { load } = commands.find((each) => each.name === name) ?? expect.unreachable(name)
  const whole = new Command(name)
  const { define } = await load()
  define(whole)
  const command = below === undefined ? whole : whole.commands.find((each) => each.name() === below)
  let help = ''
  command?.configureOutput({ writeOut: (text) => (help += text) }).outputHelp()
  return help
}

describe('the command line', () => {
  test('explains itself', async () => {
    const { code, stdout } = await project.run(['--help'])
    expect(code).toBe(0)
    for (const name of [
      'new',
      'dev',
      'start',
      'plan',
      'migrate',
      'doctor',
      'spec',
      'openapi',
      'client',
      'contract',
    ]) {
      expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'))
    }
    expect((await project.run([])).stdout).toBe(stdout)
  })

  test.each([
    [['new'], '--lintel'],
    [['dev'], '--any-database'],
    [['start'], 'MIGRATIONS_AT_START'],
    [['plan'], '--allow-data-loss'],
    [['migrate'], 'status'],
    [['migrate', 'down'], '--steps'],
    [['doctor'], '--settings'],
    [['spec'], 'directory'],
    [['openapi'], '--output'],
    [['client'], 'openapi-fetch'],
    [['contract', 'types'], '--check'],
  ])('%j says what it takes', async (words, expected) => {
    expect(await helpOf(words)).toContain(expected)
  })

  test('says what a command takes', async () => {
    const { code, stdout } = await project.run(['migrate', 'down', '--help'])
    expect(code).toBe(0)
    expect(stdout).toContain('Usage: lintel migrate down')
    expect(stdout).toContain('--steps')
    expect(stdout).toContain('--verbose')
  })

  test('prints the version of its package', async () => {
    const { code, stdout } = await project.run(['--version'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  test.each([
    [['strat']],
    [['start', '--sumary']],
    [['start', 'one', 'two']],
    [['migrate', 'up', '--to', 'x']],
    [['new']],
    [['migrate', 'sideways']],
  ])('refuses %j as bad use', async (words) => {
    const { code, stdout, stderr } = await project.run(words)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain('error:')
    expect(stderr).toContain('--help')
  })

  test('suggests the command that was meant', async () => {
    expect((await project.run(['strat'])).stderr).toContain('Did you mean start?')
  })
})

describe('finding the application', () => {
  test('says that there is no project', async () => {
    const { code, stderr } = await project.run(['spec', 'src'])
    expect(code).toBe(2)
    expect(stderr).toContain(project.path('src', 'package.json'))
    expect(stderr).toContain('lintel new')
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  test.each([
    ['{', 'is not JSON'],
    ['{}', 'does not say where the application is'],
    ['{"lintel":{"application":"src/nowhere.ts"}}', 'nowhere.ts is not there'],
    ['{"type":"module","lintel":{"application":"empty.js"}}', 'no application as its default export'],
    ['{"lintel":{"application":"empty.js"}}', '"type": "module"'],
  ])('says what is wrong with package.json %j', async (manifest, expected) => {
    await project.write({ 'other/package.json': manifest, 'other/empty.js': 'export const nothing = 1' })
    const { code, stderr } = await project.run(['spec', 'other'])
    expect(code).toBe(1)
    expect(stderr).toContain(expected)
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  test('knows an application that was declared with another copy of the framework', async () => {
    await project.write({
      'twice/package.json': '{"type":"module","lintel":{"application":"app.js"}}',
      'twice/app.js': "export default { kind: 'application' }",
    })
    expect((await project.run(['spec', 'twice'])).stderr).toContain('another copy of lintel')
  })

  test('is not led astray by the paths of a tsconfig', async () => {
    await project.write({
      'tsconfig.json': JSON.stringify({ compilerOptions: { paths: { lintel: ['./elsewhere.ts'] } } }),
      'elsewhere.ts': "throw new Error('the wrong module')",
    })
    const { code, stdout } = await project.run(['spec'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout).name).toBe('notes')
  })
})

describe('a faulty application', () => {
  const broken = async (source: string, options = {}) => {
    await project.write({
      'faulty/package.json': '{"type":"module","lintel":{"application":"src/app.ts"}}',
      'faulty/src/app.ts': source,
    })
    return project.run(['spec', 'faulty'], options)
  }

  test('is told by file and line, every problem at once', async () => {
    const { code, stdout, stderr } = await broken(
      [
        "import { application, entity, owner, policy, t } from 'lintel'",
        '',
        "export const Note = entity('note', { title: t.string() })",
        "export const notes = policy(Note, { read: owner('author' as never) })",
        '',
        "export const Tag = entity('tag', { name: t.string() }, { search: ['nam' as never] })",
        "export default application('faulty', { parts: [{ notes, Tag }] })",
      ].join('\n'),
    )
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^error The specification has 2 problems\.$/m)
    expect(stderr).toMatch(/^ {2}faulty\/src\/app\.ts:4 .*author/m)
    expect(stderr).toMatch(/^ {2}faulty\/src\/app\.ts:6 .*nam/m)
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  test.each([
    ['a fault of syntax', 'const a = 1\nexport default a +', /src\/app\.ts:2 /],
    ['an import that is not there', "\nimport './missing.ts'", /missing\.ts/],
    [
      'a name that the framework does not export',
      "import { entityy } from 'lintel'\nentityy()",
      /src\/app\.ts:1 .*entityy/,
    ],
    ['a package that is not installed', "import 'not-a-package'", /not-a-package/],
    [
      'an error while it loads',
      "\n\nthrow new RangeError('out of everything')",
      /src\/app\.ts:3 .*RangeError: out of everything/,
    ],
  ])('is told for %s', async (_, source, expected) => {
    const { code, stderr } = await broken(source)
    expect(code).toBe(1)
    expect(stderr).toMatch(expected)
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  test('is told to machines as JSON, and with its stack when that is asked for', async () => {
    await broken("throw new RangeError('out of everything')")
    const told = await project.run(['spec', 'faulty', '--json'])
    expect(told.code).toBe(1)
    expect(JSON.parse(told.stderr).error).toMatchObject({
      code: 'application_broken',
      file: 'faulty/src/app.ts',
      line: 1,
    })
    const verbose = await project.run(['spec', 'faulty', '--verbose'])
    expect(verbose.stderr).toMatch(/^\s+at .*app\.ts:1/m)
  })
})
