/** TypeScript types as data, simplified while they are built. */

export type TypeNode =
  /** A keyword, a literal or a reference: text that does not break. */
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'union'; readonly members: readonly TypeNode[] }
  | { readonly kind: 'intersection'; readonly members: readonly TypeNode[] }
  | { readonly kind: 'array'; readonly item: TypeNode }
  | { readonly kind: 'tuple'; readonly items: readonly TupleItem[]; readonly rest?: TypeNode }
  | { readonly kind: 'object'; readonly members: readonly ObjectMember[] }

interface TupleItem {
  readonly type: TypeNode
  readonly isOptional: boolean
}

export interface ObjectMember {
  /** As source text: `slug`, `'X-Total'`, `[key: string]`. */
  readonly key: string
  readonly type: TypeNode
  readonly isOptional?: boolean
  /** Lines of a JSDoc comment. */
  readonly doc?: readonly string[]
}

export const name = (text: string): TypeNode => ({ kind: 'name', text })
export const unknownType = name('unknown')
export const neverType = name('never')
export const nullType = name('null')
export const undefinedType = name('undefined')
export const emptyRecord = name('Record<string, never>')

export function objectType(members: readonly ObjectMember[]): TypeNode {
  return { kind: 'object', members }
}

/** `{ [key: string]: T }`; unlike `Record`, it may refer to the type it is part of. */
export function mapType(value: TypeNode, key = 'key'): TypeNode {
  return objectType([{ key: `[${key}: string]`, type: value }])
}

/** One of the types: without doubles, `null` last; `unknown` takes all in. */
export function unionType(types: readonly TypeNode[]): TypeNode {
  const members = distinct(types.flatMap((type) => (type.kind === 'union' ? type.members : [type])))
  const known = members.filter((type) => !isName(type, 'never'))
  if (known.some((type) => isName(type, 'unknown'))) return unknownType
  const ordered = [
    ...known.filter((type) => !isName(type, 'null')),
    ...known.filter((type) => isName(type, 'null')),
  ]
  return ordered.length > 1 ? { kind: 'union', members: ordered } : (ordered[0] ?? neverType)
}

/** All of the types at once; what says nothing is left out. */
export function intersectionType(types: readonly TypeNode[]): TypeNode {
  const members = distinct(types.flatMap((type) => (type.kind === 'intersection' ? type.members : [type])))
  const telling = members.filter((type) => !isName(type, 'unknown'))
  if (telling.some((type) => isName(type, 'never'))) return neverType
  return telling.length > 1 ? { kind: 'intersection', members: telling } : (telling[0] ?? unknownType)
}

/** The identifiers that a type is made of, with doubles: `Exclude<Status, 404>` has two. */
export function namesIn(type: TypeNode): readonly string[] {
  switch (type.kind) {
    case 'name':
      return /^['"`]/.test(type.text) ? [] : (type.text.match(/[\p{ID_Start}_$][\p{ID_Continue}$]*/gu) ?? [])
    case 'union':
    case 'intersection':
      return type.members.flatMap(namesIn)
    case 'array':
      return namesIn(type.item)
    case 'tuple':
      return [...type.items.map((item) => item.type), ...(type.rest ? [type.rest] : [])].flatMap(namesIn)
    case 'object':
      return type.members.flatMap((member) => namesIn(member.type))
  }
}

export function isName(type: TypeNode, text: string): boolean {
  return type.kind === 'name' && type.text === text
}

function distinct(types: readonly TypeNode[]): readonly TypeNode[] {
  return [...new Map(types.map((type) => [JSON.stringify(type), type])).values()]
}
