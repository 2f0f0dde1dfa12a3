/** The order in which names can change hands: none is given to two things at once. */
import { identifier } from '../../spec/build-entity.ts'

export interface Rename {
  readonly from: string
  readonly to: string
}

/** Renames that run one after the other; where names go round in a circle, one of them waits under a name of its own. */
export function orderRenames(pairs: ReadonlyMap<string, string>, names: Iterable<string>): Rename[] {
  const left: Rename[] = [...pairs].flatMap(([to, from]) => (from === to ? [] : [{ from, to }]))
  const used = new Set(names)
  const ordered: Rename[] = []
  const move = (rename: Rename) => {
    ordered.push(rename)
    used.delete(rename.from)
    used.add(rename.to)
  }
  while (left.length > 0) {
    const free = left.findIndex(({ to }) => !used.has(to))
    const [next] = left.splice(Math.max(free, 0), 1)
    if (!next) break
    if (free >= 0) move(next)
    else {
      const waiting = identifier(`${next.from}_moving`)
      move({ from: next.from, to: waiting })
      left.push({ from: waiting, to: next.to })
    }
  }
  return ordered
}
