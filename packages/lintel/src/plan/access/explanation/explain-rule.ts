/** A rule as a tree, each part with its verdict, and at the parts that decide what would have to change. */
import type { EntityModel, RuleModel } from '../../../spec/model.ts'
import { walkPath } from '../../../spec/path.ts'
import type { Actor } from '../actor.ts'
import { type Decision, decidePart, entityRule, type Step, type Subject } from '../condition.ts'
import { rowsAlong, verdictOf } from '../row-check.ts'
import { ruleText } from '../weaken-rule.ts'
import { decideWithoutRow } from '../without-row.ts'
import { decisionWords } from './condition-words.ts'
import { type AskedRow, leafNeed } from './leaf-need.ts'
import { joinNeeds, type Need, presentText } from './need.ts'

/** `unknown`: something that is missing leaves it open, which admits nobody. `by row`: it was asked of no row. */
export type RuleVerdict = 'holds' | 'fails' | 'unknown' | 'by row'

export interface ExplainedRule {
  readonly kind: RuleModel['rule']
  /** As it is written in a specification. */
  readonly rule: string
  readonly verdict: RuleVerdict
  /** Whether the verdict of the whole follows from this part. */
  readonly decides: boolean
  /** It was bound into the rule because the entity has a tenant. */
  readonly isTenant?: true
  /** The row that it was asked of, where that is another one than the row in question. */
  readonly of?: { readonly entity: string; readonly id: string | null }
  /** What the row is asked, for a part that was asked of none. */
  readonly asks?: string
  /** What would have to change here for the whole to hold. */
  readonly needs?: string
  readonly parts: readonly ExplainedRule[]
}

export interface RuleQuestion {
  readonly rule: RuleModel
  readonly actor: Actor
  /** Absent for rules that no row takes part in. */
  readonly rows?: Omit<Subject, 'actor'>
  readonly asked?: AskedRow | undefined
}

export interface RuleAnswer {
  readonly tree: ExplainedRule
  /** What would have to change for the rule to hold; absent where it does, or where no row was asked. */
  readonly need: Need | undefined
}

export function explainRule(question: RuleQuestion): RuleAnswer {
  const node = evaluate(question)
  return answer(node, { decides: true, goal: isRefusal(node.verdict) ? true : undefined })
}

const isRefusal = (verdict: RuleVerdict) => verdict === 'fails' || verdict === 'unknown'

/** A part of a rule, with what was decided of it. */
interface Node extends RuleQuestion {
  readonly decision: Decision
  readonly verdict: RuleVerdict
  readonly parts: readonly Node[]
  /** The row that it was asked of is one to which a relation led. */
  readonly isElsewhere: boolean
}

function evaluate(question: RuleQuestion, isElsewhere = false): Node {
  const { rule, actor, rows, asked } = question
  const decision = rows ? decidePart(rule, { ...rows, actor }) : decideWithoutRow(rule, actor)
  return {
    ...question,
    decision,
    verdict: verdictBy(decision, asked),
    parts: partsOf(question, decision),
    isElsewhere,
  }
}

function verdictBy(decision: Decision, asked: AskedRow | undefined): RuleVerdict {
  if (typeof decision === 'boolean') return decision ? 'holds' : 'fails'
  if (!asked) return 'by row'
  const verdict = verdictOf(decision, asked.row, asked.scope)
  return verdict === null ? 'unknown' : verdict ? 'holds' : 'fails'
}

function partsOf(question: RuleQuestion, decision: Decision): readonly Node[] {
  const { rule } = question
  // What no row decides is asked of no row.
  const asking = typeof decision === 'boolean' ? { ...question, asked: undefined } : question
  switch (rule.rule) {
    case 'anyOf':
    case 'allOf':
      return rule.rules.map((each) => evaluate({ ...question, rule: each }))
    case 'not':
    case 'acrossTenants':
      return [evaluate({ ...question, rule: rule.of })]
    case 'related':
      return rowsBeyond(asking, rule.path, rule.of)
    case 'through':
      return rowsBeyond(asking, rule.path)
    default:
      return []
  }
}

/** Rows of a relation that are shown with their verdicts; the others are like them. */
const shownRows = 5

/** @param of  absent: the rule of reading the rows there */
function rowsBeyond(question: RuleQuestion, path: string, of?: RuleModel): readonly Node[] {
  const { rows, asked, rule } = question
  const way = rows && wayOf(rows, path)
  if (!rows || !way) return []
  const { within = [] } = rows
  const { target, steps } = way
  // A circle of rules admits nobody by itself, as `decide` has it.
  if (!of && [...within, rows.entity.name].includes(target.name)) return []
  const beyond: RuleQuestion = {
    ...question,
    rule: of ?? entityRule(rows.model, target.name, 'read'),
    rows: {
      ...rows,
      entity: target,
      within: [...within, rule.rule === 'through' ? rows.entity.name : `${rows.entity.name}.${path}`],
    },
  }
  const reached = asked ? rowsAlong(steps, asked.row, asked.scope) : []
  // Without a row there, the rule still says what it asks of whoever calls.
  if (!asked || reached.length === 0) return [evaluate({ ...beyond, asked: undefined }, true)]
  return reached.slice(0, shownRows).map((row) => evaluate({ ...beyond, asked: { ...asked, row } }, true))
}

