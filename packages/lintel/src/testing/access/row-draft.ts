/** A row that is not stored yet, with the rows that it refers to and that refer to it. */
import { compares } from '../../plan/access/compare-text.ts'
import type { Operand, Step } from '../../plan/access/condition.ts'
import type { DataRow } from '../../plan/access/row-snapshot.ts'
import type { Leaf, Situation } from '../../plan/access/telling-situations.ts'
import type { CompareOperator, EntityModel, FieldModel, Json } from '../../spec/model.ts'
import type { Oracle } from './oracle.ts'
import type { Person } from './people.ts'

/** Thrown where a situation asks for what no row can be, or for what this does not know how to make. */
export class Unarrangeable extends Error {}

export interface RowDraft {
  readonly entity: EntityModel
  /** The id of a row that is there; else the row is made. */
  readonly existing: string | undefined
  /** Values that matter, by the names of fields; all others are those of some row. */
  readonly values: Map<string, string | null>
  readonly references: Map<string, RowDraft>
  /** Rows that refer to this one. */
  readonly children: RowDraft[]
  readonly links: { readonly field: FieldModel; readonly to: RowDraft }[]
}

interface DraftedFor {
  readonly oracle: Oracle
  readonly person: Person
  /** Somebody else. */
  readonly stranger: string
}

interface Scope extends DraftedFor {
  readonly changes: Changes
}

/** Takes back what was drafted where it leads nowhere. */
class Changes {
  readonly #undo: (() => void)[] = []

  make(change: () => void, undo: () => void): void {
    change()
    this.#undo.push(undo)
  }

