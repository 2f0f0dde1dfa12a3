/** The validator of contracts: JSON Schema 2020-12 with the formats of OpenAPI. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { bundledSchema, type SchemaSource } from './bundled-schema.ts'
import type { JsonSchema } from './json.ts'

/** Takes schemas as OpenAPI writes them; formats it does not know are notes, as the standard says. */
export function contractAjv(): Ajv2020 {
  // `parseContract` has held every schema against the meta-schema already.
  const ajv = new Ajv2020({ strict: false, logger: false, useDefaults: true, validateSchema: false })
  addFormats.default(ajv)
  return ajv
}

export interface SchemaToCompile {
  readonly contract: SchemaSource
  readonly schema: JsonSchema
  readonly ajv: Ajv2020
}

/** @returns a validator that also fills in the defaults of absent properties */
export function compileSchema({ contract, schema, ajv }: SchemaToCompile): ValidateFunction {
  return ajv.compile(bundledSchema(contract, schema))
}
