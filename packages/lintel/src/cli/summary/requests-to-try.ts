/** Three requests that work on this application as it stands. */
import type { OpenApiDocument } from '../../plan/openapi/open-api.ts'
import type { Service } from '../../service/service.ts'
import type { ExampleRequest } from './example-request.ts'
import { openReads, openWrites } from './open-requests.ts'
import { signedInRequest } from './signed-in-request.ts'

export interface Situation {
  readonly service: Service
  readonly document: OpenApiDocument
  /** A token may be printed: the database is one for development. */
  readonly mayPrintToken: boolean
}

const count = 3

/** A read, a write and a request with a token, where there are such; else others that everybody may send. */
export async function requestsToTry({
  service,
  document,
  mayPrintToken,
}: Situation): Promise<readonly ExampleRequest[]> {
  const [read, ...otherReads] = openReads(document)
  const [write] = openWrites(document, service.model)
  const signedIn = mayPrintToken ? await signedInRequest(service) : undefined
  const chosen = [read, write, signedIn].filter((each) => each !== undefined)
  return [...chosen, ...otherReads, ...standing].slice(0, count)
}

/** What every application answers. */
const standing: readonly ExampleRequest[] = [
  { title: 'Whether it can work', method: 'GET', path: '/health/ready' },
  { title: 'The OpenAPI document', method: 'GET', path: '/openapi.json' },
  { title: 'Whether it lives', method: 'GET', path: '/health/live' },
]
