/** Two linters that know nothing of each other, as one question: what is wrong with a document. */
import { validate } from '@readme/openapi-parser'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import type { OpenApiDocument } from './open-api.ts'

export interface Findings {
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
}

export async function lint(document: OpenApiDocument): Promise<Findings> {
  const [one, other] = await Promise.all([lintByRedocly(document), lintByReadme(document)])
  return { errors: [...one.errors, ...other.errors], warnings: [...one.warnings, ...other.warnings] }
}

async function lintByRedocly(document: OpenApiDocument): Promise<Findings> {
  const config = await createConfig({ extends: ['recommended'] })
  const problems = await lintFromString({
    source: JSON.stringify(document),
    absoluteRef: '/openapi.json',
    config,
  })
  const told = (severity: string) =>
    problems
      .filter((problem) => problem.severity === severity)
      .map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer ?? ''}: ${message}`)
  return { errors: told('error'), warnings: told('warn') }
}

async function lintByReadme(document: OpenApiDocument): Promise<Findings> {
  // It replaces references in what it is given.
  const result = await validate(structuredClone(document) as unknown as Parameters<typeof validate>[0])
  const told = (findings: readonly { readonly message: string }[]) => findings.map(({ message }) => message)
  return { errors: result.valid ? [] : told(result.errors), warnings: told(result.warnings) }
}
