/** A call of an operation as a command line, safe to paste: what an author wrote is quoted for the shell. */
import { isList, type JsonObject, objectOr, textOr } from '../contract/json.ts'
import { exampleValue } from './example-value.ts'
import { follow, type ShownOperation } from './outline.ts'
import { schemaOf } from './parameter-view.ts'

export function curlExample(shown: ShownOperation): string {
  const { credentials, query } = credentialsOf(shown)
  const method = shown.method === 'GET' ? [] : [`-X ${shown.method}`]
  const [first = '', ...rest] = [[...method, urlOf(shown, query)].join(' '), ...credentials, ...bodyOf(shown)]
  return ['curl', [first, ...rest].join(' \\\n  ')].join(' ')
}

/** In double quotes, so that `$API` is replaced, and nothing else. */
function urlOf({ document, path, parameters, ...shown }: ShownOperation, query: readonly string[]): string {
  const server = textOr(document.servers[0]?.url, '/')
  const base = /^https?:/.test(server) ? urlText(server) : `$API${urlText(server === '/' ? '' : server)}`
  const textFor = (parameter: JsonObject) => {
    const holder = { ...parameter, schema: schemaOf(parameter) }
    const value = exampleValue(document, holder, textOr(parameter.name, shown.id))
    return encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value ?? ''))
  }
  const filled = parameters.reduce<string>(
    (text, each) =>
      each.in === 'path' ? text.replace(`{${textOr(each.name, '')}}`, () => textFor(each)) : text,
    path,
  )
  const needed = parameters.filter((each) => each.in === 'query' && each.required === true)
  const pairs = [
    ...needed.map((each) => `${encodeURIComponent(textOr(each.name, ''))}=${textFor(each)}`),
    ...query,
  ]
  return `"${base}${urlText(filled)}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}"`
}

/** What means something to the shell inside double quotes is percent-encoded, and so is what ends the word. */
function urlText(text: string): string {
  return text.replaceAll(/[^\w\-./~:?#[\]@&'()*+,;=%{}]/gu, (char) => encodeURIComponent(char))
}

interface Credentials {
  readonly credentials: readonly string[]
  readonly query: readonly string[]
}

/** Nothing for an operation that is open to all. */
function credentialsOf({ document, operation }: ShownOperation): Credentials {
  const requirements = isList(operation.security) ? operation.security : document.security
  const asked = requirements.map(objectOr)
  if (asked.some((requirement) => Object.keys(requirement).length === 0))
    return { credentials: [], query: [] }
  const schemes = Object.keys(asked[0] ?? {}).map((name) =>
    follow(document, document.components.securitySchemes?.[name]),
  )
  return {
    credentials: schemes.flatMap((scheme) => credentialOf(scheme) ?? []),
    query: schemes.flatMap((scheme) =>
      scheme.in === 'query' ? [`${encodeURIComponent(textOr(scheme.name, ''))}=$TOKEN`] : [],
    ),
  }
}

function credentialOf(scheme: JsonObject): string | undefined {
  const name = quotable(textOr(scheme.name, ''))
  if (scheme.type === 'apiKey' && scheme.in === 'header') {
    const word = textOr(scheme['x-scheme'], '')
    return `-H "${name}: ${word ? `${quotable(word)} ` : ''}$TOKEN"`
  }
  if (scheme.type === 'apiKey') return scheme.in === 'cookie' ? `-b "${name}=$TOKEN"` : undefined
  if (scheme.type === 'mutualTLS') return '--cert client.pem'
  return textOr(scheme.scheme, 'bearer').toLowerCase() === 'basic'
    ? '-u "$USER:$PASSWORD"'
    : '-H "Authorization: Bearer $TOKEN"'
}

function bodyOf({ document, requestBody, id }: ShownOperation): string[] {
  const [mediaType, content] = Object.entries(objectOr(requestBody?.content))[0] ?? []
  if (mediaType === undefined) return []
  const example = /json/.test(mediaType) ? exampleValue(document, objectOr(content), id) : undefined
  const data =
    example === undefined ? '--data-binary @body' : `-d ${singleQuoted(JSON.stringify(example, null, 2))}`
  return [`-H ${singleQuoted(`Content-Type: ${mediaType}`)}`, data]
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** For the inside of double quotes. */
function quotable(text: string): string {
  return text.replaceAll(/[\\"$`!]/g, (char) => `\\${char}`)
}
