/** Migrations for tests, without a folder: from SQL, or from a plan. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { MigrationPlan } from '../../plan/migration/live/plan-migration.ts'
import { migrationFiles } from '../../plan/migration/migration-files.ts'
import { checksumOf, type Migration } from './migration.ts'
import { MigrationError } from './migration-error.ts'
import type { MigrationProgress, OnProgress } from './migration-progress.ts'

/** @param down  `null`: there is no way back */
export function scriptMigration(
  number: number,
  name: string,
  up: string,
  down: string | null = '',
): Migration {
  const folder = `${String(number).padStart(4, '0')}-${name}`
  return {
    number,
    name,
    folder,
    up: { file: `migrations/${folder}/up.sql`, sql: up },
    ...(down === null ? {} : { down: { file: `migrations/${folder}/down.sql`, sql: down } }),
    checksum: checksumOf(up, down ?? ''),
  }
}

/** The migration whose files a plan would be written to. */
export function plannedMigration(plan: MigrationPlan): Migration {
  const { files } = migrationFiles(plan, 'planned')
  const migration = scriptMigration(plan.number, 'planned', files['up.sql'] ?? '', files['down.sql'])
  return { ...migration, snapshot: plan.to }
}

/** The error that stops it; a test fails where nothing does. */
export async function refusal(work: Promise<unknown>): Promise<MigrationError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(MigrationError)
  return error as MigrationError
}

export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await holds()) return
    await sleep(20)
  }
  throw new Error('waited 4 s in vain')
}

type Told<Event extends MigrationProgress['event']> = Extract<MigrationProgress, { readonly event: Event }>

/** Keeps what a runner tells of one kind. */
export function keeping<Event extends MigrationProgress['event']>(
  event: Event,
): { readonly told: Told<Event>[]; readonly onProgress: OnProgress } {
  const told: Told<Event>[] = []
  return {
    told,
    onProgress(progress) {
      if (progress.event === event) told.push(progress as Told<Event>)
    },
  }
}