  /** @throws Unarrangeable where none of the ways can be gone */
  firstOf(ways: readonly (() => void)[]): void {
    const before = this.#undo.length
    for (const [at, way] of ways.entries()) {
      try {
        way()
        return
      } catch (error) {
        if (!(error instanceof Unarrangeable) || at === ways.length - 1) throw error
        while (this.#undo.length > before) this.#undo.pop()?.()
      }
    }
  }
}

/** @throws Unarrangeable */
export function draftOf(entity: EntityModel, situation: Situation, given: DraftedFor): RowDraft {
  const scope = { ...given, changes: new Changes() }
  const draft = newDraft(entity, selfOf(situation, entity, scope))
  fulfil(draft, situation, scope)
  return draft
}

/** `owner('id')`: the row is the person, or somebody else. */
function selfOf(situation: Situation, entity: EntityModel, scope: DraftedFor): string | undefined {
  for (const wish of situation) {
    if (wish.kind === 'row' || wish.leaf.kind !== 'principal') continue
    const [step, ...rest] = wish.leaf.steps
    if (rest.length > 0 || step?.field.name !== 'id' || step.entity.name !== entity.name) continue
    return wish.holds ? (scope.person.principal.id ?? undefined) : scope.stranger
  }
  return undefined
}

function newDraft(entity: EntityModel, existing?: string): RowDraft {
  return { entity, existing, values: new Map(), references: new Map(), children: [], links: [] }
}

function fulfil(draft: RowDraft, situation: Situation, scope: Scope): void {
  for (const wish of situation) {
    if (wish.kind === 'row') along(draft, wish.steps, scope, (end) => fulfil(end, wish.of, scope))
    else if (wish.holds) meet(draft, wish.leaf, scope)
    else miss(draft, wish.leaf, scope)
  }
}

/** Goes on from the row at the end: one that was drafted for another wish, where it can be both, or a new one. */
function along(
  from: RowDraft,
  [first, ...rest]: readonly Step[],
  scope: Scope,
  end: (draft: RowDraft) => void,
): void {
  if (!first) {
    end(from)
    return
  }
  const further = (draft: RowDraft) => along(draft, rest, scope, end)
  const known =
    first.field.kind === 'many' ? from.children.filter((child) => isChild(child, from, first)) : []
  scope.changes.firstOf([
    ...known.map((child) => () => further(child)),
    () => further(next(from, first, scope)),
  ])
}

function isChild({ entity, references }: RowDraft, from: RowDraft, { field }: Step): boolean {
  return entity.name === field.target && references.get(field.inverse ?? '') === from
}

function walk(draft: RowDraft, steps: readonly Step[], scope: Scope): RowDraft {
  return steps.reduce((from, step) => next(from, step, scope), draft)
}

/** The row at the other end: the one that is referred to, or a new one, with which nothing else has to do. */
function next(from: RowDraft, { field }: Step, { oracle, changes }: Scope): RowDraft {
  const target = oracle.model.entities[field.target ?? '']
  if (!target) throw new Unarrangeable(`${field.name} leads nowhere.`)
  const known = from.references.get(field.name)
  if (field.kind === 'ref' && known) return known
  if (field.kind === 'ref' && from.existing !== undefined)
    throw new Unarrangeable(`${from.entity.name} is there already.`)
  const draft = newDraft(target)
  if (field.kind === 'ref') refer(from, field, draft, changes)
  else if (field.kind === 'manyToMany') link(from, field, draft, changes)
  else {
    draft.references.set(field.inverse ?? '', from)
    changes.make(
      () => from.children.push(draft),
      () => from.children.pop(),
    )
  }
  return draft
}

function refer({ references }: RowDraft, { name }: FieldModel, to: RowDraft, changes: Changes): void {
  changes.make(
    () => references.set(name, to),
    () => references.delete(name),
  )
}

function link({ links }: RowDraft, field: FieldModel, to: RowDraft, changes: Changes): void {
  changes.make(
    () => links.push({ field, to }),
    () => links.pop(),
  )
}

function meet(draft: RowDraft, leaf: Leaf, scope: Scope): void {
  if (leaf.kind === 'same') {
    meetSame(draft, leaf, scope)
    return
  }
  // What a row must be like is a wish of its own.
  if (leaf.kind === 'exists') {
    if (leaf.of === true) along(draft, leaf.steps, scope, () => undefined)
    return
  }
  along(draft, leaf.steps.slice(0, -1), scope, (last) => decideLast(last, leaf, true, scope))
}

/** Rows that are new are others; a single row at the end is made another one. */
function miss(draft: RowDraft, leaf: Leaf, scope: Scope): void {
  const many = leaf.steps.findIndex(({ field }) => field.kind === 'many' || field.kind === 'manyToMany')
  if (many >= 0) {
    const parent = walk(draft, leaf.steps.slice(0, many), scope)
    if (leaf.kind === 'same' || leaf.kind === 'exists') return
    // One is there, and is not the one: who asks only whether there is any is told apart.
    scope.changes.firstOf([
      () => along(parent, leaf.steps.slice(many, -1), scope, (last) => decideLast(last, leaf, false, scope)),
      () => undefined,
    ])
    return
  }
  if (leaf.kind === 'same') {
    // The ways part, for each leads to a row of its own.
    walk(draft, leaf.steps.slice(0, -1), scope)
    walk(draft, leaf.as.slice(0, -1), scope)
    for (const way of [leaf.steps, leaf.as]) endOf(draft, way, scope)
    return
  }
  if (leaf.kind === 'exists') {
    const [first] = leaf.steps
    if (!first?.field.optional) throw new Unarrangeable('A reference that is required leads somewhere.')
    setValue(draft, first.field, null, scope)
    return
  }
  decideLast(walk(draft, leaf.steps.slice(0, -1), scope), leaf, false, scope)
}

function endOf(draft: RowDraft, way: readonly Step[], scope: Scope): RowDraft | undefined {
  const last = way.at(-1)
  const from = walk(draft, way.slice(0, -1), scope)
  return last?.field.kind === 'ref' ? next(from, last, scope) : undefined
}

function meetSame(draft: RowDraft, leaf: Extract<Leaf, { kind: 'same' }>, scope: Scope): void {
  const own = endOf(draft, leaf.as, scope)
  const last = leaf.steps.at(-1)
  const from = walk(draft, leaf.steps.slice(0, -1), scope)
  if (!own || last?.field.kind !== 'ref') throw new Unarrangeable('The ways end in no reference.')
  const known = from.references.get(last.field.name)
  if (known && known !== own) throw new Unarrangeable('The ways lead to different rows already.')
  if (!known) refer(from, last.field, own, scope.changes)
}

type Deciding = Extract<Leaf, { readonly kind: 'principal' | 'compare' | 'against' }>

function decideLast(draft: RowDraft, leaf: Deciding, holds: boolean, scope: Scope): void {
  const field = leaf.steps.at(-1)?.field
  if (!field) throw new Unarrangeable('A condition needs a field.')
  if (leaf.kind === 'principal') {
    setPerson(draft, field, holds, scope)
    return
  }
  const values =
    leaf.kind === 'compare'
      ? comparedValues(field, leaf.operator, leaf.value, holds)
      : operandValues(field, leaf.operator, leaf.operand, { ...scope, holds })
  const known = draft.values.get(field.name)
  if (known !== undefined && values.includes(known)) return
  const [value] = values
  if (value === undefined) throw new Unarrangeable(`${field.name} has no such value.`)
  setValue(draft, field, value, scope)
}

function setPerson(draft: RowDraft, field: FieldModel, holds: boolean, scope: Scope): void {
  const { oracle, person, stranger } = scope
  const id = holds ? person.principal.id : stranger
  const target = oracle.model.entities[field.target ?? '']
  if (field.name === 'id' && draft.existing === id) return
  if (id === null || !target) throw new Unarrangeable(`${field.name} is nobody.`)
  if (field.kind === 'manyToMany') {
    link(draft, field, newDraft(target, id), scope.changes)
    return
  }
  if (field.kind !== 'ref') throw new Unarrangeable(`${field.name} names nobody.`)
  const known = draft.references.get(field.name)
  if (known && known.existing !== id) throw new Unarrangeable(`${field.name} is somebody else already.`)
  if (draft.existing !== undefined) {
    setValue(draft, field, id, scope)
    return
  }
  if (!known) refer(draft, field, newDraft(target, id), scope.changes)
}

function setValue(
  draft: RowDraft,
  field: FieldModel,
  value: string | null,
  { oracle, changes }: Scope,
): void {
  const known = draft.values.get(field.name)
  const stored =
    draft.existing === undefined ? undefined : oracle.snapshot.row(draft.entity, draft.existing)?.[field.name]
  if ((known ?? stored ?? value) !== value || (field.kind === 'ref' && value !== null))
    throw new Unarrangeable(`${field.name} is another already.`)
  if (draft.existing !== undefined || known !== undefined) return
  changes.make(
    () => draft.values.set(field.name, value),
    () => draft.values.delete(field.name),
  )
}

/** Texts of the field that compare so, or do not. */
function comparedValues(field: FieldModel, operator: CompareOperator, value: Json, holds: boolean) {
  const isEmpty = operator === 'eq' && value === null
  const [by, wanted] = isEmpty ? (['null', true] as const) : ([operator, value] as const)
  const given = (Array.isArray(value) ? value : [value]).flatMap((each) => textOf(each) ?? [])
  return fitting(field, [...given, ...given.flatMap((each) => nearTo(field, each))], (text) => {
    return (compares(field, text, by, wanted) === true) === holds
  })
}

function operandValues(
  field: FieldModel,
  operator: CompareOperator,
  operand: Operand,
  { oracle, person, stranger, holds }: DraftedFor & { readonly holds: boolean },
): readonly (string | null)[] {
  if (operand.kind === 'moment') {
    const moment = (days: number) => {
      const text = new Date(Date.now() + (operand.seconds + days * 86_400) * 1000).toISOString()
      return field.kind === 'date' ? text.slice(0, text.indexOf('T')) : text
    }
    const days = [2, -2].map(moment)
    return fitting(field, days, (text) => (compares(field, text, operator, moment(0)) === true) === holds)
  }
  const textFor = (id: string | null) => oracle.snapshot.row(operand.entity, id ?? '')?.[operand.field.name]
  const own = textFor(person.principal.id) ?? null
  if (own === null) throw new Unarrangeable(`The caller has no ${operand.field.name}.`)
  const values = [own, textFor(stranger) ?? null, ...nearTo(field, own)]
  return fitting(field, values, (text) => (compares(field, text, operator, own) === true) === holds)
}

function fitting(
  field: FieldModel,
  values: readonly (string | null)[],
  fits: (text: string | null) => boolean,
): readonly (string | null)[] {
  const possible = [
    ...values,
    ...(field.values ?? []),
    ...(field.kind === 'boolean' ? ['true', 'false'] : []),
  ]
  return [...possible.filter((text) => text !== null), ...(field.optional ? [null] : [])].filter(fits)
}

/** Values on both sides of one. */
function nearTo({ kind, values }: FieldModel, text: string): readonly string[] {
  if (values) return values
  switch (kind) {
    case 'integer':
    case 'bigint':
    case 'decimal':
      return [1, -1].map((step) => String(Number(text) + step))
    case 'date':
    case 'timestamp':
      return [1, -1].map((days) => {
        const moved = new Date(Date.parse(text) + days * 86_400_000).toISOString()
        return kind === 'date' ? moved.slice(0, moved.indexOf('T')) : moved
      })
    case 'text':
      return [`${text}x`, 'x']
    default:
      return []
  }
}

function textOf(value: Json): string | undefined {
  return value === null || typeof value === 'object' ? undefined : String(value)
}

/** What a draft is stored as: a row that is like another one where nothing was said. */
export function drafted({ entity, values }: RowDraft, like: DataRow): DataRow {
  return Object.fromEntries(
    Object.values(entity.fields).flatMap(({ name, column }) => {
      if (column === undefined) return []
      const isDeletion = entity.softDelete && name === 'deletedAt'
      return [
        [name, values.has(name) ? (values.get(name) ?? null) : isDeletion ? null : (like[name] ?? null)],
      ]
    }),
  )
}
