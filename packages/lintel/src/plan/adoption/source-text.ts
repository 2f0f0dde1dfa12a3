/** Values and calls as TypeScript, laid out as a person would: single quotes, no semicolons, 110 columns. */
import type { Argument, Call, FieldExpression } from './field-expression.ts'
import { constantOf } from './names.ts'

export const maxColumns = 110

export function literalText(value: Argument): string {
  if (typeof value === 'string') return stringText(value)
  if (Array.isArray(value)) return `[${value.map(literalText).join(', ')}]`
  if (typeof value !== 'object' || value === null) return numberText(value)
  const members = Object.entries(value).map(([key, each]) => `${keyText(key)}: ${literalText(each)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

export function keyText(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : stringText(key)
}

/** In the quotes that need fewer escapes. */
export function stringText(text: string): string {
  const json = JSON.stringify(text).slice(1, -1)
  if (text.includes("'") && !text.includes('"')) return `"${json}"`
  return `'${json.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

function numberText(value: Argument): string {
  if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) < 10_000) return String(value)
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, '_')
}

function callText({ name, arguments: args }: Call, target: string | undefined): string {
  return `.${name}(${argumentTexts(args, target).join(', ')})`
}

function argumentTexts(args: readonly Argument[], target: string | undefined): string[] {
  const leads = target === undefined ? [] : [`() => ${constantOf(target)}`]
  return [...leads, ...args.map(literalText)]
}

/** A member of the record of fields, with its comma; lines begin with `indent`. */
export function fieldLines(name: string, { target, calls }: FieldExpression, indent: string): string {
  const [made, ...modifiers] = calls
  const head = `${indent}${keyText(name)}: t`
  const tail = modifiers.map((each) => callText(each, undefined))
  const line = `${head}${callText(made, target)}${tail.join('')},`
  if (line.length <= maxColumns && tail.length < 3) return line
  // The formatter breaks chains of more than two calls where they are long.
  if (line.length > maxColumns && tail.length >= 2) {
    const all = [callText(made, target), ...tail]
    return `${head}\n${all.map((each) => `${indent}  ${each}`).join('\n')},`
  }
  if (line.length <= maxColumns) return line
  const args = argumentTexts(made.arguments, target)
  return `${head}.${made.name}(\n${args.map((each) => `${indent}  ${each},`).join('\n')}\n${indent})${tail.join('')},`
}
