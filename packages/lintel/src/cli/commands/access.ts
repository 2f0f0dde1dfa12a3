/** `lintel access`: what the rules of access let whom do and why, what they cost, and whether they are held. */
import { type Command, InvalidArgumentError } from 'commander'
import { derivedOperations } from '../../plan/access/derived-operations.ts'
import { type AccessMatrix, accessMatrix } from '../../plan/access/explanation/access-matrix.ts'
import { readContracts } from '../../service/contract-endpoints.ts'
import { type CostOptions, costOfPolicies, costText } from '../access/cost.ts'
import {
  caughtShare,
  mutantsText,
  runMutants,
  runTests,
  type TestCommandOptions,
  testText,
} from '../access/derived-tests.ts'
import { type ExplainOptions, explainAccess } from '../access/explain.ts'
import { explainText } from '../access/explain-text.ts'
import { matrixText } from '../access/matrix-text.ts'
import { exitCode } from '../exit-code.ts'
import { Failure } from '../failure.ts'
import { openApplication } from '../project/open-application.ts'
import { projectRelative } from '../project/project-relative.ts'
import { paintFor, print, printJson } from '../terminal.ts'

export function define(command: Command): void {
  command
    .command('explain')
    .description(
      'Say which rule admits or denies a caller, and what would have to change. Exits 1 where it is denied.',
    )
    .argument('[directory]', 'folder of the application', '.')
    .option('--as <who>', 'who calls: anonymous, user:<id> or user:<e-mail address>')
    .option('--operation <name>', 'what is called: "PATCH /orders/{id}", orders.update, placeOrder')
    .option('--row <id>', 'the row that it is about (default: any)')
    .option('--field <name>', 'a field of it that is read or written')
    .option('--role <name>', 'as if the caller had this role and not its own; repeatable', several)
    .option('--scope <name>', 'as with credentials that are limited to this; repeatable', several)
    .option('--json', 'print the result as JSON')
    .action(explain)
  command
    .command('matrix')
    .description('Show who may do what with which rows and fields, by the rules alone: no database is asked.')
    .argument('[directory]', 'folder of the application', '.')
    .option('--json', 'print every cell as JSON')
    .action(matrix)
  command
    .command('cost')
    .description(
      'Show what each policy costs on generated rows, in a database that is thrown away. Exits 1 where an index is missing.',
    )
    .argument('[directory]', 'folder of the application', '.')
    .option('--rows <count>', 'rows to generate for each table (default: 2000)', whole, 2_000)
    .option('--seed <number>', 'for other rows; the same seed gives the same (default: 1)', whole, 1)
    .option('--json', 'print the result as JSON')
    .action(cost)
  command
    .command('test')
    .description(
      'Ask the application by every door, as every kind of caller, on generated rows. Exits 1 where an answer is not what the rules say.',
    )
    .argument('[directory]', 'folder of the application', '.')
    .option('--mutants', 'weaken each rule in turn, and exit 1 unless the tests notice 99 % of them')
    .option('--rows <count>', 'rows to generate for each table (default: 24)', whole, 24)
    .option('--seed <number>', 'for other rows; the same seed gives the same (default: 1)', whole, 1)
    .option('--json', 'print the result as JSON')
    .action(test)
}

interface ExplainFlags extends Omit<ExplainOptions, 'as' | 'operation'> {
  readonly as?: string
  readonly operation?: string
  readonly json?: boolean
}

async function explain(directory: string, { json, as, operation, ...options }: ExplainFlags): Promise<void> {
  if (as === undefined) throw missing('--as', 'anonymous, user:<id> or user:<e-mail address>')
  if (operation === undefined)
    throw missing('--operation', '"PATCH /orders/{id}", orders.update or placeOrder')
  const explained = await explainAccess(await openApplication(directory), { as, operation, ...options })
  if (json) printJson(explained)
  else print(explainText(explained, paintFor(process.stdout)))
  if (explained.verdict === 'denied') process.exitCode = exitCode.refused
}

async function matrix(directory: string, { json }: { readonly json?: boolean }): Promise<void> {
  const { project, application } = await openApplication(directory)
  const operations = derivedOperations(application.model, await readContracts(application))
  const whole = projectRelative<AccessMatrix>(accessMatrix(application.model, operations), project)
  if (json) printJson(whole)
  else print(matrixText(whole, paintFor(process.stdout)))
}

function missing(option: string, values: string): Failure {
  return new Failure('option_missing', `${option} is not given.`, {
    exitCode: exitCode.misused,
    hint: `Say ${option} ${values}.`,
  })
}

function several(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

async function cost(directory: string, { json, ...options }: CostOptions & { readonly json?: boolean }) {
  const costs = await costOfPolicies(await openApplication(directory), options)
  if (json) printJson({ policies: costs })
  else print(costText(costs))
  if (costs.some(({ missing }) => missing.length > 0)) process.exitCode = exitCode.refused
}

interface TestFlags extends TestCommandOptions {
  readonly mutants?: boolean
  readonly json?: boolean
}

async function test(directory: string, { mutants, json, ...options }: TestFlags): Promise<void> {
  const { application } = await openApplication(directory)
  if (mutants) {
    const report = await runMutants(application, options)
    if (json) printJson(report)
    else print(mutantsText(report))
    if (report.caught < report.mutants * caughtShare) process.exitCode = exitCode.refused
    return
  }
  const report = await runTests(application, options)
  if (json) printJson(report)
  else print(testText(report))
  if (report.wrong.length > 0) process.exitCode = exitCode.refused
}

function whole(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a whole number, 0 or more.')
}
