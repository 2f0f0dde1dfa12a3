/** Statements about events: made by name, run without a principal. */
import type { Executor } from '../access-context.ts'
import type { ResultRow } from '../result-row.ts'
import type { NamedStatement } from '../statement-cache.ts'

/** @param names  what stands for `$1`, `$2` … */
export function named(name: string, names: readonly string[], text: string): NamedStatement {
  return { name: `l_events_${name}`, slots: names.map((each) => ({ from: 'argument', name: each })), text }
}

export function run(
  executor: Executor,
  statement: NamedStatement,
  values: Readonly<Record<string, unknown>> = {},
): Promise<readonly ResultRow[]> {
  return executor.write(statement, { principal: null, values })
}
