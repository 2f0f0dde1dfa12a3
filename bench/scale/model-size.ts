/** The model of the generated application: whether it is as large as it should be, and how large that is. */

import type { Application, ApplicationModel } from 'lintel'
import { moduleOf } from './places.ts'

export interface ModelSize {
  readonly entities: number
  /** With the three or four that every entity has by itself. */
  readonly fields: number
  readonly resources: number
  readonly policies: number
  readonly operations: number
  /** As JSON. */
  readonly bytes: number
}

/** The model that the compiled application gives. */
export async function loadModel(): Promise<ApplicationModel> {
  const { default: application } = (await import(moduleOf('compiled', 'application'))) as {
    default: Application
  }
  return application.model
}

/** @throws Error when the generator has written another application than the one that is spoken of */
export function sizeOf(model: ApplicationModel): ModelSize {
  const entities = Object.values(model.entities)
  const all = Object.values(model.resources)
  const resources = all.filter(({ path }) => path !== null).length
  const operations = Object.keys(model.operations).length
  if (entities.length !== 100 || resources !== 60 || operations !== 300) {
    throw new Error(
      `The application has ${entities.length} entities, ${resources} resources, ${operations} operations.`,
    )
  }
  return {
    entities: entities.length,
    fields: entities.reduce((sum, { fields }) => sum + Object.keys(fields).length, 0),
    resources,
    policies: all.length - resources,
    operations,
    bytes: Buffer.byteLength(JSON.stringify(model)),
  }
}

/** A list that asks for every relation that its resource offers. */
export function listToAsk(model: ApplicationModel): string {
  const [resource] = Object.values(model.resources).filter(
    ({ path, include }) => path !== null && include.length === 3,
  )
  if (!resource) throw new Error('No resource offers three includes.')
  return `${model.prefix}${resource.path}?include=${resource.include.join(',')}&sort=-createdAt&limit=20`
}
