/** Names of tables and other objects, as a statement says them. */
import type { Node, RangeVar } from 'libpg-query'

/** `orders`, `audit.orders`. */
export function relationName(relation: RangeVar | undefined): string | undefined {
  if (relation?.relname === undefined) return undefined
  return relation.schemaname === undefined ? relation.relname : `${relation.schemaname}.${relation.relname}`
}

/** The parts of a name that is a list of strings, or a type's. */
export function nameParts(node: Node | undefined): readonly string[] {
  if (node === undefined) return []
  if ('String' in node) return [node.String.sval ?? '']
  if ('List' in node) return (node.List.items ?? []).flatMap(nameParts)
  if ('TypeName' in node) return (node.TypeName.names ?? []).flatMap(nameParts)
  if ('ObjectWithArgs' in node) return (node.ObjectWithArgs.objname ?? []).flatMap(nameParts)
  return []
}

/** Names of tables in a list: `a, b`. */
export function relationNames(nodes: readonly Node[] | undefined): string {
  return (nodes ?? [])
    .flatMap((node) => ('RangeVar' in node ? [relationName(node.RangeVar) ?? ''] : []))
    .join(', ')
}
