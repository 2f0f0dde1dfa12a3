/** The path under which all operations of a document stand: that of its first server. */
import { isList, type JsonObject, member, objectOr, textOr } from './json.ts'
import { pointerTo } from './json-pointer.ts'
import type { Reading } from './reading.ts'

/** `https://api.example.com/v1/` → `/v1`; a variable counts with its default. */
export function basePathOf({ document, report }: Reading): string {
  const server = firstServer(document)
  const url = textOr(server.url, '').replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => {
    const byDefault = defaultOfVariable(server, name)
    if (byDefault !== undefined) return byDefault
    const pointer = pointerTo('/servers', 0)
    report(pointer, `The server's URL has the variable ${whole} without a default.`, hintFor(name))
    return ''
  })
  // OpenAPI §4.8.5: a server's URL may be relative to where the document is served.
  if (!URL.canParse(url, 'http://localhost/')) {
    report(
      '/servers/0/url',
      `The server's URL ${url} is not valid.`,
      "Write it as 'https://host/path' or '/path'.",
    )
    return ''
  }
  return pathOf(url)
}

/** A path or an operation may name servers of its own; one that leads to another path is not served here. */
export function checkOwnServers({ document, parts, report }: Reading): void {
  const basePath = pathOfServer(firstServer(document))
  for (const { kind, value, pointer } of parts.values()) {
    if ((kind !== 'path item' && kind !== 'operation') || !isServedHere(pointer)) continue
    const server = firstServer(value)
    if (server.url === undefined || pathOfServer(server) === basePath) continue
    report(
      pointerTo(pointer, 'servers'),
      `The servers of this ${kind} have the path ${pathOfServer(server) || '/'}, those of the document ${basePath || '/'}.`,
      'Write the whole path into `paths`, and keep one list of servers for the document.',
    )
  }
}

/** Callbacks and webhooks are requests to others, who have servers of their own. */
function isServedHere(pointer: string): boolean {
  return /^\/(?:paths|components\/pathItems)\//.test(pointer) && !pointer.includes('/callbacks/')
}

function pathOfServer(server: JsonObject): string {
  const url = textOr(server.url, '').replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    return defaultOfVariable(server, name) ?? ''
  })
  return URL.canParse(url, 'http://localhost/') ? pathOf(url) : ''
}

function firstServer(holder: unknown): JsonObject {
  const servers = member(holder, 'servers')
  return isList(servers) ? objectOr(servers[0]) : {}
}

function defaultOfVariable(server: JsonObject, name: string): string | undefined {
  const byDefault = member(member(server.variables, name), 'default')
  return byDefault === undefined ? undefined : String(byDefault)
}

function pathOf(url: string): string {
  return new URL(url, 'http://localhost/').pathname.replace(/\/+$/, '')
}

function hintFor(name: string): string {
  return `Add \`variables: { ${name}: { default: … } }\` beside the url.`
}
