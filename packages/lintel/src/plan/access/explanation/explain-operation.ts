/** Whether a caller may do an operation, and which part of its rules says so. */
import type { ApplicationModel, EntityModel, FieldModel, RuleModel } from '../../../spec/model.ts'
import type { Principal } from '../../../spec/principal.ts'
import { type Actor, actorOf, anonymousActor } from '../actor.ts'
import { type Decision, decide, fieldRule, joinAll } from '../condition.ts'
import type { DerivedOperation, RowOperation } from '../derived-operations.ts'
import { fieldSeen } from '../reading.ts'
import { isDeleted } from '../row-snapshot.ts'
import { coversAction, coversOperation, scopeName } from '../scopes.ts'
import { mayCall } from '../without-row.ts'
import { boundReferences, outcomeRule, writeDecision } from '../writing.ts'
import { conditionWords } from './condition-words.ts'
import { type ExplainedRule, explainRule, type RuleVerdict } from './explain-rule.ts'
import type { AskedRow } from './leaf-need.ts'
import { joinNeeds, type Need, needText } from './need.ts'

export interface OperationQuestion {
  readonly model: ApplicationModel
  readonly operation: DerivedOperation
  readonly principal: Principal
  /** One that is read or written, beside the row. */
  readonly field?: FieldModel
  /** Absent: what is asked of any row. */
  readonly asked?: AskedRow
}

export interface ExplainedPart {
  /** `the row`, `the call`, `credentials`, `the field salary`, `the reference team`, `the row afterwards` */
  readonly about: string
  readonly verdict: RuleVerdict
  /** Whether the answer follows from it. Other parts are asked once the fields of a write are known. */
  readonly counts: boolean
  readonly note?: string
  readonly rule?: ExplainedRule
}

export interface OperationExplanation {
  /** `by row`: some rows, and no row was named. */
  readonly verdict: 'admitted' | 'denied' | 'by row'
  readonly parts: readonly ExplainedPart[]
  /** What is asked of rows, in words, where no row was named. */
  readonly asks?: string
  /** What would have to change. */
  readonly needs?: string
}

export interface ExplainedOperation {
  readonly explanation: OperationExplanation
  /** What the statement is compiled with. */
  readonly decision: Decision
}

export function explainOperation(question: OperationQuestion): ExplainedOperation {
  const { operation, principal, asked } = question
  const actor = actorOf(principal)
  const { rows } = operation
  const isCovered = rows
    ? coversAction(actor, rows.entity, rows.action)
    : coversOperation(actor, operation.name)
  const asking = { ...question, actor, isCovered, covered: isCovered ? actor : anonymousActor }
  const decision = rows ? rowDecision(rows, asking) : mayCall(operation.name, operation.rule, actor)
  const answers = [...credentials(asking), mainPart(asking), ...(rows ? furtherParts(rows, asking) : [])]
  const counted = answers.filter(({ part }) => part.counts)
  const verdict = verdictOf(counted.map(({ part }) => part.verdict))
  const need =
    verdict === 'denied'
      ? joinNeeds(
          'all',
          counted.map((each) => each.need),
        )
      : undefined
  return {
    decision,
    explanation: {
      verdict,
      parts: answers.map(({ part }) => part),
      ...(asked === undefined && typeof decision === 'object' ? { asks: conditionWords(decision) } : {}),
      ...(need ? { needs: needText(need) } : {}),
    },
  }
}

interface Asking extends OperationQuestion {
  readonly actor: Actor
  /** Whether limited credentials are good for the operation. */
  readonly isCovered: boolean
  /** Who counts: nobody, where the credentials do not cover it. */
  readonly covered: Actor
}

interface PartAnswer {
  readonly part: ExplainedPart
  readonly need?: Need | undefined
}

function verdictOf(verdicts: readonly RuleVerdict[]): OperationExplanation['verdict'] {
  if (verdicts.some((each) => each === 'fails' || each === 'unknown')) return 'denied'
  return verdicts.includes('by row') ? 'by row' : 'admitted'
}

function rowDecision({ entity, resource, action }: RowOperation, asking: Asking): Decision {
  const { model, actor, field } = asking
  const row = decide(resource[action]?.who, { model, entity, actor, action })
  if (!field || action === 'delete') return row
  if (unreachable({ entity, resource, action }, field)) return false
  if (action === 'read')
    return row === false ? row : joinAll([row, fieldSeen(entity, field, { model, actor })])
  return writeDecision(row, { model, entity, actor, action, fields: [field.name] })
}

function credentials({ principal, operation, isCovered }: Asking): readonly PartAnswer[] {
  if (!principal.scopes) return []
  const { rows, name } = operation
  const scope = rows ? `${scopeName(rows.entity)}:${rows.action}` : name
  const need: Need = { kind: 'change', text: `credentials would have to cover ${scope}` }
  // What they do not cover is decided as for nobody, which the rule may still admit.
  const note = isCovered
    ? `they cover ${scope}`
    : `they do not cover ${scope}: the rules are asked as of nobody`
  return [
    { part: { about: 'credentials', verdict: isCovered ? 'holds' : 'fails', counts: false, note }, need },
  ]
}

