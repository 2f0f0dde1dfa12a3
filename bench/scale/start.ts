/** How long the generated application takes from the start of its process to its first answers. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Form, moduleOf, places } from './places.ts'
import type { Mark, Started } from './start-process.ts'

/** Milliseconds, one after the other; `totalMs` is their sum. */
export interface StartSample {
  readonly form: Form
  readonly nodeMs: number
  readonly frameworkMs: number
  /** What reads TypeScript, where it is needed. */
  readonly loaderMs: number
  /** The modules of the application, with the declarations in them. */
  readonly partsMs: number
  readonly modelMs: number
  /** `startService`: connections, statements, routes, until the port is open. */
  readonly serviceMs: number
  readonly totalMs: number
  /** A list with includes, its statement made for it. */
  readonly firstRequestMs: number
  readonly secondRequestMs: number
  /** The OpenAPI document, made when it is first asked for. */
  readonly documentMs: number
  readonly documentBytes: number
  readonly routes: number
  readonly rssMiB: number
  /** Processor time of all threads until it was ready. */
  readonly cpuMs: number
}

export interface StartOptions {
  readonly databaseUrl: string
  /** `/users?include=items` */
  readonly list: string
  /** Ends the process at once. */
  readonly signal: AbortSignal
}

// For looking inside: BENCH_NODE_ARGS='--cpu-prof --cpu-prof-dir=…'.
const nodeArgs = process.env.BENCH_NODE_ARGS?.split(' ') ?? []

/** Starts it once, asks it, and stops it. @throws Error when it ends early or refuses a request */
export async function startOnce(
  form: Form,
  { databaseUrl, list, signal }: StartOptions,
): Promise<StartSample> {
  const spawnedMs = performance.timeOrigin + performance.now()
  const child = spawn(
    process.execPath,
    [...nodeArgs, places.startProcess, moduleOf(form, 'parts'), moduleOf(form, 'application')],
    {
      cwd: places.application,
      env: environment(databaseUrl),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      signal,
    },
  )
  try {
    const started = await firstMessage(child)
    const { token, routes, rssMiB, cpuMs } = started
    const first = await ask(`${started.url}${list}`, token)
    const second = await ask(`${started.url}${list}`, token)
    const document = await ask(`${started.url}/openapi.json`, token)
    return {
      form,
      ...phases(spawnedMs, started.marks),
      firstRequestMs: first.ms,
      secondRequestMs: second.ms,
      documentMs: document.ms,
      documentBytes: document.bytes,
      routes,
      rssMiB,
      cpuMs,
    }
  } finally {
    await stop(child)
  }
}

function environment(databaseUrl: string): NodeJS.ProcessEnv {
  const service = { DATABASE_URL: databaseUrl, HOST: '127.0.0.1', PORT: '0', DRAIN_DELAY_MS: '0' }
  const secret = 'a secret of the benchmark, long enough to sign with'
  return { ...process.env, ...service, NODE_ENV: 'production', TOKEN_SECRET: secret }
}

async function firstMessage(child: ChildProcess): Promise<Started> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The application ended with ${code} before it was ready.`)
  })
  const [message] = await Promise.race([once(child, 'message'), ended])
  return message as Started
}

function phases(spawnedMs: number, marks: Readonly<Record<Mark, number>>) {
  const { begun, framework, loader, parts, model, ready } = marks
  return {
    nodeMs: begun - spawnedMs,
    frameworkMs: framework - begun,
    loaderMs: loader - framework,
    partsMs: parts - loader,
    modelMs: model - parts,
    serviceMs: ready - model,
    totalMs: ready - spawnedMs,
  }
}

async function ask(url: string, token: string): Promise<{ readonly ms: number; readonly bytes: number }> {
  const startMs = performance.now()
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
  const body = await response.text()
  const ms = performance.now() - startMs
  if (response.status !== 200)
    throw new Error(`${url} was answered ${response.status}: ${body.slice(0, 500)}`)
  return { ms, bytes: Buffer.byteLength(body) }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  if (child.connected) child.disconnect()
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await ended
  clearTimeout(timer)
}
