/** What a run would do, without doing it. */
import type { Direction } from '../../database/migration/ledger.ts'
import type { Migration } from '../../database/migration/migration.ts'
import type { MigrationStatus } from '../../database/migration/migration-status.ts'
import { readScript, type ScriptStep } from '../../database/migration/read-script.ts'

export interface DryRun {
  readonly folder: string
  readonly steps: readonly Pick<ScriptStep, 'title' | 'mode' | 'statements'>[]
}

interface Question {
  readonly status: MigrationStatus
  readonly migrations: readonly Migration[]
  readonly direction: Direction
  /** The last one that would be applied then. */
  readonly to?: number | undefined
  readonly steps?: number | undefined
}

/** @throws MigrationError of the history, or of a script that cannot be read */
export function dryRun({ status, migrations, direction, to, steps = 1 }: Question): DryRun[] {
  if (status.problem) throw status.problem
  const { unfinished } = status
  const last = migrations.length - status.pending
  const top = Math.max(last, unfinished?.number ?? 0)
  const target = to ?? (direction === 'up' ? migrations.length : Math.max(top - steps, 0))
  const chosen =
    direction === 'up'
      ? migrations.filter(({ number }) => number > last && number <= target)
      : migrations.filter(({ number }) => number <= top && number > target).toReversed()
  return chosen.map((migration) => {
    const script = migration[direction]
    const all = script ? readScript(script).steps : []
    const isHere = unfinished?.number === migration.number
    const done = !isHere
      ? 0
      : unfinished.direction === direction
        ? unfinished.stepsDone
        : all.length - unfinished.stepsDone
    return { folder: migration.folder, steps: all.slice(done).filter(({ mode }) => mode !== 'empty') }
  })
}

export function dryRunText(runs: readonly DryRun[]): string {
  if (runs.length === 0) return 'Nothing to run.'
  return runs
    .flatMap(({ folder, steps }) => [
      folder,
      ...steps.flatMap(({ title, mode, statements }) => [
        `  ${title === '' ? 'hand-written' : title} (${mode})`,
        ...statements.map(({ text }) => `${text.replaceAll(/^/gm, '      ')};`),
      ]),
    ])
    .join('\n')
}
