/** What each person may see and do, decided in memory from rows that were read without rules. */
import { actorOf } from '../../plan/access/actor.ts'
import { compares } from '../../plan/access/compare-text.ts'
import {
  type Decision,
  decide,
  entityRule,
  fieldDecision,
  fieldsJudged,
  fieldsRead,
  type RowAction,
} from '../../plan/access/condition.ts'
import { admits } from '../../plan/access/row-check.ts'
import { type DataRow, isDeleted, type RowSnapshot } from '../../plan/access/row-snapshot.ts'
import {
  boundReferences,
  deniedFields,
  linkBound,
  outcomeDecision,
  writeDecision,
} from '../../plan/access/writing.ts'
import type {
  ApplicationModel,
  CompareOperator,
  EntityModel,
  FieldModel,
  Json,
  RuleModel,
} from '../../spec/model.ts'
import { walkPath } from '../../spec/path.ts'
import type { Person } from './people.ts'

export class Oracle {
  readonly model: ApplicationModel
  readonly snapshot: RowSnapshot
  readonly #nowMs = Date.now()

  constructor(model: ApplicationModel, snapshot: RowSnapshot) {
    this.model = model
    this.snapshot = snapshot
  }

  decision(
    rule: RuleModel | undefined,
    entity: EntityModel,
    action: RowAction,
    { principal }: Person,
  ): Decision {
    return decide(rule, { model: this.model, entity, actor: actorOf(principal), action })
  }

