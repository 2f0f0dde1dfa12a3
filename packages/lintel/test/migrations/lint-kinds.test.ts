/** What is planned passes what is asked of migrations that people write, and its scripts are what its plan.json says. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lintMigration } from '../../src/cli/lint/lint-migration.ts'
import { readMigrations, writeMigration } from '../../src/database/migration/read-migrations.ts'
import { isHandWritten, readPlan } from '../../src/database/migration/read-plan.ts'
import { migrationFiles } from '../../src/plan/migration/migration-files.ts'
import { columnKinds } from './kinds/columns.ts'
import { constraintKinds } from './kinds/constraints.ts'
import { renameKinds } from './kinds/renames.ts'
import { tableKinds } from './kinds/tables.ts'
import { typeKinds } from './kinds/types.ts'
import { plansOf } from './plans-of.ts'

const project = { directory: fileURLToPath(new URL('../../../..', import.meta.url)) }
const kinds = [...columnKinds, ...renameKinds, ...typeKinds, ...constraintKinds, ...tableKinds]

/** What squawk objects to all the same, and why it stays. */
const answers: readonly { readonly said: RegExp; readonly because: string }[] = [
  {
    said: /up\.sql.* renaming-table: /,
    because: 'older builds find it as a view, made in the same transaction',
  },
  {
    said: /up\.sql.* renaming-column: .* TO "\w+__(old|dropped)";$/,
    because: 'the column that takes its name comes in the same transaction, and a trigger keeps both in step',
  },
  {
    said: /up\.sql.* renaming-column: ALTER TABLE "\w+" RENAME COLUMN "\w+__new" TO /,
    because: 'no build knows it',
  },
  {
    said: /up\.sql.* renaming-column: ALTER TABLE "remarks(_tags)?" /,
    because: 'of a renamed table, whose view has the old name of the column too',
  },
  {
    said: /down\.sql.* adding-not-nullable-field: .* ALTER COLUMN "thing" SET NOT NULL;$/,
    because: 'a check of the same column under the name that it had is validated before',
  },
  {
    said: / ADD COLUMN "thing" date NOT NULL DEFAULT \(now\(\) AT TIME ZONE 'UTC'\)::date;$/,
    because: 'it is stable',
  },
  {
    said: /up\.sql.* changing-column-type: .* TYPE numeric\(12,2\);$/,
    because: 'more digits before the point rewrite nothing',
  },
  // Two objections are right: these ways back write every row anew.
  {
    said: /down\.sql.* changing-column-type: .* TYPE numeric\(8,2\) USING /,
    because: 'to be planned otherwise',
  },
  {
    said: /down\.sql.* ADD COLUMN "thing__dropped" .* DEFAULT gen_random_uuid\(\)/,
    because: 'to be planned otherwise',
  },
]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-planned-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe.each(kinds)('$name', (kind) => {
  test('is planned without an error of the linter', { timeout: 60_000 }, async () => {
    const directory = await mkdtemp(join(folder, 'kind-'))
    for (const plan of plansOf(kind))
      await writeMigration(directory, migrationFiles(plan, `n ${plan.number}`))
    const found: string[] = []
    for (const migration of await readMigrations(directory)) {
      const plan = await readPlan(migration)
      for (const direction of ['up', 'down'] as const) {
        expect(isHandWritten(migration, direction, plan)).toBe(false)
        const { sql = '' } = migration[direction] ?? {}
        const file = `${migration.folder}/${direction}.sql`
        const findings = await lintMigration({ project, script: { file, sql, direction } })
        const errors = findings.filter(({ severity }) => severity === 'error')
        const said = errors.map(({ rule, line }) => `${file}:${line} ${rule}: ${sql.split('\n')[line - 1]}`)
        found.push(...said.filter((each) => !answers.some(({ said }) => said.test(each))))
      }
    }
    expect(found).toEqual([])
  })
})
