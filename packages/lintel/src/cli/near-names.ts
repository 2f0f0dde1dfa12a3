/** Which known names somebody may have meant. */

const most = 3

/** The names that differ least from what was typed, nearest first; none that is nothing like it. */
export function nearNames(typed: string, names: readonly string[]): readonly string[] {
  const wanted = typed.toLowerCase()
  return [...new Set(names)]
    .map((name) => ({ name, distance: distanceOf(wanted, name.toLowerCase()) }))
    .filter(({ distance, name }) => distance <= Math.max(2, name.length / 3))
    .toSorted((one, other) => one.distance - other.distance)
    .slice(0, most)
    .map(({ name }) => name)
}

/** `Did you mean orders.list or orders.read?`, or all names where they are few and none is near. */
export function nearHint(typed: string, names: readonly string[]): string {
  const near = nearNames(typed, names)
  if (near.length > 0) return `Did you mean ${near.join(' or ')}?`
  return names.length === 0 ? 'There is none.' : `There are: ${names.slice(0, 20).join(', ')}.`
}

/** How many letters have to be put in, left out or changed: Levenshtein's distance. */
function distanceOf(one: string, other: string): number {
  let before = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (const [row, letter] of [...one].entries()) {
    const next = [row + 1]
    for (const [column, each] of [...other].entries()) {
      const changed = (before[column] ?? 0) + (letter === each ? 0 : 1)
      next.push(Math.min(changed, (before[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    before = next
  }
  return before.at(-1) ?? 0
}
