/** Compares an answer with the one that a page shows. */
import type { Exchange } from './shell-examples.ts'

/** Values that are others in every run, by how they look. */
const changing: readonly RegExp[] = [
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/,
  /^"\d+(\.[\w-]+)?"$/,
]

/** What differs, as sentences. */
export function differences({ output, shown }: Exchange): readonly string[] {
  if (!shown) return []
  if (shown.language === 'json') return compare(bodyOf(output), JSON.parse(shown.text), '')
  const [expected, actual] = [messageOf(shown.text), messageOf(lastMessage(output))]
  const status =
    expected.status === actual.status ? [] : [`The status is ${actual.status}, not ${expected.status}.`]
  const headers = Object.entries(expected.headers).flatMap(([name, value]) =>
    name in actual.headers ? compare(actual.headers[name], value, name) : [`There is no header ${name}.`],
  )
  const body = expected.body === '' ? [] : compare(JSON.parse(actual.body), JSON.parse(expected.body), '')
  return [...status, ...headers, ...body]
}

/** The answer of the last command, where several stand in one block. */
function bodyOf(output: string): unknown {
  return JSON.parse(output.trim().split('\n').at(-1) ?? '')
}

function lastMessage(output: string): string {
  return output.slice(output.lastIndexOf('HTTP/1.1 '))
}

function messageOf(text: string) {
  const [head = '', ...body] = text.replaceAll('\r', '').split('\n\n')
  const [status = '', ...lines] = head.split('\n')
  const pairs = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 1).trim(),
  ])
  return {
    status,
    headers: Object.fromEntries(pairs) as Record<string, string>,
    body: body.join('\n\n').trim(),
  }
}

/** `…` in a text stands for anything. */
function compare(actual: unknown, shown: unknown, at: string): readonly string[] {
  if (typeof shown === 'string' && typeof actual === 'string')
    return sameText(actual, shown) ? [] : [difference(at, actual, shown)]
  if (Array.isArray(shown) && Array.isArray(actual)) {
    if (shown.length !== actual.length)
      return [`${at || '/'} has ${actual.length} elements, not ${shown.length}.`]
    return shown.flatMap((each, index) => compare(actual[index], each, `${at}/${index}`))
  }
  if (isObject(shown) && isObject(actual)) {
    const names = [Object.keys(actual).join(), Object.keys(shown).join()]
    if (names[0] !== names[1]) return [`${at || '/'} has the members ${names[0]}, not ${names[1]}.`]
    return Object.entries(shown).flatMap(([name, each]) => compare(actual[name], each, `${at}/${name}`))
  }
  return actual === shown ? [] : [difference(at, actual, shown)]
}

function sameText(actual: string, shown: string): boolean {
  if (actual === shown || changing.some((form) => form.test(actual) && form.test(shown))) return true
  const parts = shown.split('…')
  return parts.length > 1 && actual.startsWith(parts[0] ?? '') && actual.endsWith(parts.at(-1) ?? '')
}

function difference(at: string, actual: unknown, shown: unknown): string {
  return `${at || '/'} is ${JSON.stringify(actual)}, not ${JSON.stringify(shown)}.`
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
