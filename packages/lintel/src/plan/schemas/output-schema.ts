/** The JSON Schema of what an operation gives. */
import type { ApplicationModel, JsonSchema, OperationModel } from '../../spec/model.ts'
import { rowSchema } from './entity-schema.ts'
import { valueSchema } from './value-schema.ts'

export function outputSchema(
  output: OperationModel['output'],
  model: Pick<ApplicationModel, 'entities'>,
): JsonSchema {
  if (!output) return { type: 'null' }
  if ('value' in output) return valueSchema(output.value)
  const entity = model.entities[output.entity]
  return entity ? rowSchema(entity) : {}
}
