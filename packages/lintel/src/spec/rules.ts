/** Rules of access: who may. Plain data with a type that says which paths it reads. */
import type { CompareOperator, Json, RuleModel } from './model.ts'

/**
 * @typeParam Path  the fields it reads, checked against the entity it is declared for
 */
export interface Rule<Path extends string = never> {
  readonly model: RuleModel
  readonly paths?: Path
}

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
/** The principal to whom the row leads, along references: `owner('customer')`, `owner('order.customer')`. */
export const owner = <const Path extends string>(path: Path): Rule<Path> => rule({ rule: 'owner', path })
/** Whoever may read the row that this one refers to: an item through its order. */
export const through = <const Path extends string>(path: Path): Rule<Path> => rule({ rule: 'through', path })
/** Rows whose field compares so: `where('published', 'eq', true)`. */
export const where = <const Path extends string>(
  path: Path,
  operator: CompareOperator,
  value: Json,
): Rule<Path> => rule({ rule: 'where', path, operator, value })
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
  const rules = (input as readonly Rule<string>[]).map((each) => each.model)
  return rules.length === 1 && rules[0] ? rules[0] : { rule: 'anyOf', rules }
}
