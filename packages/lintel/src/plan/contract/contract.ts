/** Reads an OpenAPI document into the contract that a service keeps; a faulty one is refused with all its faults. */
import { basePathOf, checkOwnServers } from './base-path.ts'
import { checkDialect, checkSchemas } from './check-schemas.ts'
import { ContractError, type ContractProblem } from './contract-error.ts'
import type { ContractModel } from './contract-model.ts'
import { misshapen, partsOf, rootPart } from './document-parts.ts'
import { type DocumentSource, readDocument } from './document-source.ts'
import { isObject, member, textOr } from './json.ts'
import { upgradeFromOpenApi30 } from './openapi-3-0.ts'
import { checkContents } from './operation-content.ts'
import { checkParameters } from './operation-parameters.ts'
import { checkOperationIds, readOperations } from './operations.ts'
import { checkPaths } from './path-template.ts'
import type { Reading } from './reading.ts'
import { checkReferences } from './references.ts'
import { checkSecurity, readSecuritySchemes } from './security.ts'

/**
 * Reads an OpenAPI document, version 3.0 or 3.1, in YAML or JSON.
 *
 * @param text  the document
 * @param file  its name, for messages; nothing is read from it
 * @returns     plain data: `$ref`s are followed everywhere but in schemas, which keep them (see `bundledSchema`)
 * @throws      ContractError with every problem of the document, in the order of its lines
 */
export function parseContract(text: string, file: string): ContractModel {
  const source = readDocument(text)
  if (!('value' in source)) throw new ContractError(source.map((problem) => syntaxProblem(file, problem)))
  const problems: ContractProblem[] = []
  const report = (pointer: string, message: string, hint: string): void => {
    problems.push({ at: { file, line: source.lineOf(pointer) }, pointer, message, hint })
  }
  const version = textOr(member(source.value, 'openapi'), '')
  if (!isObject(source.value) || !/^3\.[01](\.|$)/.test(version)) {
    report(
      '',
      notOpenApi(source),
      'Start it with `openapi: 3.1.0`; a document of Swagger 2.0 is to be converted.',
    )
    throw new ContractError(problems)
  }
  const document = version.startsWith('3.0') ? upgradeFromOpenApi30(source.value) : source.value
  const reading = { document, parts: partsOf(rootPart('document', document)), report, lineOf: source.lineOf }
  const contract = readContract(reading, { file, openapi: version })
  if (problems.length > 0) throw new ContractError(problems.sort((one, other) => one.at.line - other.at.line))
  return contract
}

function readContract(reading: Reading, { file, openapi }: { file: string; openapi: string }): ContractModel {
  checkDocument(reading)
  checkReferences(reading.parts, reading.report)
  checkSchemas(reading.parts, reading.report)
  checkPaths(member(reading.document, 'paths'), reading.report)
  checkParameters(reading)
  checkContents(reading)
  checkOwnServers(reading)
  checkSecurity(reading)
  const operations = readOperations(reading)
  checkOperationIds(operations, reading)
  const securitySchemes = readSecuritySchemes(reading)
  return {
    file,
    openapi,
    basePath: basePathOf(reading),
    document: reading.document,
    operations,
    securitySchemes,
  }
}

function checkDocument({ document, parts, report }: Reading): void {
  checkDialect('/jsonSchemaDialect', document.jsonSchemaDialect, report)
  if (!isObject(document.info)) {
    report('', 'The document has no info.', "Add `info: { title: …, version: '1.0.0' }`.")
  }
  if (!['paths', 'webhooks', 'components'].some((key) => isObject(document[key]))) {
    report('', 'The document has no paths.', 'Add `paths`, with an object for each path.')
  }
  for (const part of parts.values()) {
    for (const { pointer, expected } of misshapen(part)) {
      report(pointer, `This is not ${expected}.`, `Make it ${expected}, as OpenAPI says for a ${part.kind}.`)
    }
  }
}

function notOpenApi({ value }: DocumentSource): string {
  const version = member(value, 'openapi') ?? member(value, 'swagger')
  if (version === undefined) return 'This is not an OpenAPI document: it has no member `openapi`.'
  return `OpenAPI ${String(version)} is not supported; 3.0 and 3.1 are.`
}

function syntaxProblem(file: string, { line, message }: { line: number; message: string }): ContractProblem {
  const hint = 'Correct the YAML or JSON at this line.'
  return { at: { file, line }, pointer: '', message: `The text cannot be read: ${message}`, hint }
}
