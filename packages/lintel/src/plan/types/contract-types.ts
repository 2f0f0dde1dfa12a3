/** A contract → the types that its implementation is written against. */
import { schemaResolver } from '../contract/bundled-schema.ts'
import type { ContractModel } from '../contract/contract-model.ts'
import { isSchema, member, objectOr } from '../contract/json.ts'
import { pointerOfReference, segmentsOf } from '../contract/json-pointer.ts'
import { generatedHeader } from './generated-header.ts'
import { handlerMember } from './handler-types.ts'
import { typeOfSchema } from './json-schema-to-typescript.ts'
import { schemaDoc } from './object-type.ts'
import { printDeclaration } from './print-type.ts'
import type { SchemaNaming } from './schema-context.ts'
import { schemaNaming } from './schema-naming.ts'
import { typeNames } from './type-names.ts'
import { emptyRecord, name, objectType, unionType } from './type-node.ts'

export interface ContractTypesOptions {
  /** The module from which `UploadBody` is imported; default: it is declared in the text itself. */
  readonly uploadBodyFrom?: string
}

/**
 * TypeScript source that exports `Operations`, with the types of each operation by its `operationId`, and one
 * type for each schema of `components`. The same contract gives the same text, in the order of the document.
 */
export function emitContractTypes(contract: ContractModel, options: ContractTypesOptions = {}): string {
  const schemas = objectOr(member(contract.document.components, 'schemas'))
  const names = typeNames(Object.keys(schemas))
  const naming = contractNaming(contract, names)
  const operations = contract.operations.map((operation) => handlerMember(operation, naming))
  const declarations = [
    printDeclaration({
      name: 'Operations',
      type: operations.length > 0 ? objectType(operations) : emptyRecord,
      doc: ['What each operation takes and answers, by its `operationId`.'],
    }),
    ...Object.entries(schemas).map(([key, value]) => {
      const schema = isSchema(value) ? value : true
      return printDeclaration({
        name: names.get(key) ?? key,
        type: typeOfSchema(schema, naming),
        ...schemaDoc(schema),
      })
    }),
  ]
  const { imports, declared } = bodyDeclarations(declarations.join('\n'), options)
  return `${[generatedHeader(contract.file), ...imports, ...declarations, ...declared].join('\n\n')}\n`
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

/** The types of bodies that are bytes: only those that the text uses. */
function bodyDeclarations(text: string, { uploadBodyFrom }: ContractTypesOptions) {
  const uses = (type: string) => new RegExp(`\\b${type}\\b`).test(text)
  const bytes = name('AsyncIterable<Uint8Array>')
  const binary = {
    name: 'BinaryBody',
    type: unionType([name('Uint8Array'), bytes]),
    doc: ['The bytes of a response, all at once or as they come.'],
  }
  const upload = { name: 'UploadBody', type: bytes, doc: ['The bytes of a request, as they come.'] }
  const declared = [
    ...(uses('BinaryBody') ? [binary] : []),
    ...(uses('UploadBody') && !uploadBodyFrom ? [upload] : []),
  ]
  const imports =
    uses('UploadBody') && uploadBodyFrom ? [`import type { UploadBody } from '${uploadBodyFrom}'`] : []
  return { imports, declared: declared.map(printDeclaration) }
}
