/** What must be true of answers that are remembered. */
import type { Report } from './build-model.ts'
import type { Location } from './location.ts'
import type { ApplicationModel, CacheModel } from './model.ts'

type Parts = Pick<ApplicationModel, 'resources' | 'operations' | 'entities'>

const dayMs = 86_400_000

export function checkCache({ resources, operations, entities }: Parts, report: Report): void {
  for (const { cache, read, path, name, at } of Object.values(resources)) {
    if (!cache) continue
    checkTimes(cache, `The resource ${name}`, { at, report })
    if (!read || path === null)
      report.add({
        at,
        message: `The resource ${name} has a cache and nothing that is read.`,
        hint: 'Give it a rule for read, or take the cache out.',
      })
  }
  for (const { cache, method, allow, status, flow, name, at } of Object.values(operations)) {
    if (!cache) continue
    checkTimes(cache, `The operation ${name}`, { at, report })
    if (method !== 'GET' || status !== 200 || flow)
      report.add({
        at,
        message: `The operation ${name} has a cache and is not a GET that answers 200.`,
        hint: 'Only what is read is remembered: take the cache out.',
      })
    if (cache.shared && allow.rule !== 'anyone')
      report.add({
        at,
        message: `The operation ${name} shares its answers among callers, and not everybody may call it.`,
        hint: 'Write allow: anyone, or take shared out of its cache.',
      })
    for (const entity of cache.reads ?? [])
      if (!entities[entity])
        report.add({
          at,
          message: `The operation ${name} reads ${entity}, which is not part of this application.`,
          hint: 'Export the entity from one of its parts.',
        })
  }
}

function checkTimes(cache: CacheModel, what: string, { at, report }: { at: Location; report: Report }): void {
  const { ttlMs, staleMs, graceMs, browserMs } = cache
  const wrong = Object.entries({ ttl: ttlMs, staleFor: staleMs, graceFor: graceMs, browser: browserMs })
  for (const [name, ms] of wrong) {
    if (ms >= (name === 'ttl' ? 1 : 0) && ms <= dayMs) continue
    report.add({
      at,
      message: `${what} has a cache whose ${name} is not a time of at most a day.`,
      hint: "Write a number and a unit: '250ms', '60s', '5m' or '1h'.",
    })
  }
}
