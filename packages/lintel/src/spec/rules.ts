/** Rules of access: who may. Plain data with a type that says which paths it reads. */
import type { CompareOperator, Json, OperandModel, RuleModel } from './model.ts'

/**
 * @typeParam Path  the fields it reads, checked against the entity it is declared for
 */
export interface Rule<Path extends string = never> {
  readonly model: RuleModel
  readonly paths?: Path
}

/** What a field is compared with that is known when a statement runs. */
export class Operand {
  readonly model: OperandModel

  constructor(model: OperandModel) {
    this.model = model
  }
}

/** A field of the caller's own row, as it is now. Nobody who is not signed in has one. */
export const ofCaller = (field: string): Operand => new Operand({ principal: field })

/** The moment at which the statement runs, and some time from it: `fromNow()`, `fromNow({ days: -30 })`. */
export const fromNow = ({
  days = 0,
  hours = 0,
  minutes = 0,
}: {
  readonly days?: number
  readonly hours?: number
  readonly minutes?: number
} = {}): Operand => new Operand({ fromNow: ((days * 24 + hours) * 60 + minutes) * 60 })

/** One rule, or several of which any suffices. */
export type RuleInput<Path extends string = never> = Rule<Path> | readonly Rule<Path>[]

const rule = <Path extends string = never>(model: RuleModel): Rule<Path> => ({ model })

/** Everybody, also without a token: public by decision. */
export const anyone: Rule = rule({ rule: 'anyone' })
/** Nobody, by decision. */
export const nobody: Rule = rule({ rule: 'nobody' })
/** Whoever has proved who they are. */
export const signedIn: Rule = rule({ rule: 'signedIn' })
/** Principals that carry the role. */
export const role = (name: string): Rule => rule({ rule: 'role', role: name })
/**
 * Callers whose credentials cover the scope. Sessions and whole tokens cover everything; an API key, a limited token and
 * a service cover what they name.
 */
export const scope = (name: string): Rule => rule({ rule: 'scope', scope: name })
/** The principal to whom the row leads, along relations: `owner('customer')`, `owner('project.members.user')`. */
export const owner = <const Path extends string>(path: Path): Rule<Path> => rule({ rule: 'owner', path })
/** Whoever may read the row that this one refers to: an item through its order. */
export const through = <const Path extends string>(path: Path): Rule<Path> => rule({ rule: 'through', path })
/** Rows whose field compares so: `where('published', 'eq', true)`, `where('team', 'eq', ofCaller('team'))`. */
export const where = <const Path extends string>(
  path: Path,
  operator: CompareOperator,
  value: Json | Operand,
): Rule<Path> =>
  value instanceof Operand
    ? rule({ rule: 'against', path, operator, operand: value.model })
    : rule({ rule: 'where', path, operator, value })
/** Rows that lead to one that meets the rule: `related('project.members', allOf(owner('user'), where('role', 'eq', 'editor')))`. */
export const related = <const Path extends string>(path: Path, of: RuleInput<string>): Rule<Path> =>
  rule({ rule: 'related', path, of: ruleModel(of) })
/** The rule without the bounds of tenants: for those who run the application. */
export const acrossTenants = <Path extends string>(of: Rule<Path>): Rule<Path> =>
  rule({ rule: 'acrossTenants', of: of.model })
/** Every one of these. */
export const allOf = <Path extends string>(...rules: readonly Rule<Path>[]): Rule<Path> =>
  rule({ rule: 'allOf', rules: rules.map((each) => each.model) })
/** At least one of these. */
export const anyOf = <Path extends string>(...rules: readonly Rule<Path>[]): Rule<Path> =>
  rule({ rule: 'anyOf', rules: rules.map((each) => each.model) })
/** The rest. */
export const not = <Path extends string>(of: Rule<Path>): Rule<Path> => rule({ rule: 'not', of: of.model })

/** An array means any of its rules. */
export function ruleModel(input: RuleInput<string>): RuleModel {
  if (!Array.isArray(input)) return (input as Rule<string>).model
  return anyRule((input as readonly Rule<string>[]).map((each) => each.model))
}

/** Rules of which any suffices, as one; none of them admits nobody. */
export function anyRule(rules: readonly RuleModel[]): RuleModel {
  return rules.length === 1 && rules[0] ? rules[0] : { rule: 'anyOf', rules }
}
