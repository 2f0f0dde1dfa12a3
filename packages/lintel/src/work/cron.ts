/** Times of a schedule. */
import { Cron } from 'croner'
import type { ScheduleModel } from '../spec/model.ts'

/** Of a schedule that has missed more, the newest count. */
const mostAtOnce = 1_000

/** The first time after `from`; `undefined` where there is none. */
export function nextTime({ cron, timeZone }: ScheduleModel, from: Date): Date | undefined {
  return new Cron(cron, { timezone: timeZone, paused: true }).nextRun(from) ?? undefined
}

/**
 * Times for which a job is to run now.
 *
 * @param last  the last one that was seen to
 */
export function dueTimes(schedule: ScheduleModel, last: Date, now: Date): readonly Date[] {
  const times: Date[] = []
  for (let time = nextTime(schedule, last); time && time <= now; time = nextTime(schedule, time)) {
    times.push(time)
    if (times.length > mostAtOnce) times.shift()
  }
  if (schedule.missed === 'each') return times
  const [newest] = times.slice(-1)
  if (!newest) return []
  // On time is within a minute: then nothing was missed.
  const isOnTime = now.getTime() - newest.getTime() < 60_000
  return schedule.missed === 'one' || isOnTime ? [newest] : []
}
