/** What an application says of itself when it serves: address, what was derived, database, and what to try. */
import type { OpenApiDocument } from '../../plan/openapi/open-api.ts'
import type { Service } from '../../service/service.ts'
import { columns, counted, type Paint } from '../terminal.ts'
import { type Contracts, type DerivedRoute, derivedRoutes } from './derived-routes.ts'
import { curlOf, type ExampleRequest } from './example-request.ts'
import { requestsToTry } from './requests-to-try.ts'

export interface Served {
  readonly service: Service
  readonly document: OpenApiDocument
  readonly contracts: Contracts
  /** From the start of the command until the first request could come, in milliseconds. */
  readonly startedInMs: number
  /** `host:5432/shop` of a server. */
  readonly databasePlace: string | undefined
  readonly mayPrintToken: boolean
}

/** More endpoints than these are counted, not listed. */
const mostRoutes = 60

export async function summaryText(served: Served, paint: Paint): Promise<string> {
  const { service, contracts, startedInMs } = served
  const { model } = service
  const url = addressOf(service)
  const routes = derivedRoutes(model, contracts)
  const requests = await requestsToTry(served)
  return [
    '',
    `${paint('bold', `${model.name} ${model.version}`)} serves ${paint(['bold', 'cyan'], url)} ${paint('dim', `after ${seconds(startedInMs)}`)}`,
    '',
    `  ${paint('bold', 'Derived')}   ${partsOf(served, routes.length)}`,
    ...routeLines(routes, paint).map((line) => `    ${line}`),
    ...callLines(model, paint),
    `  ${paint('bold', 'Docs')}      ${url}/docs ${paint('dim', `and ${url}/openapi.json`)}`,
    ...(await databaseLines(served, paint)),
    ...schemaLines(service, paint),
    '',
    `  ${paint('bold', 'Try')}`,
    ...requests.flatMap((request) => tryLines(request, url, paint)),
    '',
  ].join('\n')
}

/** Listening on every address is not an address to ask. */
export function addressOf({ url }: Service): string {
  return url.replace('//0.0.0.0', '//127.0.0.1').replace('//[::]', '//[::1]')
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

function partsOf({ service: { model }, contracts }: Served, routes: number): string {
  const sources: [number, string, string?][] = [
    [Object.keys(model.entities).length, 'entity', 'entities'],
    [Object.keys(model.operations).length, 'operation'],
    [contracts.size, 'contract'],
  ]
  const present = sources.filter(([count]) => count > 0).map((source) => counted(...source))
  return `${counted(routes, 'endpoint')} from ${present.join(', ') || 'nothing'}`
}

function routeLines(routes: readonly DerivedRoute[], paint: Paint): string[] {
  const shown = routes.slice(0, mostRoutes)
  const lines = columns(shown.map(({ method, path, who }) => [method, path, who]))
  const coloured = lines.map((line, index) => {
    const who = shown[index]?.who ?? ''
    return `${line.slice(0, line.length - who.length)}${paint('dim', who)}`
  })
  const rest = routes.length - shown.length
  return rest > 0
    ? [...coloured, paint('dim', `and ${rest} more, all of them in the documentation`)]
    : coloured
}

/** Other systems that it asks, and what for. */
function callLines({ clients = {} }: Service['model'], paint: Paint): string[] {
  const lines = Object.values(clients).map(({ name, calls }) => [name, Object.keys(calls).join(', ')])
  if (lines.length === 0) return []
  return [`  ${paint('bold', 'Calls')}`, ...columns(lines).map((line) => `    ${line}`)]
}

async function databaseLines({ service, databasePlace }: Served, paint: Paint): Promise<string[]> {
  const { kind, limits, version } = service.database
  const name = `PostgreSQL ${version ?? (await serverVersion(service))}`
  const place = kind === 'embedded' ? 'embedded, its data under .lintel/' : `on ${databasePlace}`
  const [head, ...rest] = limits
  return [
    `  ${paint('bold', 'Database')}  ${name}, ${place}`,
    ...(head === undefined ? [] : [`    ${paint('yellow', head)}`]),
    ...rest.map((limit) => `    ${paint('dim', limit)}`),
  ]
}

async function serverVersion({ db }: Service): Promise<string> {
  const [row] = await db.sql<{ version: string }>("SELECT current_setting('server_version') AS version")
  return row?.version.split(' ')[0] ?? ''
}

function schemaLines({ prepared, seeded }: Service, paint: Paint): string[] {
  const { applied, unplanned } = prepared
  const news = [
    ...(applied.length > 0 ? [`${counted(applied.length, 'migration')} applied`] : []),
    ...(unplanned > 0
      ? [`${counted(unplanned, 'change')} without a migration yet: "lintel plan" writes it`]
      : []),
    ...(seeded ? ['seed rows added'] : []),
  ]
  return news.length > 0 ? [`  ${paint('bold', 'Schema')}    ${news.join('; ')}`] : []
}

function tryLines(request: ExampleRequest, url: string, paint: Paint): string[] {
  return [`    ${paint('dim', `# ${request.title}`)}`, `    ${curlOf(request, url)}`]
}
