import { describe, expect, test } from 'vitest'
import type { JobModel } from '../spec/model.ts'
import { checkSchedules, dueTimes, nextTime } from './cron.ts'

const at = (text: string) => new Date(text)
const texts = (times: readonly Date[]) => times.map((time) => time.toISOString())
const daily = { cron: '0 3 * * *', timeZone: 'Europe/Berlin', missed: 'one' } as const

describe('a schedule', () => {
  test('is of its time zone, over the changes of its clock', () => {
    expect(nextTime(daily, at('2026-03-28T12:00:00Z'))?.toISOString()).toBe('2026-03-29T01:00:00.000Z')
    expect(nextTime(daily, at('2026-03-27T12:00:00Z'))?.toISOString()).toBe('2026-03-28T02:00:00.000Z')
  })

  test('whose time comes twice in a night runs once', () => {
    const twice = { cron: '30 2 * * *', timeZone: 'Europe/Berlin', missed: 'each' } as const
    expect(texts(dueTimes(twice, at('2026-10-24T12:00:00Z'), at('2026-10-25T12:00:00Z')))).toHaveLength(1)
  })

  test.each([
    ['one', ['2026-06-04T01:00:00.000Z']],
    ['each', ['2026-06-02', '2026-06-03', '2026-06-04'].map((day) => `${day}T01:00:00.000Z`)],
    ['none', []],
  ] as const)('that missed three times runs for %s of them', (missed, times) => {
    const due = dueTimes({ ...daily, missed }, at('2026-06-01T12:00:00Z'), at('2026-06-04T12:00:00Z'))
    expect(texts(due)).toEqual(times)
  })

  test('that is on time has missed nothing', () => {
    const due = dueTimes(
      { ...daily, missed: 'none' },
      at('2026-06-01T12:00:00Z'),
      at('2026-06-02T01:00:00.400Z'),
    )
    expect(texts(due)).toEqual(['2026-06-02T01:00:00.000Z'])
  })
})

test.each([
  ['0 3 * *', 'UTC', /"0 3 \* \*" cannot be read/],
  ['0 25 * * *', 'UTC', /cannot be read/],
  ['0 0 31 2 *', 'UTC', /has no time/],
  ['0 3 * * *', 'Mars/Olympus', /"Mars\/Olympus", which is no time zone/],
])('%s of %s is refused', (cron, timeZone, message) => {
  const job = { name: 'nightly', schedule: { cron, timeZone, missed: 'one' }, at: { file: 'a.ts', line: 1 } }
  expect(() => checkSchedules([job as unknown as JobModel])).toThrow(message)
})
