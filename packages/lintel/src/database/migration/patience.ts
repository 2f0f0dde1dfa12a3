/** Runs a piece of a step again while others hold the locks it needs, and says who they are. */
import { blockersOf, blockerWords, tablesNamed } from './lock-blockers.ts'
import { MigrationError } from './migration-error.ts'
import { isContention, retrying } from './retry.ts'
import type { StepRun } from './run-step.ts'
import { defaultLimits } from './step-limits.ts'

/**
 * Tries `work` again while locks are not to be had; who holds them is told each time, and in the error at the end.
 *
 * @throws MigrationError `migration_blocked` after `retryForMs`; what `work` throws for another reason
 */
export async function patiently<T>(
  run: Pick<StepRun, 'client' | 'step' | 'place' | 'retryForMs' | 'onProgress' | 'script'>,
  work: (attempt: number) => Promise<T>,
) {
  const { client, step, place, script, retryForMs = defaultLimits.retryForMs, onProgress } = run
  const blockers = () => blockersOf(client, tablesNamed(step.statements.map(({ text }) => text)))
  try {
    return await retrying<T>(
      {
        forMs: retryForMs,
        async onRetry(attempt) {
          onProgress({ event: 'step-blocked', ...place, attempt, blockers: await blockers() })
        },
      },
      work,
    )
  } catch (error) {
    if (!isContention(error) || retryForMs === 0) throw error
    const who = (await blockers()).map(blockerWords)
    const held = who.length === 0 ? '' : ` Open now: ${who.join(', ')}.`
    const { line } = step.statements[0] ?? { line: 1 }
    const message = `${script.file}:${line} No lock within ${Math.round(retryForMs / 1000)} s.${held}`
    throw new MigrationError('migration_blocked', message, { file: script.file, line, cause: error })
  }
}
