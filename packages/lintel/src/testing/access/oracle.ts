/** What each person may see and do, decided in memory from rows that were read without rules. */
import { actorOf } from '../../plan/access/actor.ts'
import { compares } from '../../plan/access/compare-text.ts'
import {
  type Decision,
  decide,
  entityRule,
  fieldDecision,
  fieldsRead,
  type RowAction,
} from '../../plan/access/condition.ts'
import { admits } from '../../plan/access/row-check.ts'
import { type DataRow, isDeleted, type RowSnapshot } from '../../plan/access/row-snapshot.ts'
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
    return this.admits(this.fieldDecision(entity, field, 'read', person), row, person)
  }

  fieldDecision(
    entity: EntityModel,
    field: FieldModel,
    access: 'read' | 'write',
    { principal }: Person,
  ): Decision {
    return fieldDecision(field, access, { model: this.model, entity, actor: actorOf(principal) })
  }

  /** The names under which the row's fields leave. */
  shown(entity: EntityModel, row: DataRow, person: Person, { withPrivate = false } = {}): readonly string[] {
    return Object.values(entity.fields)
      .filter(({ column, private: isPrivate }) => column !== undefined && (withPrivate || !isPrivate))
      .filter((field) => this.sees(entity, field, row, person))
      .map(({ name }) => name)
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

  /** Whether the rule lets the row become this one; asked only where it reads what is changed. */
  becomes({ decision, after }: Becoming, row: DataRow, changes: DataRow, person: Person): boolean {
    if (!this.admits(decision, row, person)) return false
    const outcome = after ?? decision
    const isAsked = after !== undefined || fieldsRead(outcome).some((field) => field in changes)
    return !isAsked || this.admits(outcome, { ...row, ...changes }, person)
  }
}

export interface Asked {
  readonly path: string
  readonly operator: CompareOperator
  readonly value: Json
}

export interface Becoming {
  readonly decision: Decision
  /** A rule of its own for what the row becomes. */
  readonly after?: Decision
}
