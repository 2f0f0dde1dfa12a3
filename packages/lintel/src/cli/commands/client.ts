/** `lintel client`: the types of a client for `openapi-fetch`. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { emitOpenApiTypes } from '../../plan/types/openapi-types.ts'
import { applicationDocument } from '../project/application-document.ts'
import { checkGenerated, writeGenerated } from '../project/generated-file.ts'
import { openApplication } from '../project/open-application.ts'
import { print } from '../terminal.ts'

interface Options {
  readonly output?: string
  readonly check?: boolean
}

export function define(command: Command): void {
  command
    .description('Print the types of a client: createClient<paths>() of openapi-fetch takes them.')
    .argument('[directory]', 'folder of the application', '.')
    .option('--output <file>', 'write them to a file instead, such as src/client.ts')
    .option('--check', 'with --output: only say whether the file is up to date')
    .action(client)
}

async function client(directory: string, { output, check }: Options): Promise<void> {
  const { application } = await openApplication(directory)
  const text = emitOpenApiTypes(await applicationDocument(application), {
    source: `the application ${application.name}`,
  })
  if (output === undefined) return print(text.trimEnd())
  const generated = { file: resolve(output), text }
  if (check) return checkGenerated([generated], `lintel client --output ${output}`)
  return writeGenerated(generated)
}
