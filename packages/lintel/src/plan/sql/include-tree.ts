/** Relations asked for, as a tree: `items.product` and `items` are one branch. */

export interface IncludeTree {
  readonly [relation: string]: IncludeTree
}

export const noIncludes: IncludeTree = branch()

export function includeTree(paths: readonly string[]): IncludeTree {
  if (paths.length === 0) return noIncludes
  const tree = branch()
  for (const path of paths) {
    let level = tree
    for (const name of path.split('.')) {
      level[name] ??= branch()
      level = level[name] as Branch
    }
  }
  return tree
}

type Branch = { [relation: string]: IncludeTree }

// A relation may have a name that every object inherits, such as "constructor".
function branch(): Branch {
  return Object.create(null)
}
