/** What a migration refuses to do, why, and what to do instead. */

export interface PlanProblem {
  readonly code: PlanProblemCode
  readonly message: string
  readonly hint: string
}

export const planProblems = {
  data_loss: {
    title: 'Values would be thrown away.',
    hint: 'If the name changed, say so with renamedFrom. If nobody needs the values, allow data loss.',
  },
  required_column: {
    title: 'Rows that are there already have no value for a required column.',
    hint: 'Give it a default, or make it optional() now and required in a later migration, when every row has a value.',
  },
  type_change: {
    title: 'Values of the old type cannot all become values of the new one.',
    hint: 'Add a field of the new type beside it, copy the values, and drop the old field in a later migration. If nobody needs the values, allow data loss.',
  },
} as const

export type PlanProblemCode = keyof typeof planProblems

export function planProblem(code: PlanProblemCode, message: string): PlanProblem {
  return { code, message, hint: planProblems[code].hint }
}
