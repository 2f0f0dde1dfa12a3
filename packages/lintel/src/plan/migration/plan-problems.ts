/** What a migration refuses to do, why, and what to do instead. */

export interface PlanProblem {
  readonly code: PlanProblemCode
  readonly message: string
  readonly hint: string
}

export const planProblems = {
  data_loss: {
    title: 'Values would be thrown away.',
    hint: 'If the name changed, say so with renamedFrom. If the values follow from new fields, say so with retired. If nobody needs them, allow data loss: they are kept aside until a second contract.',
  },
  required_column: {
    title: 'Rows that are there already have no value for a required column.',
    hint: 'Give it a default, say with filledFrom what they get, or make it optional() now and required in a later migration.',
  },
  required_values: {
    title: 'A column becomes required, and rows may have no value.',
    hint: 'Give it a default or a filledFrom: rows without a value get it, and so do those that the release before still writes.',
  },
  type_change: {
    title: 'Builds of before and of now cannot share a column of two types.',
    hint: 'Give the field of the new type another name, with renamedFrom or filledFrom; the old one stays in step until the contract. If nobody needs the values, allow data loss: they are put aside.',
  },
  identity_change: {
    title: 'Counting in the database would begin, or end, on a table with rows.',
    hint: 'Write this migration by hand: lintel plan --by-hand.',
  },
  key_change: {
    title: 'The primary key of a table would change.',
    hint: 'Write this migration by hand: lintel plan --by-hand.',
  },
  name_reused: {
    title: 'A table would take the name that another one had until now.',
    hint: 'Older builds know the table by that name: rename in one release, and use the name again in a later one.',
  },
  contract_first: {
    title: 'What is kept for an older release is in the way.',
    hint: 'When no build of that release serves any more, run "lintel plan --contract" first.',
  },
  split_invalid: {
    title: 'The rows of a new table cannot come from the columns that splitFrom names.',
    hint: 'splitFrom names the entity that has the fields until now, and a unique() reference of the new entity to it; other fields need defaults.',
  },
} as const

export type PlanProblemCode = keyof typeof planProblems

export function planProblem(code: PlanProblemCode, message: string): PlanProblem {
  return { code, message, hint: planProblems[code].hint }
}
