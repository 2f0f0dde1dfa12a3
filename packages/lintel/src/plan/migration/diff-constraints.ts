/** The differences between constraints or indexes: what goes, what comes, what only has another name. */

export interface Differences<T> {
  readonly dropped: readonly T[]
  readonly added: readonly T[]
  readonly renamed: readonly { readonly from: string; readonly to: string }[]
}

interface Compared<T> {
  readonly from: readonly T[]
  readonly to: readonly T[]
  /** Whether two do the same, whatever their names. */
  readonly same: (one: T, other: T) => boolean
  /** Whether it has to be made anew although it stays the same. */
  readonly touched: (one: T) => boolean
}

export function diffNamed<T extends { readonly name: string }>({
  from,
  to,
  same,
  touched,
}: Compared<T>): Differences<T> {
  const stays = (one: T, other: T) => same(one, other) && !touched(one) && !touched(other)
  const kept = to.filter((after) => from.some((before) => before.name === after.name && stays(before, after)))
  const isKept = ({ name }: T) => kept.some((each) => each.name === name)
  const going = from.filter((before) => !isKept(before))
  const renamed: { from: string; to: string }[] = []
  const added: T[] = []
  for (const after of to.filter((each) => !isKept(each))) {
    const before = going.findIndex((each) => stays(each, after))
    const [found] = before < 0 ? [] : going.splice(before, 1)
    if (found) renamed.push({ from: found.name, to: after.name })
    else added.push(after)
  }
  return { dropped: going, added, renamed }
}
