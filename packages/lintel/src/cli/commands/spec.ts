/** `lintel spec`: prints the application model, from which everything else is derived. */
import type { Command } from 'commander'
import type { Application } from '../../spec/application.ts'
import { openApplication } from '../project/open-application.ts'
import { projectRelative } from '../project/project-relative.ts'
import { printJson } from '../terminal.ts'

export function define(command: Command): void {
  command
    .description('Print the application model as JSON: everything else is derived from it.')
    .argument('[directory]', 'folder of the application', '.')
    .option('--json', 'print JSON (it always does)')
    .action(async (directory: string) => {
      const { project, application } = await openApplication(directory)
      printJson(projectRelative<Application['model']>(application.model, project))
    })
}
