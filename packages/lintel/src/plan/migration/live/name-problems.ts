/** Names that are still in use for older builds, or for what waits to be dropped. */
import type { DatabaseSchema, TableSchema } from '../../tables/database-schema.ts'
import { type PlanProblem, planProblem } from '../plan-problems.ts'
import { retiredColumns, standsOn } from './served-schema.ts'

/** Tables, views, indexes and keys share their names in PostgreSQL. */
export function nameProblems({
  before,
  to,
}: {
  readonly before: DatabaseSchema
  readonly to: DatabaseSchema
}): PlanProblem[] {
  const taken = new Map<string, string>()
  for (const bridge of before.bridges ?? []) {
    if (bridge.kind === 'view') taken.set(bridge.name, `the view ${bridge.name}`)
  }
  for (const table of Object.values(before.tables)) {
    for (const [name, what] of retiredNames(table)) taken.set(name, what)
  }
  return Object.values(to.tables).flatMap((table) =>
    namesOf(table).flatMap((name) => {
      const what = taken.get(name)
      return what === undefined
        ? []
        : [
            planProblem(
              'contract_first',
              `The name ${name} is needed for ${table.name}, but ${what} has it still.`,
            ),
          ]
    }),
  )
}

function namesOf({ name, constraints, indexes }: TableSchema): string[] {
  return [name, ...[...constraints, ...indexes].map((part) => part.name)]
}

function retiredNames(table: TableSchema): [string, string][] {
  const what = (kind: string, name: string) => [name, `the retired ${kind} ${name}`] as [string, string]
  if (table.retired) return namesOf(table).map((name) => what(`table ${table.name} with`, name))
  const columns = retiredColumns(table)
  return [
    ...table.constraints
      .filter((each) => standsOn(each, columns))
      .map(({ name }) => what('constraint', name)),
    ...table.indexes
      .filter((each) => each.retired || standsOn(each, columns))
      .map(({ name }) => what('index', name)),
  ]
}
