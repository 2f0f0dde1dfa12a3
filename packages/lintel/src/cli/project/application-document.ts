/** The OpenAPI document of an application that is not running, with the contracts it implements. */
import { openApiDocument } from '../../plan/openapi/document.ts'
import type { OpenApiDocument } from '../../plan/openapi/open-api.ts'
import { readContracts } from '../../service/contract-endpoints.ts'
import type { Application } from '../../spec/application.ts'

export interface DocumentOptions {
  /** Where the application is reached (default `/`). */
  readonly serverUrl?: string
}

/** @throws ContractError, SpecificationError */
export async function applicationDocument(
  application: Application,
  options: DocumentOptions = {},
): Promise<OpenApiDocument> {
  const contracts = await readContracts(application)
  return openApiDocument(application.model, { contracts: [...contracts.values()], ...options })
}
