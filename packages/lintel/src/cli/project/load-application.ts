/** Loads the application that a project declares. */
import { pathToFileURL } from 'node:url'
import { ContractError } from '../../plan/contract/contract-error.ts'
import { Application } from '../../spec/application.ts'
import { SpecificationError } from '../../spec/specification-error.ts'
import { Failure } from '../failure.ts'
import { loadingPlace } from './error-place.ts'
import type { OpenProject } from './open-project.ts'
import { readTypeScript } from './typescript-loader.ts'

/** @throws SpecificationError, or Failure with the line at fault where it is known */
export async function loadApplication(project: OpenProject): Promise<Application> {
  const { entry } = project
  await readTypeScript(entry)
  const loaded = await importEntry(project)
  if (loaded.default instanceof Application) return loaded.default
  if (isApplicationOfAnotherCopy(loaded.default)) {
    throw new Failure(
      'framework_twice',
      `${entry} was declared with another copy of lintel than this command's.`,
      {
        hint: 'Run the command of the same installation: npx lintel …, in the folder of the application.',
      },
    )
  }
  throw new Failure('application_not_exported', `${entry} has no application as its default export.`, {
    hint: "Write: export default application('name', { parts: […] }).",
  })
}

async function importEntry(project: OpenProject): Promise<{ readonly default?: unknown }> {
  try {
    return await import(pathToFileURL(project.entry).href)
  } catch (error) {
    if (error instanceof SpecificationError || error instanceof ContractError) throw error
    const { message, at } = loadingPlace(error, project)
    throw new Failure('application_broken', `The application cannot be loaded: ${message}`, {
      ...(at ? { at } : {}),
      cause: error,
    })
  }
}

function isApplicationOfAnotherCopy(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'application'
}