  admits(decision: Decision, row: DataRow, { principal }: Person): boolean {
    const principalId = principal.isSignedIn ? principal.id : null
    return admits(decision, row, { snapshot: this.snapshot, principalId, nowMs: this.#nowMs })
  }

  /** By the rules of every resource and policy of the entity: what includes, filters and code go by. */
  entityDecision(entity: EntityModel, action: RowAction, person: Person): Decision {
    return this.decision(entityRule(this.model, entity.name, action), entity, action, person)
  }

  reads(entity: EntityModel, row: DataRow, person: Person): boolean {
    return !isDeleted(entity, row) && this.admits(this.entityDecision(entity, 'read', person), row, person)
  }

  sees(entity: EntityModel, field: FieldModel, row: DataRow, person: Person): boolean {
    return this.admits(this.fieldDecision(entity, field, person), row, person)
  }

  fieldDecision(entity: EntityModel, field: FieldModel, { principal }: Person): Decision {
    return fieldDecision(field, 'read', { model: this.model, entity, actor: actorOf(principal) })
  }

  /** The names under which the row's fields leave. */
  shown(entity: EntityModel, row: DataRow, person: Person, { withPrivate = false } = {}): readonly string[] {
    return Object.values(entity.fields)
      .filter(({ column, private: isPrivate }) => column !== undefined && (withPrivate || !isPrivate))
      .filter((field) => this.sees(entity, field, row, person))
      .map(({ name }) => name)
  }

  /** Whether the field that the path leads to is shown to the person in no row. */
  isHidden(entity: EntityModel, path: string, person: Person): boolean {
    const end = walkPath(this.model, entity, path)
    return !('missing' in end) && this.fieldDecision(end.entity, end.field, person) === false
  }

  /** Whether a filter finds the row: along rows that the person reads, in a field that they see. */
  finds(entity: EntityModel, row: DataRow, filter: Asked, person: Person): boolean {
    const end = walkPath(this.model, entity, filter.path)
    if ('missing' in end) throw new Error(`The filter ${filter.path} was not checked.`)
    const go = (at: EntityModel, current: DataRow, fields: readonly FieldModel[]): boolean => {
      const [field, ...rest] = fields
      if (!field) return false
      if (rest.length === 0) {
        const text = current[field.name] ?? null
        return (
          this.sees(at, field, current, person) &&
          compares(field, text, filter.operator, filter.value) === true
        )
      }
      const target = this.model.entities[field.target ?? '']
      if (!target) return false
      return this.snapshot
        .related(field, current)
        .some((next) => this.reads(target, next, person) && go(target, next, rest))
    }
    return go(
      entity,
      row,
      end.steps.map(({ field }) => field),
    )
  }

  /** The rule of a row with those of the fields that are written, and of the rows that they refer to. */
  written(rule: Decision, { entity, person, action, fields }: Written): Decision {
    const { model } = this
    return writeDecision(rule, { model, entity, action, fields, actor: actorOf(person.principal) })
  }

  /** Whether a field is among them that the person may write in no row. */
  isDenied({ entity, person, action, fields }: Written): boolean {
    const { model } = this
    return deniedFields({ model, entity, action, fields, actor: actorOf(person.principal) }).length > 0
  }

  /** Whether a reference that no rule of the row judges names a row that is not there for the person. */
  refersBeyond(rule: Decision, { entity, person, action, fields: all }: Written, row: DataRow): boolean {
    const { model } = this
    const judged = fieldsJudged(rule)
    const fields = all.filter((name) => !judged.includes(name))
    const bound = boundReferences({ model, entity, action, fields, actor: actorOf(person.principal) })
    return bound.some((field) => {
      const target = model.entities[field.target ?? '']
      const id = row[field.name] ?? null
      if (!target || id === null) return false
      const found = this.snapshot.row(target, id)
      return !found || !this.reads(target, found, person)
    })
  }

  /** Whether a many-to-many field of a row may link another: one that the person reads, of the same tenant. */
  mayLink({ entity, field, target, row, person, action }: Linked): boolean {
    const { model } = this
    const write = { model, entity, action, fields: [field.name], actor: actorOf(person.principal) }
    const { seen, isWithinTenant } = linkBound(field, write)
    const to = model.entities[field.target ?? '']
    if (!to || !this.admits(seen, target, person)) return false
    return !isWithinTenant || this.#tenantOf(entity, row) === this.#tenantOf(to, target)
  }

  #tenantOf(entity: EntityModel, row: DataRow): string | null | undefined {
    const end = walkPath(this.model, entity, entity.tenant ?? '')
    if ('missing' in end) return undefined
    const fields = end.steps.map(({ field }) => field)
    const last = fields
      .slice(0, -1)
      .reduce<DataRow | undefined>((at, field) => at && this.snapshot.related(field, at)[0], row)
    return last?.[end.field.name]
  }

  /** Whether the row may become this one. What it becomes is asked only where the rule reads what is changed. */
  becomes(decision: Decision, changing: Changing): boolean {
    const { entity, row, changes, fields, person } = changing
    if (!this.admits(decision, row, person)) return false
    const declared = outcomeDecision({ model: this.model, entity, actor: actorOf(person.principal), fields })
    const outcome = declared ?? decision
    const isAsked = declared !== undefined || fieldsRead(outcome).some((field) => field in changes)
    return !isAsked || this.admits(outcome, { ...row, ...changes }, person)
  }

  /** Names of fields that the person's rules for changing a row read. */
  telling(entity: EntityModel, person: Person): readonly string[] {
    const outcome = outcomeDecision({
      model: this.model,
      entity,
      actor: actorOf(person.principal),
      fields: [],
    })
    const ruled = Object.values(this.model.resources).flatMap((each) =>
      each.entity === entity.name ? Object.keys(each.fields ?? {}) : [],
    )
    const references = Object.values(entity.fields).flatMap(({ kind, name }) =>
      kind === 'ref' ? [name] : [],
    )
    return [...fieldsRead(outcome ?? true), ...ruled, ...references]
  }
}

export interface Asked {
  readonly path: string
  readonly operator: CompareOperator
  readonly value: Json
}

export interface Written {
  readonly entity: EntityModel
  readonly person: Person
  readonly action: 'create' | 'update'
  /** Names of the fields that the person gives a value. */
  readonly fields: readonly string[]
}

export interface Changing {
  readonly entity: EntityModel
  readonly person: Person
  readonly row: DataRow
  readonly changes: DataRow
  /** Names of the fields that the person gives a value; the server may set others. */
  readonly fields: readonly string[]
}

export interface Linked {
  readonly entity: EntityModel
  readonly field: FieldModel
  readonly target: DataRow
  /** The row that links it, as it will be. */
  readonly row: DataRow
  readonly person: Person
  readonly action: 'create' | 'update'
}
