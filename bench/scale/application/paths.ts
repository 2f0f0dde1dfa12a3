/** Dotted paths through the generated entities, for includes, filters and rules. */

import type { EntityPlan, Relation } from './plan.ts'

export interface Path {
  readonly steps: readonly Relation[]
  /** Where it leads. */
  readonly end: EntityPlan
}

/** `next.parent` */
export function pathText({ steps }: Path): string {
  return steps.map(({ name }) => name).join('.')
}

/** A path of `length` relations, another for another `turn`. */
export function includePath(
  plan: readonly EntityPlan[],
  from: EntityPlan,
  length: number,
  turn: number,
): Path {
  const steps: Relation[] = []
  let end = from
  while (steps.length < length) {
    const step = end.relations[(turn + steps.length) % end.relations.length]!
    steps.push(step)
    end = plan[step.target]!
  }
  return { steps, end }
}

/** The shortest path of references to the user, or of three steps at most; `id` of the user itself. */
export function ownerPath(plan: readonly EntityPlan[], from: EntityPlan): string | undefined {
  if (from.index === 0) return 'id'
  let ends: readonly Path[] = [{ steps: [], end: from }]
  for (let length = 1; length <= 3; length++) {
    ends = ends.flatMap(({ steps, end }) =>
      end.relations
        .filter(({ kind }) => kind === 'ref')
        .map((step) => ({ steps: [...steps, step], end: plan[step.target]! })),
    )
    const found = ends.find(({ end }) => end.index === 0)
    if (found) return pathText(found)
  }
  return undefined
}
