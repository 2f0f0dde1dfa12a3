/** `lintel asyncapi`: prints the AsyncAPI document, or writes it to a file. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { asyncApiDocument } from '../../plan/asyncapi/document.ts'
import { Failure } from '../failure.ts'
import { checkGenerated, writeGenerated } from '../project/generated-file.ts'
import { openApplication } from '../project/open-application.ts'
import { print } from '../terminal.ts'

interface Options {
  readonly output?: string
  readonly check?: boolean
}

export function define(command: Command): void {
  command
    .description(
      'Print the AsyncAPI 3.0 document as JSON: events that leave the application, or come from others.',
    )
    .argument('[directory]', 'folder of the application', '.')
    .option('--output <file>', 'write it to a file instead')
    .option('--check', 'with --output: only say whether the file is up to date')
    .option('--json', 'print JSON (it always does)')
    .action(asyncapi)
}

async function asyncapi(directory: string, { output, check }: Options): Promise<void> {
  const { application } = await openApplication(directory)
  const document = asyncApiDocument(application.model)
  if (!document) {
    throw new Failure('events_none', 'This application publishes no events, and takes none of others.', {
      hint: "Publish one: event('order.placed', { …, publish: true }).",
    })
  }
  const text = JSON.stringify(document, null, 2)
  if (output === undefined) return print(text)
  const generated = { file: resolve(output), text: `${text}\n` }
  if (check) return checkGenerated([generated], `lintel asyncapi --output ${output}`)
  return writeGenerated(generated)
}
