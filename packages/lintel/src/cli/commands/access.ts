/** `lintel access`: what the rules of access cost. */
import { type Command, InvalidArgumentError } from 'commander'
import { type CostOptions, costOfPolicies, costText } from '../access/cost.ts'
import { exitCode } from '../exit-code.ts'
import { openApplication } from '../project/open-application.ts'
import { print, printJson } from '../terminal.ts'

export function define(command: Command): void {
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
}

async function cost(directory: string, { json, ...options }: CostOptions & { readonly json?: boolean }) {
  const costs = await costOfPolicies(await openApplication(directory), options)
  if (json) printJson({ policies: costs })
  else print(costText(costs))
  if (costs.some(({ missing }) => missing.length > 0)) process.exitCode = exitCode.refused
}

function whole(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a whole number, 0 or more.')
}
