/** The built command, run as a child process on projects of their own: for tests of the command line. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const packageRoot = fileURLToPath(new URL('../..', import.meta.url))
const builds = join(packageRoot, 'node_modules', '.cache', 'command-line')
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
const oldAfterMs = 3_600_000

let built: Promise<string> | undefined

/** A folder with this package as it would be published; built once for each state of the sources. */
export function builtPackage(): Promise<string> {
  built ??= build()
  return built
}

async function build(): Promise<string> {
  const folder = join(builds, await sourceHash())
  if (await exists(join(folder, 'dist', 'cli', 'main.js'))) return folder
  await mkdir(builds, { recursive: true })
  const making = await mkdtemp(join(builds, 'making-'))
  // Types are the business of another check: tsc writes modules whatever it finds.
  await promisify(execFile)(process.execPath, [
    tsc,
    ...['-p', join(packageRoot, 'tsconfig.build.json'), '--outDir', join(making, 'dist')],
  ]).catch(() => undefined)
  for (const part of ['package.json', 'bin', 'templates']) {
    await cp(join(packageRoot, part), join(making, part), { recursive: true })
  }
  // Another process may have been faster; then its build is as good.
  await rename(making, folder).catch(() => rm(making, { recursive: true, force: true }))
  await removeOldBuilds()
  return folder
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256')
  for (const part of ['src', 'bin', 'templates', 'package.json', 'tsconfig.build.json']) {
    for (const file of await filesOf(join(packageRoot, part))) {
      if (/\.(test|fixture|test-support)\.ts$/.test(file)) continue
      hash.update(file).update(await readFile(file))
    }
  }
  return hash.digest('hex').slice(0, 16)
}

async function filesOf(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

async function removeOldBuilds(): Promise<void> {
  for (const name of await readdir(builds)) {
    const path = join(builds, name)
    const { mtimeMs } = await stat(path)
    if (Date.now() - mtimeMs > oldAfterMs) await rm(path, { recursive: true, force: true })
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

type Environment = Readonly<Record<string, string | undefined>>

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Environment
  readonly timeoutMs?: number
}

export interface Result {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A command under way. */
export class RunningCommand {
  readonly child: ChildProcess
  readonly ended: Promise<Result>
  stdout = ''
  stderr = ''

  constructor(child: ChildProcess) {
    this.child = child
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text
    })
    this.ended = once(child, 'close').then(([code]) => ({ code, stdout: this.stdout, stderr: this.stderr }))
  }

  /** Waits until the pattern has come so many times; gives the last match. */
  async says(pattern: RegExp, times = 1, timeoutMs = 45_000): Promise<RegExpMatchArray> {
    const deadline = Date.now() + timeoutMs
    for (;;) {
      const matches = [...`${this.stdout}\n${this.stderr}`.matchAll(new RegExp(pattern, `${pattern.flags}g`))]
      const match = matches[times - 1]
      if (match) return match
      const isOver = this.child.exitCode !== null || this.child.signalCode !== null
      if (isOver || Date.now() > deadline) {
        throw new Error(`${pattern} did not come ${times} times:\n${this.stdout}\n${this.stderr}`)
      }
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  /** What it said until now does not count any more. */
  forget(): void {
    this.stdout = ''
    this.stderr = ''
  }

  /** The address it serves. */
  async url(): Promise<string> {
    return (await this.says(/serves (http:\S+)/))[1] ?? ''
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Result> {
    if (this.child.exitCode === null) this.child.kill(signal)
    return this.ended
  }
}

/** A project outside this repository whose `lintel` is the built package. */
export class TestProject {
  readonly directory: string
  readonly #package: string
  readonly #commands: RunningCommand[] = []

  private constructor(directory: string, built: string) {
    this.directory = directory
    this.#package = built
  }

  /**
   * @param files  contents by path; `package.json` is added. Where TypeScript is not what is tested, `src/app.js` is
   *               loaded in a third of the time: what Node 20 cannot read itself goes through a compiler.
   */
  static async make(files: Readonly<Record<string, string>>): Promise<TestProject> {
    const built = await builtPackage()
    const project = new TestProject(await mkdtemp(join(tmpdir(), 'lintel-command-')), built)
    // The embedded database may run as another account, which must be able to enter.
    await chmod(project.directory, 0o755)
    const application = 'src/app.js' in files ? 'src/app.js' : 'src/app.ts'
    const manifest = { name: 'under-test', type: 'module', lintel: { application } }
    await project.write({ 'package.json': JSON.stringify(manifest), ...files })
    await mkdir(join(project.directory, 'node_modules'), { recursive: true })
    await symlink(built, join(project.directory, 'node_modules', 'lintel'), 'dir')
    return project
  }

  path(...parts: readonly string[]): string {
    return join(this.directory, ...parts)
  }

  async write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(this.path(file)), { recursive: true })
      await writeFile(this.path(file), text)
    }
  }

  /** Those that are not there are no matter. */
  async removeFiles(...files: readonly string[]): Promise<void> {
    for (const file of files) await rm(this.path(file), { force: true })
  }

  read(file: string): Promise<string> {
    return readFile(this.path(file), 'utf8')
  }

  /** Starts a command in the project's folder. Of the environment it gets only what is given, and PATH. */
  start(words: readonly string[], { cwd = this.directory, env = {} }: RunOptions = {}): RunningCommand {
    const { PATH, HOME, TMPDIR } = process.env
    const child = spawn(process.execPath, [join(this.#package, 'bin', 'lintel.js'), ...words], {
      cwd,
      env: { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const command = new RunningCommand(child)
    this.#commands.push(command)
    return command
  }

  /** Runs a command to its end. */
  async run(words: readonly string[], options: RunOptions = {}): Promise<Result> {
    const command = this.start(words, options)
    const timer = setTimeout(() => command.child.kill('SIGKILL'), options.timeoutMs ?? 55_000)
    try {
      return await command.ended
    } finally {
      clearTimeout(timer)
    }
  }

  async remove(): Promise<void> {
    for (const command of this.#commands) {
      // Killed outright, it would leave its embedded database running.
      const timer = setTimeout(() => command.child.kill('SIGKILL'), 10_000)
      await command.stop()
      clearTimeout(timer)
    }
    await rm(this.directory, { recursive: true, force: true })
  }
}

/** An application with a public list, an open account, a slow operation and a table: a bit of everything. */
export const notesApplication = `
import { anyone, application, entity, operation, resource, t } from 'lintel'

export const Note = entity('note', {
  title: t.string({ max: 80 }),
  body: t.text().optional(),
})
export const notes = resource(Note, { read: anyone, create: anyone })
export const wait = operation('POST /wait', {
  summary: 'Wait',
  allow: anyone,
  input: { ms: t.integer({ min: 0, max: 10_000 }) },
  output: { waitedMs: t.integer() },
  async run({ input }) {
    await new Promise((resolve) => setTimeout(resolve, input.ms))
    return { waitedMs: input.ms }
  },
})

export default application('notes', {
  parts: [{ notes, wait }],
  async seed({ db }) {
    await db.insert(Note, { title: 'First' })
  },
})
`

export function unusedName(): string {
  return `lintel_command_${randomBytes(6).toString('hex')}`
}
