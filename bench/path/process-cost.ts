/** What processes cost: memory, and processor time where the system tells it (Linux). */

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface ProcessCost {
  readonly rssMiB: number
  /** Processor time since the start; `NaN` where there is no /proc. */
  readonly cpuMs: number
}

// Linux counts in ticks of 1/100 s on every architecture Node runs on (proc(5), USER_HZ).
const msPerTick = 10

/** A server with all processes of its group. */
export function serverCost(group: number): ProcessCost {
  return cost((line) => line.group === group)
}

/** The processes of PostgreSQL that serve a database, when the server is on this machine; else zero. */
export function databaseCost(database: string): ProcessCost {
  return cost((line) => line.command.startsWith('postgres:') && line.command.includes(` ${database} `))
}

interface ProcessLine {
  readonly pid: number
  readonly group: number
  readonly rssKiB: number
  readonly command: string
}

function cost(belongs: (line: ProcessLine) => boolean): ProcessCost {
  const lines = listProcesses().filter(belongs)
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  return {
    rssMiB: sum(lines.map((line) => line.rssKiB)) / 1024,
    cpuMs: sum(lines.map((line) => cpuMs(line.pid))),
  }
}

function listProcesses(): ProcessLine[] {
  const output = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,pgid=,rss=,args='], { encoding: 'utf8' })
  return [...output.matchAll(/^ *(\d+) +(\d+) +(\d+) (.*)$/gm)].map(([, pid, group, rss, command]) => ({
    pid: Number(pid),
    group: Number(group),
    rssKiB: Number(rss),
    command: command!,
  }))
}

function cpuMs(pid: number): number {
  try {
    // The name in parentheses may hold spaces; utime and stime are the 12th and 13th fields behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)!.split(' ')
    return (Number(fields[11]) + Number(fields[12])) * msPerTick
  } catch {
    return Number.NaN
  }
}
