/** The path under which all operations of a document stand: that of its first server. */
import { isList, member, objectOr, textOr } from './json.ts'
import { pointerTo } from './json-pointer.ts'
import type { Reading } from './reading.ts'

/** `https://api.example.com/v1/` → `/v1`; a variable counts with its default. */
export function basePathOf({ document, report }: Reading): string {
  const servers = member(document, 'servers')
  const server = isList(servers) ? objectOr(servers[0]) : {}
  const url = textOr(server.url, '').replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => {
    const byDefault = member(member(server.variables, name), 'default')
    if (byDefault !== undefined) return String(byDefault)
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
  return pathOf(new URL(url, 'http://localhost/'))
}

function pathOf({ pathname }: URL): string {
  return pathname.replace(/\/+$/, '')
}

function hintFor(name: string): string {
  return `Add \`variables: { ${name}: { default: … } }\` beside the url.`
}