function mainPart(asking: Asking): PartAnswer {
  const { operation, asked, principal } = asking
  const about = operation.rows ? 'the row' : 'the call'
  const entity = operation.rows?.entity
  if (entity && asked && isDeleted(entity, asked.row)) {
    const note = 'it was deleted, and is there for nobody'
    return {
      part: { about, verdict: 'fails', counts: true, note },
      need: { kind: 'change', text: 'the row would have to be there' },
    }
  }
  const ask = (actor: Actor) => treeOf(operation.rule, asking, actor)
  const { tree, need } = ask(asking.covered)
  const part = { about, verdict: tree.verdict, counts: true, rule: tree }
  if (asking.isCovered || tree.verdict === 'holds') return { part, need }
  const [cover] = credentials(asking)
  // What the person would still need, if the credentials were good for it.
  return { part, need: joinNeeds('all', [cover?.need, ask(actorOf(principal)).need]) }
}

function treeOf(rule: RuleModel, { model, operation, asked }: Asking, actor: Actor) {
  const { rows } = operation
  return explainRule({
    rule,
    actor,
    ...(rows ? { rows: { model, entity: rows.entity, action: rows.action } } : {}),
    ...(asked ? { asked } : {}),
  })
}

/** What else is asked: of the field that was named, or of each that has a rule. */
function furtherParts(rows: RowOperation, asking: Asking): readonly PartAnswer[] {
  const { field } = asking
  const { action, entity, resource } = rows
  if (action === 'delete') return []
  const closed = field && unreachable(rows, field)
  if (field && closed) {
    const need: Need = { kind: 'change', text: closed.need }
    return [
      { part: { about: `the field ${field.name}`, verdict: 'fails', counts: true, note: closed.why }, need },
    ]
  }
  const all = action === 'read' ? Object.keys(entity.fields) : (resource[action]?.fields ?? [])
  const fields = field ? [field] : all.flatMap((name) => entity.fields[name] ?? [])
  return [
    ...fields.flatMap((each) => fieldPart(each, rows, asking)),
    ...(action === 'read' ? [] : references(fields, rows, asking)),
    ...(action === 'update' && !field ? afterwards(entity, asking) : []),
  ]
}

interface Closed {
  readonly why: string
  readonly need: string
}

/** Why no rule is asked of a field: nobody reads or writes it by this operation. */
function unreachable({ resource, action }: RowOperation, field: FieldModel): Closed | undefined {
  const { name, kind } = field
  if (action === 'read') {
    if (!field.private && kind !== 'password') return undefined
    return {
      why: 'it is private: it leaves by no API',
      need: `${name} would have to be declared without private()`,
    }
  }
  const write = action === 'delete' ? undefined : resource[action]
  if (!write || write.fields.includes(name)) return undefined
  if (name in write.set)
    return { why: 'the server sets it', need: `set of ${action} would have to leave ${name} to the caller` }
  const reason = field.readOnly
    ? 'it is read-only'
    : field.immutable
      ? 'it is immutable'
      : `it is not among fields of ${action}`
  return {
    why: `callers do not send it: ${reason}`,
    need: `${name} would have to be among fields of ${action}`,
  }
}

function fieldPart(
  field: FieldModel,
  { entity, action }: RowOperation,
  asking: Asking,
): readonly PartAnswer[] {
  const rule = fieldRule(asking.model, entity.name, field.name, action === 'read' ? 'read' : 'write')
  if (!rule) return []
  const { tree, need } = treeOf(rule, asking, asking.covered)
  const counts = asking.field !== undefined
  return [{ part: { about: `the field ${field.name}`, verdict: tree.verdict, counts, rule: tree }, need }]
}

/** Rows that a write may refer to are those that the writer may read. */
function references(
  fields: readonly FieldModel[],
  rows: RowOperation,
  asking: Asking,
): readonly PartAnswer[] {
  const { entity, action } = rows
  const { model, actor } = asking
  if (action !== 'create' && action !== 'update') return []
  const names = fields.map(({ name }) => name)
  return boundReferences({ model, entity, actor, action, fields: names }).map((field) => {
    const target = model.entities[field.target ?? '']
    const isSeen = target && coversAction(actor, target, 'read')
    const { tree, need } = treeOf(referenceRule(field), asking, isSeen ? actor : anonymousActor)
    const note = `it may name rows of ${target ? scopeName(target) : field.target} that the caller may read`
    const counts = asking.field !== undefined
    return {
      part: { about: `the reference ${field.name}`, verdict: tree.verdict, counts, note, rule: tree },
      need,
    }
  })
}

function referenceRule({ name, optional }: FieldModel): RuleModel {
  const within: RuleModel = { rule: 'through', path: name }
  if (!optional) return within
  return { rule: 'anyOf', rules: [{ rule: 'where', path: name, operator: 'null', value: true }, within] }
}

function afterwards(entity: EntityModel, asking: Asking): readonly PartAnswer[] {
  const rule = outcomeRule(asking.model, entity)
  if (!rule) return []
  const { tree } = treeOf(rule, asking, asking.covered)
  const note = 'asked of the row as it would be; here of the row as it is'
  const { verdict } = tree
  return [
    {
      part: {
        about: 'the row afterwards',
        verdict,
        counts: false,
        ...(asking.asked ? { note } : {}),
        rule: tree,
      },
    },
  ]
}
