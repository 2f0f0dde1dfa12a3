/** A project with its application loaded: what most commands begin with. */
import type { Application } from '../../spec/application.ts'
import { loadEnvironment } from './environment.ts'
import { loadApplication } from './load-application.ts'
import { type OpenProject, openProject } from './open-project.ts'

export interface OpenApplication {
  readonly project: OpenProject
  readonly application: Application
}

/** @throws Failure, SpecificationError */
export async function openApplication(directory: string): Promise<OpenApplication> {
  const project = await openProject(directory)
  // First, because a module of the application may read the environment while it loads.
  await loadEnvironment(project)
  return { project, application: await loadApplication(project) }
}
