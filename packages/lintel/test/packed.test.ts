/** What a user gets: the package as npm packs it, installed in an empty folder, makes an application that works. */
import { execFile, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { builtPackage, RunningCommand } from '../src/cli/command.fixture.ts'

const run = promisify(execFile)
let folder: string
let application: string

// Of this machine's environment only what npm needs: no server of the tests, no settings of this run.
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) =>
    /^(PATH|HOME|TMPDIR|SystemRoot|NODE_EXTRA_CA_CERTS|npm_config_.*|https?_proxy|no_proxy)$/i.test(name),
  ),
)
const npm = (words: readonly string[], cwd: string) =>
  run('npm', words, { cwd, env, timeout: 240_000, maxBuffer: 1e8 })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-packed-'))
  // The embedded database may run as another account, which must be able to enter.
  await chmod(folder, 0o755)
  application = join(folder, 'app')
  const { stdout } = await npm(['pack', await builtPackage(), '--json'], folder)
  const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[]
  const paths = packed?.files.map(({ path }) => path) ?? []
  expect(
    paths.filter((path) => /\.(test|fixture|test-support)\./.test(path) && !path.startsWith('templates/')),
  ).toEqual([])
  expect(paths).toContain('templates/app/_gitignore')
  await writeFile(join(folder, 'package.json'), '{"private":true}')
  await npm(['install', `./${packed?.filename}`, '--no-audit', '--no-fund'], folder)
  await npm(['exec', '--', 'lintel', 'new', 'app'], folder)
  await npm(['install', '--no-audit', '--no-fund'], application)
}, 500_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

test('the new application depends on the tarball, and on one copy of it', async () => {
  const manifest = JSON.parse(await readFile(join(application, 'package.json'), 'utf8'))
  expect(manifest.dependencies.lintel).toMatch(/^file:\.\.\/lintel-.*\.tgz$/)
  const { stdout } = await npm(['ls', 'lintel', '--json'], application)
  expect(JSON.stringify(JSON.parse(stdout)).match(/"lintel":/g)).toHaveLength(1)
})

test('its types hold', async () => {
  await npm(['exec', '--', 'tsc'], application)
}, 120_000)

test('its own tests pass', async () => {
  const { stdout } = await npm(['test'], application)
  expect(stdout).toMatch(/Tests .*4 passed/)
}, 120_000)

test('its migrations are complete', async () => {
  await npm(['exec', '--', 'lintel', 'plan', '--check'], application)
}, 60_000)

test('it starts, says what to try, and stops', async () => {
  const bin = join(application, 'node_modules', 'lintel', 'bin', 'lintel.js')
  const child = spawn(process.execPath, [bin, 'start'], { cwd: application, env: { ...env, PORT: '0' } })
  const command = new RunningCommand(child)
  try {
    const url = await command.url()
    await command.says(/^ {4}curl/m, 3)
    expect((await fetch(`${url}/health/ready`)).status).toBe(200)
    expect((await fetch(`${url}/tasks`)).status).toBe(401)
    expect((await fetch(`${url}/docs`)).status).toBe(200)
  } finally {
    expect((await command.stop()).code).toBe(0)
  }
}, 60_000)
