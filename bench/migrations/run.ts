/** One run: a change by a contender, while the first release serves its customers. */

import { adminUrl, withClient } from '../harness/connection.ts'
import { planDatabase } from '../harness/temporary-database.ts'
import type { Change, ChangeName } from './changes/change.ts'
import type { Contender, ContenderName, NextRelease, PreparedMigration } from './contenders/contender.ts'
import { makeRequests } from './load/requests.ts'
import { checkNextRelease } from './release/check-next-release.ts'
import type { Setting } from './setting.ts'
import type { StageFigures } from './stage.ts'
import { measureUnderLoad, type UnderLoadFigures } from './under-load.ts'

export interface Measured {
  readonly outcome: 'measured'
  readonly stages: readonly StageFigures[]
  /** Why a migration failed, or what is wrong with its result; empty when all is as it should be. */
  readonly faults: readonly string[]
}

/** It would not make this change at all. */
export interface Refused {
  readonly outcome: 'refused'
  readonly reason: string
}

export type Run = (Measured | Refused) & { readonly change: ChangeName; readonly contender: ContenderName }

type Place = Setting & { readonly databaseUrl: string }

/** @throws Error when it cannot be measured: the server does not start, or the load fails without a migration */
export async function runChange(change: Change, contender: Contender, setting: Setting): Promise<Run> {
  const who = { change: change.name, contender: contender.name }
  let prepared: PreparedMigration
  try {
    prepared = await contender.prepare(change, setting.releases)
  } catch (error) {
    return { ...who, outcome: 'refused', reason: (error as Error).message }
  }
  const copyOf = setting.firstDatabase
  const database = planDatabase({ adminUrl, prefix: 'lintel_bench_run', copyOf })
  setting.cleanup.add(database.drop)
  await database.create()
  try {
    return { ...who, ...(await measure(change, prepared, { ...setting, databaseUrl: database.url })) }
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
async function measureNext(
  next: NextRelease,
  { noteField }: Change,
  { on, first, faults }: Earlier,
): Promise<Measured> {
  const requests = await makeRequests({ ...on, ...(noteField === undefined ? {} : { noteField }) })
  const nextFaults = await checkNextRelease(next.directory, { ...on, requests })
  const migrate = nextFaults.length === 0 ? await next.planContract() : undefined
  if (!migrate) return measured([first], [...faults, ...nextFaults])
  const serving = next.directory
  const second = await measureUnderLoad({ ...on, stage: 'contract', serving, requests, migrate })
  return measured([first, second], faults)
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