function wayOf({ model, entity }: Omit<Subject, 'actor'>, path: string) {
  const end = walkPath(model, entity, path)
  const target = 'missing' in end ? undefined : model.entities[end.field.target ?? '']
  return 'missing' in end || !target ? undefined : { steps: end.steps, target }
}

interface Marking {
  readonly decides: boolean
  /** What it would have to come to, for the whole to hold; `undefined`: nothing has to change. */
  readonly goal: boolean | undefined
}

function answer(node: Node, { decides, goal }: Marking): RuleAnswer {
  const parts = node.parts.map((part) => answer(part, marking(node, part, { decides, goal })))
  if (goal === undefined || node.verdict === 'by row')
    return { tree: explained(node, { decides, need: undefined }, parts), need: undefined }
  const own = ownNeed(node, goal)
  const needs = [own, ...parts.map((part) => part.need)]
  return { tree: explained(node, { decides, need: own }, parts), need: joinNeeds(joint(node, goal), needs) }
}

const isLeaf = ({ rule }: Node) =>
  !['anyOf', 'allOf', 'not', 'acrossTenants', 'related', 'through'].includes(rule.rule)
const isRelation = ({ rule }: Node) => rule.rule === 'related' || rule.rule === 'through'
const holds = ({ verdict }: Node) => verdict === 'holds'

/** Which parts decide, and what they would have to come to. */
function marking(node: Node, part: Node, { decides, goal }: Marking): Marking {
  const none = { decides: false, goal: undefined }
  if (!decides) return none
  switch (node.rule.rule) {
    case 'not':
      return { decides, goal: goal === undefined ? undefined : !goal }
    case 'anyOf':
      return !holds(node) || holds(part) ? { decides, goal } : none
    case 'allOf':
      return holds(node) || !holds(part) ? { decides, goal } : none
    case 'related':
    case 'through':
      if (holds(node)) return holds(part) ? { decides, goal: undefined } : none
      return isReference(node) || isNear(part) ? { decides, goal } : none
    default:
      return { decides, goal }
  }
}

/** Of several parts one suffices, or all have to change. */
function joint({ rule }: Node, goal: boolean): 'any' | 'all' {
  if (rule.rule === 'allOf') return goal ? 'all' : 'any'
  return rule.rule === 'anyOf' && !goal ? 'all' : 'any'
}

/** What would have to change here, rather than in a part. */
function ownNeed(node: Node, goal: boolean): Need | undefined {
  const { rule, decision, rows, asked } = node
  const leaf = () => leafNeed({ rule, decision, goal, entity: rows?.entity, asked })
  if (isLeaf(node)) return leaf()
  if (!isRelation(node)) return node.parts.length === 0 ? leaf() : undefined
  // Whoever calls decides what no row does; where one row is there, it can be changed.
  const isAsked = node.parts.some((part) => part.asked !== undefined)
  if (typeof decision === 'boolean') return node.parts.length === 0 ? leaf() : undefined
  return goal && isAsked && isReference(node) ? undefined : leaf()
}

/** A row to which something ties the caller already, such as a membership that is their own. */
function isNear(part: Node): boolean {
  return (
    part.asked === undefined ||
    (part.rule.rule === 'allOf' && part.parts.some((each) => each.rule.rule === 'owner' && holds(each)))
  )
}

function isReference({ rows, rule }: Node): boolean {
  const way = rows && 'path' in rule ? wayOf(rows, rule.path) : undefined
  return way?.steps.every(({ field }: Step) => field.kind === 'ref') ?? false
}

interface Marked {
  readonly decides: boolean
  readonly need: Need | undefined
}

function explained(node: Node, { decides, need }: Marked, parts: readonly RuleAnswer[]): ExplainedRule {
  const { rule, rows, asked, verdict, decision, isElsewhere } = node
  return {
    kind: rule.rule,
    rule: ruleText(rule),
    verdict,
    decides,
    ...(rows && isOfTenant(rule, rows) ? { isTenant: true } : {}),
    ...(isElsewhere && rows && asked ? { of: { entity: rows.entity.name, id: asked.row.id ?? null } } : {}),
    ...(verdict === 'by row' && parts.length === 0 ? { asks: decisionWords(decision) } : {}),
    ...(need ? { needs: presentText(need) } : {}),
    parts: parts.map(({ tree }) => tree),
  }
}

function isOfTenant(
  rule: RuleModel,
  { model, entity }: { readonly model: Subject['model']; readonly entity: EntityModel },
) {
  if (rule.rule === 'sameTenant') return true
  return rule.rule === 'owner' && rule.path === `${entity.tenant}.${model.tenancy?.members}`
}
