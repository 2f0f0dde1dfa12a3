/** What a process and those it started have taken, where the system tells it (Linux). */

import { readFileSync } from 'node:fs'

export interface Taken {
  /** The most memory at once, each process counted at its own peak; `NaN` where there is no /proc. */
  readonly peakMiB: number
  /** Processor time of all threads: the same however busy the machine is; `NaN` where there is no /proc. */
  readonly cpuMs: number
}

interface Process {
  readonly peakKiB: number
  readonly cpuMs: number
}

const intervalMs = 20
// Linux counts in ticks of 1/100 s on every architecture Node runs on (proc(5), USER_HZ).
const msPerTick = 10

/** Looks at the process until it is stopped; what it takes after the last look is not counted. */
export function watchProcess(pid: number): { readonly stop: () => Taken } {
  const last = new Map<number, Process>()
  const timer = setInterval(() => {
    for (const each of family(pid)) {
      const seen = look(each)
      if (seen) last.set(each, seen)
    }
  }, intervalMs)
  return {
    stop: () => {
      clearInterval(timer)
      const sum = (pick: (process: Process) => number) =>
        last.size === 0 ? Number.NaN : [...last.values()].reduce((total, each) => total + pick(each), 0)
      return { peakMiB: sum(({ peakKiB }) => peakKiB) / 1024, cpuMs: sum(({ cpuMs }) => cpuMs) }
    },
  }
}

function family(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
  return [pid, ...children.flatMap(family)]
}

function look(pid: number): Process | undefined {
  const peakKiB = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1]
  if (peakKiB === undefined) return undefined
  // The name in parentheses may hold spaces; utime and stime are the 12th and 13th fields behind it.
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)!.split(' ')
  return { peakKiB: Number(peakKiB), cpuMs: (Number(fields[11]) + Number(fields[12])) * msPerTick }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // It has ended, or this system has no /proc.
    return ''
  }
}
