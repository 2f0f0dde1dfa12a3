/** What the tests of the linter share. */
import { fileURLToPath } from 'node:url'
import type { LintedScript, LintFinding } from './lint-finding.ts'
import { lintMigration } from './lint-migration.ts'

/** This repository: its own `squawk-cli` is the one that is tested. */
export const project = { directory: fileURLToPath(new URL('../../../../..', import.meta.url)) }

export const file = 'migrations/0002-change/up.sql'

export function lint(sql: string, more: Partial<LintedScript> = {}): Promise<readonly LintFinding[]> {
  return lintMigration({ project, script: { file, sql, ...more } })
}

/** `3 ban-drop-table`: the line and the rule of each finding. */
export async function found(sql: string, more?: Partial<LintedScript>): Promise<readonly string[]> {
  return (await lint(sql, more)).map(({ line, rule }) => `${line} ${rule}`)
}
