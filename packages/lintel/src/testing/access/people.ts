/** Who asks in tests of access: several people of every kind, each a row of the identity's entity. */
import { type CallerKind, callerKinds } from '../../plan/access/caller-kinds.ts'
import type { ApplicationModel } from '../../spec/model.ts'
import { Principal } from '../../spec/principal.ts'

export interface Person {
  /** `role admin #2` */
  readonly name: string
  readonly kind: CallerKind
  readonly principal: Principal
}

const ofEach = 2

/** How many rows of the identity's entity ask. */
export function peopleCount(model: ApplicationModel): number {
  return kindsOfPeople(model).length * ofEach
}

/** The role that the row of each of them has, in their order; `undefined` where it is left as it is. */
export function rolesOfPeople(model: ApplicationModel): readonly (string | undefined)[] {
  return kindsOfPeople(model).flatMap(({ roles }) => Array.from({ length: ofEach }, () => roles[0]))
}

/** @param ids  of the rows, at least `peopleCount` */
export function peopleOf(model: ApplicationModel, ids: readonly string[]): readonly Person[] {
  const rows = [...ids]
  const people = kindsOfPeople(model).flatMap((kind) =>
    rows.splice(0, ofEach).map((id, at) => personOf(kind, id, `${kind.name} #${at + 1}`)),
  )
  // Credentials with bounds are those of somebody who could do more without them.
  const limited = callerKinds(model)
    .filter(({ scopes }) => scopes)
    .flatMap((kind) => ids.slice(0, 1).map((id) => personOf(kind, id, kind.name)))
  const nobody: CallerKind = { name: 'anonymous', isSignedIn: false, roles: [] }
  return [personOf(nobody, null, nobody.name), ...people, ...limited]
}

function kindsOfPeople(model: ApplicationModel): readonly CallerKind[] {
  return callerKinds(model).filter(({ isSignedIn, scopes }) => isSignedIn && !scopes)
}

function personOf(kind: CallerKind, id: string | null, name: string): Person {
  const { roles, scopes } = kind
  return { name, kind, principal: new Principal({ id, roles, ...(scopes ? { scopes } : {}) }) }
}
