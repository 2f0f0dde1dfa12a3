/** A contract → the types that its implementation is written against. */
import { schemaResolver } from '../contract/bundled-schema.ts'
import type { ContractModel } from '../contract/contract-model.ts'
import { isSchema, member, objectOr } from '../contract/json.ts'
import { pointerOfReference, segmentsOf } from '../contract/json-pointer.ts'
import { bodyTypeNames } from './body-types.ts'
import { generatedHeader } from './generated-header.ts'
import { handlerMember } from './handler-types.ts'
import { typeOfSchema } from './json-schema-to-typescript.ts'
import { schemaDoc } from './object-type.ts'
import { type Declaration, printDeclaration } from './print-type.ts'
import type { SchemaNaming } from './schema-context.ts'
import { schemaNaming } from './schema-naming.ts'
import { statusDeclarations } from './status-types.ts'
import { typeNames } from './type-names.ts'
import { emptyRecord, name, namesIn, objectType } from './type-node.ts'

/**
 * TypeScript source that exports `Operations`, with the types of each operation by its `operationId`, and one
 * type for each schema of `components`. The same contract gives the same text, in the order of the document.
 */
export function emitContractTypes(contract: ContractModel): string {
  const schemas = objectOr(member(contract.document.components, 'schemas'))
  const names = typeNames(Object.keys(schemas))
  const naming = contractNaming(contract, names)
  const operations = contract.operations.map((operation) => handlerMember(operation, naming))
  const declarations: readonly Declaration[] = [
    {
      name: 'Operations',
      type: operations.length > 0 ? objectType(operations) : emptyRecord,
      doc: ['What each operation takes and answers, by its `operationId`.'],
    },
    ...Object.entries(schemas).map(([key, value]) => {
      const schema = isSchema(value) ? value : true
      return { name: names.get(key) ?? key, type: typeOfSchema(schema, naming), ...schemaDoc(schema) }
    }),
  ]
  const used = new Set(declarations.flatMap(({ type }) => namesIn(type)))
  const statuses = statusDeclarations((typeName) => used.has(typeName))
  const text = [...declarations, ...statuses].map(printDeclaration)
  return `${[generatedHeader(contract.file, 'lintel contract types'), ...frameworkImport(used), ...text].join('\n\n')}\n`
}

function frameworkImport(used: ReadonlySet<string>): readonly string[] {
  const names = bodyTypeNames.filter((each) => used.has(each))
  return names.length === 0 ? [] : [`import type { ${names.join(', ')} } from 'lintel'`]
}

function contractNaming(contract: ContractModel, names: ReadonlyMap<string, string>): SchemaNaming {
  return schemaNaming({
    resolve: schemaResolver(contract),
    nameOf: (reference) => {
      const [components, section, schema, ...rest] = segmentsOf(pointerOfReference(reference) ?? '')
      const isSchemaName = components === 'components' && section === 'schemas' && rest.length === 0
      const named = isSchemaName && schema !== undefined ? names.get(schema) : undefined
      return named === undefined ? undefined : name(named)
    },
  })
}
