/** The source file of an adopted entity: its declaration, and a resource that is closed. */
import type { AdoptedEntity, AdoptedOptions } from './adopted-entity.ts'
import type { Argument } from './field-expression.ts'
import { constantOf, fileOf, pluralNameOf } from './names.ts'
import { fieldLines, keyText, literalText, maxColumns } from './source-text.ts'

export function entitySource(entity: AdoptedEntity): string {
  const { name, table } = entity
  return [
    `/** Rows of the table ${table}. */`,
    "import { entity, resource, t } from 'lintel'",
    ...importLines(entity),
    '',
    declaration(entity),
    '',
    "// Nobody may do anything with these rows yet. Say who may: { read: anyone, update: role('admin') }.",
    `export const ${pluralNameOf(name)} = resource(${constantOf(name)}, {})`,
    '',
  ].join('\n')
}

function importLines({ name, fields }: AdoptedEntity): string[] {
  const targets = Object.values(fields).flatMap(({ target }) =>
    target === undefined || target === name ? [] : [target],
  )
  return [...new Set(targets)]
    .map((target) => ({ file: fileOf(target), constant: constantOf(target) }))
    .toSorted((one, other) => (one.file < other.file ? -1 : 1))
    .map(({ file, constant }) => `import { ${constant} } from './${file}'`)
}

function declaration({ name, fields, options }: AdoptedEntity): string {
  const head = `export const ${constantOf(name)} = entity(`
  const entries = Object.entries(fields)
  const isPlain = Object.keys(options).length === 0
  if (isPlain) {
    const lines = entries.map(([field, expression]) => fieldLines(field, expression, '  '))
    return lines.length === 0 ? `${head}'${name}', {})` : `${head}'${name}', {\n${lines.join('\n')}\n})`
  }
  const lines = entries.map(([field, expression]) => fieldLines(field, expression, '    '))
  const record = lines.length === 0 ? '  {},' : `  {\n${lines.join('\n')}\n  },`
  return `${head}\n  '${name}',\n${record}\n${optionLines(options)}\n)`
}

function optionLines(options: AdoptedOptions): string {
  const members = Object.entries(options) as [string, Argument][]
  const line = `  { ${members.map(([key, value]) => `${key}: ${literalText(value)}`).join(', ')} },`
  if (members.length <= 2 && line.length <= maxColumns) return line
  return `  {\n${members.map(([key, value]) => memberLines(key, value, '    ')).join('\n')}\n  },`
}

function memberLines(key: string, value: Argument, indent: string): string {
  const line = `${indent}${keyText(key)}: ${literalText(value)},`
  if (line.length <= maxColumns || typeof value !== 'object' || value === null) return line
  if (Array.isArray(value)) {
    const elements = value.map((each) => `${indent}  ${literalText(each)},`)
    return `${indent}${keyText(key)}: [\n${elements.join('\n')}\n${indent}],`
  }
  const members = Object.entries(value).map(([name, each]) =>
    memberLines(name, each as Argument, `${indent}  `),
  )
  return `${indent}${keyText(key)}: {\n${members.join('\n')}\n${indent}},`
}
