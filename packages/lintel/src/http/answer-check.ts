/** Holds what handlers answer to the schemas of the contract: in development and tests. */
import { bundledSchema } from '../plan/contract/bundled-schema.ts'
import { contentKind } from '../plan/contract/content-kind.ts'
import type { ContractHeader, ContractModel, ContractOperation } from '../plan/contract/contract-model.ts'
import type { JsonSchema } from '../plan/contract/json.ts'
import { type Validate, validator } from '../plan/schemas/validator.ts'
import type { ProblemDetail } from '../spec/problem.ts'

type Errors = readonly ProblemDetail[] | undefined

export interface AnswerCheck {
  /**
   * @param key        of `responses`, such as `4XX`
   * @param mediaType  of its `content`
   */
  body(key: string, mediaType: string, body: unknown): Errors
  headers(key: string, headers: Readonly<Record<string, unknown>>): Errors
}

export function answerCheck(contract: ContractModel, operation: ContractOperation): AnswerCheck {
  const validators = new Map<JsonSchema, Validate>()
  const check = (schema: JsonSchema, value: unknown): Errors => {
    const validate = validators.get(schema) ?? validator(bundledSchema(contract, schema))
    validators.set(schema, validate)
    return validate(value)
  }
  return {
    body: (key, mediaType, body) => {
      const schema = operation.responses[key]?.content[mediaType]?.schema
      const kind = contentKind(mediaType)
      if (schema === undefined || (kind !== 'json' && typeof body !== 'string')) return undefined
      return check(schema, kind === 'json' ? asSent(body) : body)
    },
    headers: (key, headers) => {
      const given = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
      const declared = Object.entries(operation.responses[key]?.headers ?? {})
      const errors = declared.flatMap(([name, header]) =>
        headerErrors(name, given.get(name.toLowerCase()), header),
      )
      return errors.length > 0 ? errors : undefined

      function headerErrors(name: string, value: unknown, { schema, required }: ContractHeader) {
        const pointer = `header/${name}`
        if (value === undefined) {
          return required ? [{ pointer, code: 'required', message: 'is required.' }] : []
        }
        return (check(schema, value) ?? []).map((error) => ({ ...error, pointer: pointer + error.pointer }))
      }
    },
  }
}

/** What leaves is JSON: dates are texts there, and undefined members are not there. */
function asSent(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body) ?? 'null')
}
