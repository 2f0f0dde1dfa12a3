/** The situations in which a single part of a decision decides it: what a row must be like to tell a rule from a weaker one. */
import { type Condition, type Decision, joinAll, type Step } from './condition.ts'
import { conditionText } from './condition-text.ts'

/** A condition that is not put together of others. */
/** Of somebody who is known: an open actor is in no situation. */
export type Leaf = Exclude<Condition, { readonly kind: 'all' | 'any' | 'not' | 'actor' }>

export type Wish =
  | { readonly kind: 'leaf'; readonly leaf: Leaf; readonly holds: boolean }
  /** A row along the steps, of which all this is so. */
  | { readonly kind: 'row'; readonly steps: readonly Step[]; readonly of: Situation }

/** What is so of one row at once. */
export type Situation = readonly Wish[]

/** Of one decision no more: what is nested deeply has very many. */
const maxSituations = 24
/** Ways to let the other parts be, for a part that decides. */
const maxWays = 4

/**
 * As for modified condition/decision coverage: for each leaf a situation in which the whole `holds`, and would not if
 * that leaf alone were otherwise.
 *
 * @source  NASA/TM-2001-210876, "A Practical Tutorial on Modified Condition/Decision Coverage"
 */
export function tellingSituations(decision: Decision, holds: boolean): readonly Situation[] {
  const found = turning(decision, holds)
  const different = new Map(found.map((each) => [conditionText(situationCondition(each)), each]))
  return [...different.values()].slice(0, maxSituations)
}

/** The situation as a condition of the row, to ask whether the row is in it. */
export function situationCondition(situation: Situation): Decision {
  return joinAll(
    situation.map((wish): Decision => {
      if (wish.kind === 'leaf') return wish.holds ? wish.leaf : { kind: 'not', of: wish.leaf }
      const of = situationCondition(wish.of)
      return of !== false && { kind: 'exists', steps: wish.steps, of }
    }),
  )
}

function turning(decision: Decision, holds: boolean): readonly Situation[] {
  if (typeof decision === 'boolean') return []
  switch (decision.kind) {
    case 'not':
      return turning(decision.of, !holds)
    case 'all':
    case 'any':
      return decision.of.flatMap((part, at) =>
        // The others leave the whole to this part.
        turning(part, holds).flatMap((own) =>
          togetherSettled(decision.of.toSpliced(at, 1), decision.kind === 'all', own),
        ),
      )
    case 'actor':
      return []
    default:
      return [[{ kind: 'leaf', leaf: decision, holds }], ...turningWithin(decision, holds)]
  }
}

/** A row is there, and one part of what it must be like makes it the row that is asked for, or keeps it from it. */
function turningWithin(leaf: Leaf, holds: boolean): readonly Situation[] {
  if (leaf.kind !== 'exists' || leaf.of === true) return []
  const { steps, of } = leaf
  return turning(of, holds).map((within) => [
    { kind: 'leaf', leaf, holds },
    { kind: 'row', steps, of: within },
  ])
}

/** Ways in which the decision holds, or does not. */
function settled(decision: Decision, holds: boolean): readonly Situation[] {
  if (typeof decision === 'boolean') return decision === holds ? [[]] : []
  switch (decision.kind) {
    case 'not':
      return settled(decision.of, !holds)
    case 'all':
    case 'any':
      if ((decision.kind === 'all') === holds) return togetherSettled(decision.of, holds, [])
      return decision.of.flatMap((part) => settled(part, holds)).slice(0, 2 * maxWays)
    case 'actor':
      return []
    default:
      return settledLeaf(decision, holds)
  }
}

function settledLeaf(leaf: Leaf, holds: boolean): readonly Situation[] {
  if (!holds || leaf.kind !== 'exists' || leaf.of === true) return [[{ kind: 'leaf', leaf, holds }]]
  return settled(leaf.of, true).map((of) => [
    { kind: 'leaf', leaf, holds },
    { kind: 'row', steps: leaf.steps, of },
  ])
}

/** All of them, and what is so already. */
function togetherSettled(
  parts: readonly Condition[],
  holds: boolean,
  before: Situation,
): readonly Situation[] {
  return parts.reduce<readonly Situation[]>(
    (ways, part) =>
      ways.flatMap((way) => settled(part, holds).flatMap((each) => both(way, each))).slice(0, maxWays),
    [before],
  )
}

/** Nothing where a leaf would have to hold and not to hold: rules ask for the same in several places. */
function both(one: Situation, other: Situation): readonly Situation[] {
  const known = new Map(one.map((wish) => [keyOf(wish), wish]))
  for (const wish of other) {
    const same = known.get(keyOf(wish))
    if (wish.kind === 'leaf' && same?.kind === 'leaf' && same.holds !== wish.holds) return []
    known.set(keyOf(wish), wish)
  }
  return [[...known.values()]]
}

function keyOf(wish: Wish): string {
  return wish.kind === 'leaf' ? conditionText(wish.leaf) : `row ${conditionText(situationCondition([wish]))}`
}
