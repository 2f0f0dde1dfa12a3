// In charge of `{{variable}}`: finding it in a text, and putting its value there.

import type { JsonValue } from './json-value.ts'

export type Variables = ReadonlyMap<string, JsonValue>

/** Plain text and variables, in order. */
export type Template = readonly TemplatePart[]
export type TemplatePart = string | { readonly variable: string }

/** The same for a JSON document, where a variable is either inside a string or a whole value. */
export type JsonTemplate = readonly JsonTemplatePart[]
export type JsonTemplatePart = string | { readonly variable: string; readonly inString: boolean }

/** A variable that cannot be put where it stands: no request has captured it, or its value has no text form. */
export class VariableError extends Error {
  override readonly name = 'VariableError'
  readonly variable: string

  constructor(variable: string, problem: string) {
    super(`the variable {{${variable}}} ${problem}`)
    this.variable = variable
  }
}

const placeholder = /\{\{([^{}]*)\}\}/y
const variableName = /^[A-Za-z_][\w-]*$/

/**
 * Reads the placeholder that starts at `offset`.
 *
 * @throws  SyntaxError for an unclosed placeholder, and for what Hurl also allows there (functions, filters)
 */
export function readPlaceholder(text: string, offset: number): { variable: string; end: number } {
  placeholder.lastIndex = offset
  const match = placeholder.exec(text)
  if (!match) throw new SyntaxError('a {{ without its }}')
  const variable = match[1]!.trim()
  if (!variableName.test(variable)) throw new SyntaxError(`${match[0]} is not a plain variable`)
  return { variable, end: placeholder.lastIndex }
}

/** Splits a text into its plain parts and its variables. Throws as `readPlaceholder` does. */
export function parseTemplate(text: string): Template {
  const parts: TemplatePart[] = []
  let position = 0
  for (let next = text.indexOf('{{'); next !== -1; next = text.indexOf('{{', position)) {
    if (next > position) parts.push(text.slice(position, next))
    const { variable, end } = readPlaceholder(text, next)
    parts.push({ variable })
    position = end
  }
  if (position < text.length) parts.push(text.slice(position))
  return parts
}

/** @throws  VariableError for a variable that is not set, or that holds a list or an object */
export function renderText(template: Template, variables: Variables): string {
  return template.map((part) => (typeof part === 'string' ? part : textOf(part.variable, variables))).join('')
}

/** The JSON text: inside a string a value is escaped, elsewhere it is written with its own type. Throws as `renderText`. */
export function renderJson(template: JsonTemplate, variables: Variables): string {
  return template
    .map((part) => {
      if (typeof part === 'string') return part
      if (!part.inString) return JSON.stringify(variableValue(part.variable, variables))
      return JSON.stringify(textOf(part.variable, variables)).slice(1, -1)
    })
    .join('')
}

/** @throws  VariableError when it is not set */
export function variableValue(variable: string, variables: Variables): JsonValue {
  const value = variables.get(variable)
  if (value === undefined) throw new VariableError(variable, 'is not set')
  return value
}

/** The template as it was written. */
export function sourceText(template: Template): string {
  return template.map((part) => (typeof part === 'string' ? part : `{{${part.variable}}}`)).join('')
}

/** The variables that a template needs, in order. */
export function variablesOf(template: Template | JsonTemplate): string[] {
  return template.flatMap((part) => (typeof part === 'string' ? [] : [part.variable]))
}

function textOf(variable: string, variables: Variables): string {
  const value = variableValue(variable, variables)
  if (typeof value === 'object' && value !== null) {
    throw new VariableError(variable, 'holds a list or an object, which has no text form')
  }
  return String(value)
}
