/** What `lintel access test` does and says. */

import type { Application } from '../../spec/application.ts'
import { AccessTest, type AccessTestReport } from '../../testing/access/access-test.ts'
import { type MutationReport, mutateAccess } from '../../testing/access/mutation-run.ts'
import { cellText } from '../../testing/access/verdicts.ts'
import { columns, complain, counted } from '../terminal.ts'

export interface TestCommandOptions {
  readonly rows: number
  readonly seed: number
}

/** Of mutants, so many must be caught. */
export const caughtShare = 0.99

/** The environment's settings: an application may need some of its own to start. */
function settings(): Record<string, string> {
  const { DATABASE_URL: _database, PORT: _port, ...others } = process.env
  return Object.fromEntries(
    Object.entries(others).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

export async function runTests(
  application: Application,
  { rows, seed }: TestCommandOptions,
): Promise<AccessTestReport> {
  const test = await AccessTest.prepare(application, { rows, seed, environment: settings() })
  try {
    return await test.run()
  } finally {
    await test.end()
  }
}

/** Says of each mutant as it is tried which cell noticed it. */
export function runMutants(
  application: Application,
  { rows, seed }: TestCommandOptions,
): Promise<MutationReport> {
  return mutateAccess(application, {
    rows,
    seed,
    environment: settings(),
    onMutant: (name, caughtBy) => complain(`${name}\n  ${caughtBy === undefined ? 'NOT CAUGHT' : caughtBy}`),
  })
}

export function testText({ cells, wrong, doors, untried }: AccessTestReport): string {
  return [
    ...columns(Object.entries(doors).map(([door, count]) => [door, String(count)])),
    ...Object.entries(untried).map(([reason, count]) => `not tried (${count}): ${reason}`),
    ...wrong.map((cell) => `WRONG ${cellText(cell)}`),
    `${counted(cells, 'cell')}, ${wrong.length} wrong`,
  ].join('\n')
}

export function mutantsText({ mutants, caught, survived, equivalent }: MutationReport): string {
  return [
    ...equivalent.map((name) => `the same rule in other words: ${name}`),
    ...survived.map((name) => `NOT CAUGHT ${name}`),
    `${caught} of ${counted(mutants, 'mutant')} caught`,
  ].join('\n')
}
