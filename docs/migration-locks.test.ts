/** The locks that docs/migrations.md shows are those that plans declare, for every kind of change that is tried. */
import { expect, test } from 'vitest'
import type { LiveStatement, LiveStep } from '../packages/lintel/src/plan/migration/live/live-step.ts'
import { planContract } from '../packages/lintel/src/plan/migration/live/plan-contract.ts'
import { planMigration } from '../packages/lintel/src/plan/migration/live/plan-migration.ts'
import { isWaiting } from '../packages/lintel/src/plan/migration/live/served-schema.ts'
import { tablesOf } from '../packages/lintel/src/plan/tables/tables-of.ts'
import { lockModes } from '../packages/lintel/src/plan/verification/lock-modes.ts'
import { type Kind, modelOf } from '../packages/lintel/test/migrations/kind.ts'
import { columnKinds } from '../packages/lintel/test/migrations/kinds/columns.ts'
import { constraintKinds } from '../packages/lintel/test/migrations/kinds/constraints.ts'
import { renameKinds } from '../packages/lintel/test/migrations/kinds/renames.ts'
import { tableKinds } from '../packages/lintel/test/migrations/kinds/tables.ts'
import { typeKinds } from '../packages/lintel/test/migrations/kinds/types.ts'
import { plain, tablesUnder } from './checks/markdown.ts'
import { readPage } from './checks/pages.ts'

const kinds = [...columnKinds, ...constraintKinds, ...renameKinds, ...tableKinds, ...typeKinds]
const allowDataLoss = { allowDataLoss: true }

/** Everything that the change and its contracts run, there and back. */
function statementsOf({ from, to }: Kind): readonly LiveStatement[] {
  const [start, end] = [tablesOf(modelOf(from)), tablesOf(modelOf(to))]
  const steps: LiveStep[] = []
  let plan = planMigration({ from: start, to: end, number: 2, options: allowDataLoss })
  steps.push(...plan.steps)
  for (let number = 3; isWaiting(plan.to); number++) {
    plan = planContract({ from: plan.to, number, options: allowDataLoss })
    steps.push(...plan.steps)
  }
  return steps.flatMap(({ up, down }) => [...(up?.statements ?? []), ...(down?.statements ?? [])])
}

/** `ALTER TABLE … ADD COLUMN` is a form of every statement that has these words in this order. */
function isOf(form: string, sql: string): boolean {
  const words = form.split(' … ').map((each) => `${each.replaceAll(' ', '\\s+')}\\b`)
  return new RegExp(`^${words.join('[\\s\\S]*? ')}`).test(sql)
}

/** The longest form says most. */
function formOf(forms: readonly string[], sql: string): string {
  const own = forms.filter((form) => isOf(form, sql))
  return own.toSorted((one, other) => other.length - one.length)[0] ?? `none of ${sql.slice(0, 60)}`
}

const inOrder = (modes: Iterable<string>) => {
  const found = new Set(modes)
  return lockModes.filter((mode) => found.has(mode))
}

test('docs/migrations.md: every statement of plans, with its locks', async () => {
  const [table] = tablesUnder((await readPage('docs/migrations.md')).text, 'Statements and their locks')
  const rows = table?.rows ?? []
  const documented = new Map(
    rows.map(([form, locks = '']) => [
      plain(form),
      inOrder([...locks.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')),
    ]),
  )
  const planned = new Map<string, Set<string>>()
  for (const { sql, locks } of kinds.flatMap(statementsOf)) {
    const form = formOf([...documented.keys()], sql)
    const modes = planned.get(form) ?? new Set()
    for (const { mode } of locks) modes.add(mode)
    planned.set(form, modes)
  }
  const found = [...planned].map(([form, modes]) => [form, inOrder(modes)] as const)
  expect(new Map(found)).toEqual(documented)
})
