/** A light, constant load on releases: every request is answered as it should be, whatever is done meanwhile. */
import { setTimeout as sleep } from 'node:timers/promises'
import { nextNumber } from './dialogue.ts'
import type { Release } from './release.ts'
import type { Words } from './release-change.ts'

const mostRounds = 100
const pauseMs = 15

export interface Load {
  readonly release: Release
  readonly words: Words
}

export interface LoadResult {
  requests: number
  /** What was not answered as it should be. */
  readonly failures: string[]
}

/** Runs `work` under load; each release is asked everything before, during and after it. */
export async function underLoad(loads: readonly Load[], work: () => Promise<void>): Promise<LoadResult> {
  const result: LoadResult = { requests: 0, failures: [] }
  const everything = () => Promise.all(loads.map((load) => askOnce(load, result)))
  await everything()
  let isDone = false
  const loops = loads.map(async (load) => {
    for (let round = 0; !isDone && round < mostRounds; round++) {
      await askOnce(load, result)
      await sleep(pauseMs)
    }
  })
  try {
    await work()
  } finally {
    isDone = true
    await Promise.all(loops)
  }
  await everything()
  return result
}

/** A row from its creation to its end. */
async function askOnce({ release, words }: Load, result: LoadResult): Promise<void> {
  const { path, field } = words
  const ask = async (route: string, status: number, body?: object) => {
    result.requests++
    const answer = await release.ask(route, body === undefined ? {} : { body })
    if (answer.status === status) return answer
    result.failures.push(`${route} → ${answer.text || answer.status} ${release.faults.splice(0).join('; ')}`)
    return undefined
  }
  const created = await ask(`POST ${path}`, 201, words.values(nextNumber()))
  if (!created) return
  const { id } = created.body.data
  await ask(`GET ${path}/${id}`, 200)
  const values = words.values(nextNumber())
  await ask(`PATCH ${path}/${id}`, 200, values)
  const value = encodeURIComponent(String(values[field]))
  const found = await ask(`GET ${path}?${field}=${value}&sort=${field}`, 200)
  if (found && found.body.data.length !== 1) result.failures.push(`${field}=${value} found ${found.text}`)
  await ask(`PUT ${path}/${id}`, 200, words.values(nextNumber()))
  await ask(`DELETE ${path}/${id}`, 204)
}
