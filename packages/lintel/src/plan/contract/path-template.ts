/** The templates of paths: the parameters they name, and templates that no router can tell apart. */
import type { Report } from './contract-error.ts'
import { objectOr } from './json.ts'
import { pointerTo } from './json-pointer.ts'

const parameter = /\{([^{}]*)\}/g

/** `/articles/{slug}/comments/{id}` → `['slug', 'id']`. */
export function parameterNamesOf(path: string): readonly string[] {
  return [...path.matchAll(parameter)].map((match) => match[1] ?? '')
}

export function checkPaths(paths: unknown, report: Report): void {
  const known = new Map<string, string>()
  for (const path of Object.keys(objectOr(paths))) {
    if (path.startsWith('x-')) continue
    const pointer = pointerTo('/paths', path)
    checkTemplate(path, (message, hint) => report(pointer, message, hint))
    const form = path.replaceAll(parameter, '{}')
    const other = known.get(form)
    if (other !== undefined) {
      const hint = 'Put the operations of both under one path, with one set of parameter names.'
      report(pointer, `The path ${path} differs from ${other} only in the names of its parameters.`, hint)
    }
    known.set(form, other ?? path)
  }
}

function checkTemplate(path: string, report: (message: string, hint: string) => void): void {
  const names = parameterNamesOf(path)
  if (!path.startsWith('/')) report(`The path ${path} does not start with a slash.`, `Write it as /${path}.`)
  if (/[{}]/.test(path.replaceAll(parameter, ''))) {
    report(`The braces in the path ${path} do not pair.`, 'Write each parameter as {name}.')
  }
  if (names.includes('')) report(`The path ${path} has a parameter without a name.`, 'Write it as {name}.')
  const repeated = names.find((name, index) => names.indexOf(name) < index)
  if (repeated) {
    report(`The path ${path} names {${repeated}} more than once.`, 'Give each parameter a name of its own.')
  }
  if (/[?#]/.test(path.replaceAll(parameter, ''))) {
    report(
      `The path ${path} holds a query or a fragment.`,
      'Declare what follows the path as query parameters.',
    )
  }
}
