/** Relations asked for, as a tree: `items.product` and `items` are one branch. */

export interface IncludeTree {
  readonly [relation: string]: IncludeTree
}

export const noIncludes: IncludeTree = {}

export function includeTree(paths: readonly string[]): IncludeTree {
  if (paths.length === 0) return noIncludes
  const tree: { [relation: string]: IncludeTree } = {}
  for (const path of paths) {
    let level = tree
    for (const name of path.split('.')) {
      level[name] ??= {}
      level = level[name] as { [relation: string]: IncludeTree }
    }
  }
  return tree
}
