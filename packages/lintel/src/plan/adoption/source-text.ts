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
  // The formatter breaks chains of more than two calls where they are long, or where a function is among the arguments.
  if (tail.length >= 2 && (line.length > maxColumns || target !== undefined)) {
    const all = [callText(made, target), ...tail]
    return `${head}\n${all.map((each) => `${indent}  ${each}`).join('\n')},`
  }
  if (line.length <= maxColumns) return line
  return `${head}.${made.name}(${brokenArguments(made, target, indent)})${tail.join('')},`
}

/** One argument a line; an object at the end opens on the line of the call. */
function brokenArguments({ arguments: args }: Call, target: string | undefined, indent: string): string {
  const texts = argumentTexts(args, target)
  const last = args.at(-1)
  if (typeof last !== 'object' || last === null || Array.isArray(last)) {
    return `\n${texts.map((each) => `${indent}  ${each},`).join('\n')}\n${indent}`
  }
  const members = Object.entries(last).map(
    ([key, value]) => `${indent}  ${keyText(key)}: ${literalText(value)},`,
  )
  return `${[...texts.slice(0, -1), ''].join(', ')}{\n${members.join('\n')}\n${indent}}`
}
