import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Conduit, startConduit } from './fixture/in-memory-conduit.ts'

const repository = fileURLToPath(new URL('..', import.meta.url))
const start = `${JSON.stringify(process.execPath)} --import tsx conformance/fixture/serve.ts`
const good = 'GET {{host}}/api/tags\nHTTP 200\n'
const bad = 'GET {{host}}/api/user\nHTTP 200\n'

function spawnMain(...args: string[]): ChildProcess {
  const command = ['--import', 'tsx', 'conformance/main.ts', ...args]
  return spawn(process.execPath, command, { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Waits for the server that has written its port there, and gives the URL of its health. */
async function untilHealthy(portFile: string): Promise<string> {
  for (;;) {
    await delay(20)
    const port = await readFile(portFile, 'utf8').catch(() => '')
    const health = `http://127.0.0.1:${port.trim()}/health/ready`
    const answer = port === '' ? undefined : await fetch(health).catch(() => undefined)
    if (answer?.ok) return health
  }
}

describe('the command', () => {
  let folder: string
  let conduit: Conduit

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'suite-'))
    conduit = await startConduit()
  })

  afterAll(async () => {
    await conduit.stop()
    await rm(folder, { recursive: true })
  })

  async function suite(name: string, files: Readonly<Record<string, string>>): Promise<string> {
    const path = join(folder, name)
    await mkdir(join(path, 'hurl'), { recursive: true })
    for (const [file, text] of Object.entries(files)) await writeFile(join(path, 'hurl', file), text)
    return path
  }

  async function run(...args: string[]) {
    const child = spawnMain(...args)
    const written = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]!.setEncoding('utf8').on('data', (text: string) => {
        written[stream] += text
      })
    }
    const [code] = await once(child, 'close')
    return { code, ...written }
  }

  it('exits 0 when all passed', async () => {
    const path = await suite('good', { 'b.hurl': good, 'a.hurl': good + good, 'notes.txt': 'no Hurl' })
    const { code, stdout } = await run('--suite', path, '--host', conduit.host)
    expect(stdout).toBe('a.hurl: 2 passed, 0 failed\nb.hurl: 1 passed, 0 failed\n3 passed, 0 failed\n')
    expect(code).toBe(0)
  })

  it('exits 1 when one failed', async () => {
    const path = await suite('bad', { 'a.hurl': good, 'b.hurl': bad + good })
    const { code, stdout } = await run('--suite', path, '--host', conduit.host)
    expect(stdout).toContain('b.hurl:2: expected HTTP 200')
    expect(stdout).toContain('answered 401 {"errors":{"token":["is missing"]}}')
    expect(stdout).toMatch(/\n2 passed, 1 failed\n$/)
    expect(code).toBe(1)
  })

  it('exits 1 when no request ran', async () => {
    const { code, stdout } = await run(
      '--suite',
      await suite('none', { 'a.hurl': '# later\n' }),
      '--host',
      conduit.host,
    )
    expect(stdout).toMatch(/^0 passed, 0 failed\n$/m)
    expect(code).toBe(1)
  })

  it('exits 2 and sends nothing when one line of one file is not understood', async () => {
    const path = await suite('odd', { 'a.hurl': good, 'b.hurl': `${good}[Asserts]\nxpath "//a" exists\n` })
    const { code, stdout, stderr } = await run('--suite', path, '--host', conduit.host)
    expect(stdout).toBe('')
    expect(stderr).toContain('b.hurl:4: the query "xpath" is not understood')
    expect(code).toBe(2)
  })

  it('exits 2 and says where the tests are to be had when they are missing', async () => {
    const { code, stderr } = await run('--suite', join(folder, 'nowhere'), '--host', conduit.host)
    expect(stderr).toContain('gothinkster/realworld, folder specs/api')
    expect(stderr).toContain('--suite')
    expect(code).toBe(2)
  })

  it('exits 2 with the usage when called wrongly', async () => {
    const { code, stderr } = await run('--suite', folder)
    expect(stderr).toContain('either --host <url> or --start <command>')
    expect(code).toBe(2)
  })

  it('starts a server, tests it and ends it', async () => {
    const path = await suite('started', { 'a.hurl': good })
    const { code, stdout, stderr } = await run('--suite', path, '--start', start)
    expect(stdout).toBe('a.hurl: 1 passed, 0 failed\n1 passed, 0 failed\n')
    expect(stderr).toContain('Server: ')
    expect(code).toBe(0)
  })

  it.each([
    ['its output is no longer read', 'unread', (child: ChildProcess) => child.stdout?.destroy()],
    ['it is interrupted', 'interrupted', (child: ChildProcess) => child.kill('SIGINT')],
  ])('ends the server when %s', async (_, name, disturb) => {
    const path = await suite(name, { 'a.hurl': bad, 'b.hurl': good })
    const portFile = join(path, 'port')
    // A request without an answer keeps the run going for as long as its timeout.
    const slow = `echo $PORT > ${portFile}; FAULT=tags-never-answered exec ${start}`
    const child = spawnMain('--suite', path, '--timeout-ms', '1500', '--start', slow)
    const health = await untilHealthy(portFile)
    disturb(child)
    await once(child, 'close')
    await expect(fetch(health)).rejects.toThrow()
  })

  it('exits 1 with the output of a server that does not start', async () => {
    const path = await suite('dying', { 'a.hurl': good })
    const { code, stderr } = await run('--suite', path, '--start', 'echo no database; exit 3')
    expect(stderr).toContain('exit code 3)\nno database')
    expect(code).toBe(1)
  })
})
