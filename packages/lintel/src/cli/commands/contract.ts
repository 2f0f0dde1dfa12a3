/** `lintel contract types`: the types that implementations of a contract are written against. */
import type { Command } from 'commander'
import type { ContractModel } from '../../plan/contract/contract-model.ts'
import { emitContractTypes } from '../../plan/types/contract-types.ts'
import { readContracts } from '../../service/contract-endpoints.ts'
import { exitCode } from '../exit-code.ts'
import { Failure } from '../failure.ts'
import { checkGenerated, type GeneratedFile, writeGenerated } from '../project/generated-file.ts'
import { openApplication } from '../project/open-application.ts'

export function define(command: Command): void {
  command
    .command('types')
    .description('Write <document>.types.ts beside each OpenAPI document that the application implements.')
    .argument('[directory]', 'folder of the application', '.')
    .option('--check', 'write nothing; only say whether the files are up to date')
    .action(types)
}

async function types(directory: string, { check }: { readonly check?: boolean }): Promise<void> {
  const { application } = await openApplication(directory)
  const files = [...(await readContracts(application)).values()].map(typesFile)
  if (files.length === 0) {
    throw new Failure('contract_missing', `The application ${application.name} implements no contract.`, {
      exitCode: exitCode.refused,
      hint: "Declare one: export const api = contract('openapi.yml'), in a module among the application's parts.",
    })
  }
  if (check) return checkGenerated(files, 'lintel contract types')
  for (const file of files) await writeGenerated(file)
}

/** `openapi.yml` → `openapi.types.ts` */
function typesFile(contract: ContractModel): GeneratedFile {
  return {
    file: `${contract.file.replace(/\.(ya?ml|json)$/i, '')}.types.ts`,
    text: emitContractTypes(contract),
  }
}
