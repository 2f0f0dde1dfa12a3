/** Times of a schedule. */
import { Cron } from 'croner'
import type { JobModel, ScheduleModel } from '../spec/model.ts'
import { SpecificationError } from '../spec/specification-error.ts'

/** @throws SpecificationError for what is no schedule, each with its place */
export function checkSchedules(jobs: readonly JobModel[]): void {
  const problems = jobs.flatMap(({ name, schedule, at }) => {
    const wrong = schedule && whatIsWrong(schedule)
    const message = `The schedule of the job ${name} ${wrong}`
    return wrong
      ? [{ at, message, hint: "Write five fields and an IANA time zone: '0 3 * * *', 'Europe/Berlin'." }]
      : []
  })
  if (problems.length > 0) throw new SpecificationError(problems)
}

function whatIsWrong(schedule: ScheduleModel): string | undefined {
  const { cron, timeZone } = schedule
  if (!isTimeZone(timeZone)) return `is in "${timeZone}", which is no time zone.`
  try {
    return nextTime(schedule, new Date()) ? undefined : `"${cron}" has no time.`
  } catch (error) {
    return `"${cron}" cannot be read: ${error instanceof Error ? error.message : String(error)}`
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

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
