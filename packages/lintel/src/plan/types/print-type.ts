/** Writes types as TypeScript source: two spaces, single quotes, no semicolons, as the formatters of the field do. */
import {
  group,
  hardLine,
  indent,
  joined,
  type Layout,
  line,
  printLayout,
  softLine,
  whenBroken,
  whenFlat,
} from './layout.ts'
import { isName, type ObjectMember, type TypeNode } from './type-node.ts'

const columns = 110
/** An object of more members than this is written over several lines, though it might fit on one. */
const membersOnOneLine = 3

export interface Declaration {
  readonly name: string
  readonly type: TypeNode
  readonly doc?: readonly string[]
}

/** `export interface …` for an object, `export type …` for anything else. */
export function printDeclaration({ name, type, doc }: Declaration): string {
  const comment = doc ? [docComment(doc), hardLine] : []
  const isInterface = type.kind === 'object' && type.members.length > 0 && !isMap(type.members)
  const declared = isInterface
    ? [`export interface ${name} `, brokenObject(type.members)]
    : [`export type ${name} = `, layoutOf(type)]
  return printLayout([...comment, ...declared], columns)
}

export function printType(type: TypeNode): string {
  return printLayout(layoutOf(type), columns)
}

function layoutOf(type: TypeNode): Layout {
  switch (type.kind) {
    case 'name':
      return type.text
    case 'union':
      return unionLayout(type.members)
    case 'intersection':
      return intersectionLayout(type.members)
    case 'array':
      return [operand(type.item), '[]']
    case 'tuple':
      return tupleLayout(type)
    case 'object':
      return objectLayout(type.members)
  }
}

/** A type in a place where `|` and `&` would reach too far. */
function operand(type: TypeNode): Layout {
  if (type.kind === 'union' && !isHugged(type.members))
    return group('(', unionLines(type.members), softLine, ')')
  return type.kind === 'union' || type.kind === 'intersection' ? ['(', layoutOf(type), ')'] : layoutOf(type)
}

function unionLayout(members: readonly TypeNode[]): Layout {
  return isHugged(members) ? joined(members.map(layoutOf), ' | ') : group(unionLines(members))
}

function unionLines(members: readonly TypeNode[]): Layout {
  // An `&` binds closer anyway; the parentheses are for the reader.
  const aligned = members.map((member) =>
    indent(member.kind === 'intersection' ? operand(member) : layoutOf(member)),
  )
  return indent(whenBroken(softLine, '| '), joined(aligned, [line, '| ']))
}

/** An object or null: it reads best as the object, with `| null` after its brace. */
function isHugged(members: readonly TypeNode[]): boolean {
  return (
    members.length === 2 &&
    members.some(({ kind }) => kind === 'object') &&
    members.some((member) => isName(member, 'null'))
  )
}

/** Objects follow an `&` on the same line; other types may go to the next. */
function intersectionLayout(members: readonly TypeNode[]): Layout {
  let isIndented = false
  const parts = members.map((member, index): Layout => {
    const layout = member.kind === 'union' ? operand(member) : layoutOf(member)
    const before = members[index - 1]
    if (!before) return layout
    const objects = [before, member].filter(({ kind }) => kind === 'object').length
    if (objects === 0) return indent(' &', line, layout)
    if (objects === 1 && index > 1) isIndented = true
    return [' & ', isIndented ? indent(layout) : layout]
  })
  return group(parts)
}

function tupleLayout({ items, rest }: Extract<TypeNode, { kind: 'tuple' }>): Layout {
  if (items.length === 0 && !rest) return '[]'
  const written = items.map(({ type, isOptional }) => (isOptional ? [operand(type), '?'] : layoutOf(type)))
  const all = rest ? [...written, ['...', operand(rest), '[]']] : written
  return group('[', indent(softLine, joined(all, [',', line])), whenBroken(','), softLine, ']')
}

function objectLayout(members: readonly ObjectMember[]): Layout {
  if (members.length === 0) return '{}'
  if (members.length > membersOnOneLine || members.some(({ doc }) => doc)) return brokenObject(members)
  const separator = [whenFlat(';'), line]
  return group('{', indent(line, joined(members.map(memberLayout), separator)), line, '}')
}

function brokenObject(members: readonly ObjectMember[]): Layout {
  return ['{', indent(hardLine, joined(members.map(memberLayout), hardLine)), hardLine, '}']
}

function memberLayout({ key, type, isOptional, doc }: ObjectMember): Layout {
  const comment = doc ? [docComment(doc), hardLine] : []
  return [...comment, `${key}${isOptional ? '?' : ''}: `, layoutOf(type)]
}

function isMap(members: readonly ObjectMember[]): boolean {
  return members.every(({ key }) => key.startsWith('['))
}

function docComment(lines: readonly string[]): Layout {
  if (lines.length === 1) return `/** ${lines[0]} */`
  return ['/**', ...lines.flatMap((text): Layout[] => [hardLine, ` * ${text}`]), hardLine, ' */']
}
