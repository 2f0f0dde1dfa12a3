/** Whether the derived tests notice a rule that is too weak: each is weakened in turn on the running server. */
import { accessMutants } from '../../plan/access/access-mutants.ts'
import type { Application } from '../../spec/application.ts'
import { AccessTest, type AccessTestOptions } from './access-test.ts'
import { cellText } from './verdicts.ts'

export interface MutationOptions extends AccessTestOptions {
  /** Told of each mutant once it is tried: the cell that was wrong, if one was. */
  readonly onMutant?: (name: string, caughtBy: string | undefined) => void
  /** Of all mutants, every one with such a number modulo this; for a test that takes a sample (default 1: all). */
  readonly everyNth?: number
}

export interface MutationReport {
  readonly mutants: number
  readonly caught: number
  /** Names of those that no cell told from the model. */
  readonly survived: readonly string[]
  /** Names of those that decide everything as the model does. */
  readonly equivalent: readonly string[]
}

export async function mutateAccess(
  application: Application,
  { onMutant, everyNth = 1, ...options }: MutationOptions = {},
): Promise<MutationReport> {
  const survived: string[] = []
  const test = await AccessTest.prepare(application, options)
  try {
    // Where the rules stand in the database, too, those would hide what the statements forget.
    const { rowSecurity: _, ...model } = application.model
    const { mutants, equivalent } = accessMutants(model, test.guarded)
    const chosen = mutants.filter((_mutant, at) => at % everyNth === 0)
    for (const { name, model, of } of chosen) {
      const { wrong } = await test.run(model, { stopsAtFirst: true, ...(of ? { first: of } : {}) })
      const [cell] = wrong
      if (!cell) survived.push(name)
      onMutant?.(name, cell && cellText(cell))
    }
    return { mutants: chosen.length, caught: chosen.length - survived.length, survived, equivalent }
  } finally {
    await test.end()
  }
}
