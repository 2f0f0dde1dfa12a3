/** Finds out of two sets of named things which are the same: by declared rename, by what they are, by name. */

export interface Matching<T extends { readonly name: string }> {
  readonly from: readonly T[]
  readonly to: readonly T[]
  /** The same thing by what it is, whatever its name. */
  readonly same: (to: T) => T | undefined
  /** What its author says it was. */
  readonly former: (to: T) => T | undefined
}

/** For each name in `to` that was there before, the name it had. */
export function matchNames<T extends { readonly name: string }>(matching: Matching<T>): Map<string, string> {
  const { to } = matching
  const pairs = new Map<string, string>()
  const taken = new Set<string>()
  const pair = (each: T, found: T | undefined): boolean => {
    if (!found || taken.has(found.name) || pairs.has(each.name)) return false
    pairs.set(each.name, found.name)
    taken.add(found.name)
    return true
  }
  // A rename stays declared after it is done, so it counts only while the new name is not there, or is itself
  // renamed away. One rename may free the name of the next.
  const declared = () =>
    to.filter((each) => !ownOf(each, matching, taken) && pair(each, matching.former(each)))
  while (declared().length > 0);
  for (const each of to) pair(each, movedOf(each, matching))
  for (const each of to) pair(each, named(matching.from, each.name))
  return pairs
}

function ownOf<T extends { readonly name: string }>(
  each: T,
  { from, same }: Matching<T>,
  taken: ReadonlySet<string>,
): T | undefined {
  return [same(each), named(from, each.name)].find((own) => own && !taken.has(own.name))
}

/** The same thing under another name, unless something that goes has the name: that cannot be both. */
function movedOf<T extends { readonly name: string }>(
  each: T,
  { from, to, same }: Matching<T>,
): T | undefined {
  const occupant = named(from, each.name)
  const movesToo = to.some((other) => other !== each && occupant !== undefined && same(other) === occupant)
  return !occupant || movesToo || same(each) === occupant ? same(each) : undefined
}

function named<T extends { readonly name: string }>(things: readonly T[], name: string): T | undefined {
  return things.find((each) => each.name === name)
}
