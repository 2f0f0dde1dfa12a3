/** What credentials with scopes may be used for: the doors that a scope names. */
import type { EntityModel } from '../../spec/model.ts'
import { kebabCase, pluralOf } from '../../spec/names.ts'
import { namesScope } from '../../spec/principal.ts'
import type { Actor } from './actor.ts'
import type { RowAction } from './condition.ts'

/** `orders:read`, `orders:write` (create, update, delete), `orders:delete`, `orders:*`, `*:read`, `*`. */
export function coversAction({ scopes }: Actor, entity: EntityModel, action: RowAction): boolean {
  if (!scopes) return true
  const covering = coveringScopes(entity, action)
  return scopes.some((scope) => covering.includes(scope))
}

/** Every scope that covers the action on rows of the entity. */
export function coveringScopes(entity: EntityModel, action: RowAction): readonly string[] {
  const name = scopeName(entity)
  const kinds = action === 'read' ? ['read', '*'] : [action, 'write', '*']
  return ['*', ...kinds.flatMap((kind) => [`${name}:${kind}`, `*:${kind}`])]
}

/** An operation is covered by its own name. What it does inside is its own affair. */
export function coversOperation({ scopes }: Actor, operation: string): boolean {
  return namesScope(scopes, operation)
}

/** Whether a rule `scope(name)` admits these credentials. */
export function hasScope({ scopes, signedIn }: Actor, name: string): boolean {
  return (scopes !== undefined || signedIn) && namesScope(scopes, name)
}

/** The word for an entity in scopes: its plural, as in paths. */
export function scopeName(entity: EntityModel): string {
  return kebabCase(entity.plural ?? pluralOf(entity.name))
}
