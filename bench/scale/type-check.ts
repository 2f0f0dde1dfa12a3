/** How long `tsc` takes over the generated application, and how much memory. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { places } from './places.ts'
import { type Taken, watchProcess } from './process-watch.ts'

export interface TypeCheckSample extends Taken {
  readonly wallMs: number
}

/** What one checker does: the same in every run, however busy the machine is. */
export interface TypeCheckWork extends TypeCheckSample {
  readonly types: number
  readonly instantiations: number
}

/** @throws Error with what the compiler says when it finds an error */
export async function typeCheck(): Promise<TypeCheckSample> {
  const { output: _output, ...sample } = await compile(['--noEmit'])
  return sample
}

/** The same with a single checker: TypeScript divides the files among four by itself, which repeat some work. */
export async function typeCheckWork(): Promise<TypeCheckWork> {
  const { output, ...sample } = await compile(['--noEmit', '--singleThreaded', '--extendedDiagnostics'])
  const figure = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+)$`, 'm').exec(output)?.[1] ?? Number.NaN)
  return { ...sample, types: figure('Types'), instantiations: figure('Instantiations') }
}

/** Writes JavaScript into `dist`, as an author would before shipping. */
export async function emit(): Promise<void> {
  await compile(['-p', 'tsconfig.build.json'])
}

async function compile(args: readonly string[]): Promise<TypeCheckSample & { readonly output: string }> {
  const startMs = performance.now()
  const child = spawn(process.execPath, [places.tsc, ...args], {
    cwd: places.application,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.pid === undefined) throw new Error(`Cannot start ${places.tsc}.`)
  const watch = watchProcess(child.pid)
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  const wallMs = performance.now() - startMs
  const taken = watch.stop()
  if (code !== 0)
    throw new Error(`tsc ${args.join(' ')} in ${places.application} failed:\n${output.slice(0, 4000)}`)
  return { wallMs, ...taken, output }
}
