/** `lintel doctor`: looks at everything that a service needs, and says what to do about what is wrong. */
import type { Command } from 'commander'
import { latestSnapshot, readMigrations } from '../../database/migration/read-migrations.ts'
import { keptParts } from '../../plan/tables/kept-parts.ts'
import { tablesOf } from '../../plan/tables/tables-of.ts'
import { migrationsDirectory } from '../../service/project.ts'
import { ConfigurationError, describeSettings, type Mode } from '../../service/settings.ts'
import type { ApplicationModel } from '../../spec/model.ts'
import { checkConfiguration } from '../doctor/check-configuration.ts'
import { checkDatabase } from '../doctor/check-database.ts'
import { checkNode } from '../doctor/check-node.ts'
import { checkRowSecurity } from '../doctor/check-row-security.ts'
import { checkModel, checkSchema } from '../doctor/check-schema.ts'
import { type Finding, fail, ok } from '../doctor/finding.ts'
import { exitCode } from '../exit-code.ts'
import { reportOf } from '../failure-report.ts'
import { type OpenApplication, openApplication } from '../project/open-application.ts'
import { withProjectDatabase } from '../project/project-database.ts'
import { columns, counted, type Paint, paintFor, print, printJson } from '../terminal.ts'

interface Options {
  readonly json?: boolean
  readonly settings?: boolean
}

export function define(command: Command): void {
  command
    .description(
      'Check Node, configuration, database, migrations and schema. Exits 1 when something is wrong.',
    )
    .argument('[directory]', 'folder of the application', '.')
    .option('--settings', 'list every setting with its meaning and default instead')
    .option('--json', 'print the findings as JSON')
    .action(doctor)
}

async function doctor(directory: string, { json, settings }: Options): Promise<void> {
  const opened = await opening(directory)
  const mode: Mode = process.env.DATABASE_URL ? 'production' : 'development'
  if (settings) return listSettings(mode, opened, json === true)
  const findings = [checkNode(), ...('application' in opened ? await examine(opened, mode) : [opened])]
  if (json) printJson({ ok: !findings.some(isFailure), findings })
  else print(asText(findings, paintFor(process.stdout)))
  if (findings.some(isFailure)) process.exitCode = exitCode.refused
}

/** The application, or why it cannot be loaded: one finding among others. */
async function opening(directory: string): Promise<OpenApplication | Finding> {
  try {
    return await openApplication(directory)
  } catch (error) {
    const report = reportOf(error)
    if (report.exitCode === exitCode.misused) throw error
    return failureFinding('application', error)
  }
}

async function examine({ project, application }: OpenApplication, mode: Mode): Promise<readonly Finding[]> {
  const { model } = application
  const isDevelopment = mode === 'development'
  const found: Finding[] = [
    ok('application', describe(model)),
    ...checkConfiguration(application, mode, process.env),
  ]
  try {
    const migrations = await readMigrations(migrationsDirectory(project))
    const schema = keptParts(tablesOf(model), latestSnapshot(migrations))
    found.push(checkModel(schema, migrations, isDevelopment))
    await withProjectDatabase(project, async (client, address) => {
      found.push(...(await checkDatabase(client, address)))
      found.push(...(await checkSchema({ client, migrations, isDevelopment })))
      found.push(...(await checkRowSecurity({ client, migrations, security: schema.rowSecurity })))
    })
  } catch (error) {
    // An address that is none stands among the settings already.
    if (!(error instanceof ConfigurationError)) found.push(failureFinding('database', error))
  }
  return found
}

function failureFinding(check: string, error: unknown): Finding {
  const { message, hint, file, line, problems = [] } = reportOf(error)
  const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}  `
  const details = problems.map((problem) => {
    const at = problem.file === undefined ? '' : `${problem.file}:${problem.line ?? 1}  `
    return `\n${at}${problem.message} ${problem.hint ?? ''}`.trimEnd()
  })
  return fail(check, `${place}${message}${details.join('')}`, hint)
}

function describe({ name, version, entities, operations }: ApplicationModel): string {
  const parts = [
    counted(Object.keys(entities).length, 'entity', 'entities'),
    counted(Object.keys(operations).length, 'operation'),
  ]
  return `${name} ${version}: ${parts.join(', ')}.`
}

function isFailure({ state }: Finding): boolean {
  return state === 'fail'
}

const styles = { ok: 'green', warn: 'yellow', fail: 'red' } as const

function asText(findings: readonly Finding[], paint: Paint): string {
  const width = Math.max(...findings.map(({ check }) => check.length))
  const indent = ' '.repeat(width + 8)
  const lines = findings.flatMap(({ check, state, message, hint }) => [
    `${paint(styles[state], state.padEnd(4))}  ${check.padEnd(width)}  ${message.replaceAll('\n', `\n${indent}`)}`,
    ...(hint === undefined ? [] : [`${indent}${paint('dim', hint)}`]),
  ])
  const count = (state: Finding['state']) => findings.filter((each) => each.state === state).length
  return [...lines, '', `${count('ok')} ok, ${count('warn')} to look at, ${count('fail')} wrong`].join('\n')
}

function listSettings(mode: Mode, opened: OpenApplication | Finding, json: boolean): void {
  const own = 'application' in opened ? Object.values(opened.application.model.settings) : []
  const settings = [
    ...describeSettings(mode),
    ...own.map(({ name, description = '', optional }) => ({
      name,
      description,
      default: optional ? '' : 'required',
    })),
  ]
  if (json) printJson({ mode, settings })
  else print(columns(settings.map((each) => [each.name, each.default || '–', each.description])).join('\n'))
}
