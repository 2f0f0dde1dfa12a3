/** Requests to try, as data and as a line of shell. */

export interface ExampleRequest {
  /** What it shows: `a list that everybody may read`. */
  readonly title: string
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** A `curl` command for `sh`. */
export function curlOf({ method, path, headers = {}, body }: ExampleRequest, url: string): string {
  const sent = body === undefined ? headers : { 'content-type': 'application/json', ...headers }
  return [
    'curl',
    ...(method === 'GET' || (method === 'POST' && body !== undefined) ? [] : ['-X', method]),
    ...Object.entries(sent).flatMap(([name, value]) => ['-H', quoted(`${name}: ${value}`)]),
    ...(body === undefined ? [] : ['-d', quoted(JSON.stringify(body))]),
    quoted(`${url}${path}`),
  ].join(' ')
}

/** As one word for `sh`, whatever is in it. */
function quoted(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
