/** `lintel cache`: whose answers are remembered, for how long, and what drops them. */
import type { Command } from 'commander'
import { type CacheExplanation, explainCache } from '../../plan/cache/explain-cache.ts'
import { openApplication } from '../project/open-application.ts'
import { type Paint, paintFor, print, printJson } from '../terminal.ts'

export function define(command: Command): void {
  command
    .command('explain')
    .description(
      'Say for each endpoint that remembers its answers who shares one and why, what drops it, and its times.',
    )
    .argument('[directory]', 'folder of the application', '.')
    .option('--json', 'print the result as JSON')
    .action(explain)
}

async function explain(directory: string, { json }: { readonly json?: boolean }): Promise<void> {
  const { application } = await openApplication(directory)
  const explained = explainCache(application.model)
  if (json) printJson(explained)
  else print(explained.map((each) => textOf(each, paintFor(process.stdout))).join('\n\n') || none)
}

const none = "Nothing is remembered: write cache: '60s' on a resource or an operation."

function textOf(
  { endpoint, key, callers, droppedBy, unless, times }: CacheExplanation,
  paint: Paint,
): string {
  const width = Math.max(...callers.map(({ caller }) => caller.length))
  const who = callers.map(
    ({ caller, share, why }) => `    ${caller.padEnd(width)}  ${share.padEnd(6)}  ${paint('dim', why)}`,
  )
  return [
    paint('bold', endpoint),
    `  key      ${key.join(', ')}, and who asks:`,
    ...who,
    `  dropped  by writes to ${droppedBy.join(', ')}${unless ? ` (${unless})` : ''}`,
    `  times    ${timesText(times)}`,
  ].join('\n')
}

function timesText({ ttlMs, staleMs, graceMs, browserMs }: CacheExplanation['times']): string {
  return [
    `fresh ${duration(ttlMs)}`,
    ...(staleMs > 0 ? [`stale ${duration(staleMs)} more`] : []),
    ...(graceMs > 0 ? [`in need ${duration(graceMs)} more`] : []),
    browserMs > 0 ? `browsers ${duration(browserMs)}` : 'browsers ask each time',
  ].join(', ')
}

function duration(ms: number): string {
  for (const [unit, size] of Object.entries({ d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 }))
    if (ms % size === 0) return `${ms / size}${unit}`
  return `${ms}ms`
}
