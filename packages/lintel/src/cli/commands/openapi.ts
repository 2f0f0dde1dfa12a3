/** `lintel openapi`: prints the OpenAPI document, or writes it to a file. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { applicationDocument } from '../project/application-document.ts'
import { checkGenerated, writeGenerated } from '../project/generated-file.ts'
import { openApplication } from '../project/open-application.ts'
import { print } from '../terminal.ts'

interface Options {
  readonly output?: string
  readonly check?: boolean
  readonly serverUrl?: string
}

export function define(command: Command): void {
  command
    .description('Print the OpenAPI 3.1 document as JSON.')
    .argument('[directory]', 'folder of the application', '.')
    .option('--output <file>', 'write it to a file instead')
    .option('--check', 'with --output: only say whether the file is up to date')
    .option('--server-url <url>', 'where the application is reached, for "servers"')
    .option('--json', 'print JSON (it always does)')
    .action(openapi)
}

async function openapi(directory: string, { output, check, serverUrl }: Options): Promise<void> {
  const { application } = await openApplication(directory)
  const document = await applicationDocument(application, serverUrl === undefined ? {} : { serverUrl })
  const text = JSON.stringify(document, null, 2)
  if (output === undefined) return print(text)
  const generated = { file: resolve(output), text: `${text}\n` }
  if (check) return checkGenerated([generated], `lintel openapi --output ${output}`)
  return writeGenerated(generated)
}
