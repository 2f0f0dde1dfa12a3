/** One run: a change by a contender, while the first release serves its customers. */

import { adminUrl, withClient } from '../harness/connection.ts'
import { planDatabase } from '../harness/temporary-database.ts'
import type { Change, ChangeName } from './changes/change.ts'
import type { Contender, ContenderName, NextRelease, PreparedMigration } from './contenders/contender.ts'
import { makeRequests } from './load/requests.ts'
import { checkNextRelease } from './release/check-next-release.ts'
import type { Setting } from './setting.ts'
import type { StageFigures } from './stage.ts'
import { DisturbedBaseline, measureUnderLoad, type UnderLoadFigures } from './under-load.ts'

export interface Measured {
  readonly outcome: 'measured'
  readonly stages: readonly StageFigures[]
  /** Why a migration failed, or what is wrong with its result; empty when all is as it should be. */
  readonly faults: readonly string[]
}

/** `refused`: the contender would not make this change at all. `disturbed`: the load failed without a migration. */
export interface NotMeasured {
  readonly outcome: 'refused' | 'disturbed'
  readonly reason: string
}

export type Run = (Measured | NotMeasured) & {
  readonly change: ChangeName
  readonly contender: ContenderName
}

type Place = Setting & { readonly databaseUrl: string }

/** Something else on the machine may disturb a run; more than this is no accident. */
const maxAttempts = 3

/** @throws Error when a server does not start, or a database cannot be made */
export async function runChange(change: Change, contender: Contender, setting: Setting): Promise<Run> {
  const who = { change: change.name, contender: contender.name }
  let prepared: PreparedMigration
  try {
    prepared = await contender.prepare(change, setting.releases)
  } catch (error) {
    return { ...who, outcome: 'refused', reason: (error as Error).message }
  }
  return { ...who, ...(await attempt(change, prepared, setting)) }
}

async function attempt(
  change: Change,
  prepared: PreparedMigration,
  setting: Setting,
): Promise<Measured | NotMeasured> {
  for (let count = 1; ; count++) {
    try {
      return await onOwnDatabase(setting, (on) => measure(change, prepared, on))
    } catch (error) {
      if (!(error instanceof DisturbedBaseline)) throw error
      if (count === maxAttempts) return { outcome: 'disturbed', reason: error.message }
    }
  }
}

async function onOwnDatabase<T>(setting: Setting, work: (on: Place) => Promise<T>): Promise<T> {
  const copyOf = setting.firstDatabase
  const database = planDatabase({ adminUrl, prefix: 'lintel_bench_run', copyOf })
  setting.cleanup.add(database.drop)
  await database.create()
  try {
    return await work({ ...setting, databaseUrl: database.url })
  } finally {
    await database.drop()
  }
}

async function measure(change: Change, prepared: PreparedMigration, on: Place): Promise<Measured> {
  const { migrate, next } = prepared
  const serving = on.firstRelease
  const requests = await makeRequests(on)
  const first = await measureUnderLoad({ ...on, stage: 'migrate', serving, requests, migrate })
  if (first.failure !== undefined) return measured([first], [])
  const faults = await findFaults(on.databaseUrl, change)
  if (!next) return measured([first], faults)
  return measureNext(next, change, { on, first, faults })
}

interface Earlier {
  readonly on: Place
  readonly first: UnderLoadFigures
  readonly faults: readonly string[]
}

/** The next release takes over, and what only the first one needed is removed. */
async function measureNext(next: NextRelease, change: Change, earlier: Earlier): Promise<Measured> {
  const { on, first, faults } = earlier
  const requests = await makeRequests({ ...on, ...noteFieldOf(change) })
  const nextFaults = await checkNextRelease(next.directory, { ...on, requests })
  const migrate = nextFaults.length === 0 ? await next.planContract() : undefined
  if (!migrate) return measured([first], [...faults, ...nextFaults])
  const serving = next.directory
  try {
    const second = await measureUnderLoad({ ...on, stage: 'contract', serving, requests, migrate })
    return measured([first, second], [...faults, ...(await findFaults(on.databaseUrl, change))])
  } catch (error) {
    // Not tried again: the contract is planned by now, and a second first stage would apply it too.
    return measured([first], [...faults, (error as Error).message])
  }
}

function noteFieldOf({ noteField }: Change) {
  return noteField === undefined ? {} : { noteField }
}

function measured(stages: readonly UnderLoadFigures[], faults: readonly string[]): Measured {
  const failures = stages.flatMap(({ stage, failure }) =>
    failure === undefined ? [] : [`${stage}: ${failure}`],
  )
  return { outcome: 'measured', stages, faults: [...failures, ...faults] }
}

async function findFaults(databaseUrl: string, { faults }: Change): Promise<string[]> {
  try {
    const { rows } = await withClient(databaseUrl, (client) =>
      client.query<[string]>({ text: faults, rowMode: 'array' }),
    )
    return rows.map(([fault]) => fault)
  } catch (error) {
    // What the change was to bring is not there.
    return [(error as Error).message]
  }
}
