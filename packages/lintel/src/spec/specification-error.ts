/** What is wrong with a specification: all of it at once, with file, line and how to mend it. */
import type { Location } from './location.ts'

export interface SpecificationProblem {
  readonly at: Location
  /** What is wrong. */
  readonly message: string
  /** What to do about it. */
  readonly hint: string
}

export class SpecificationError extends Error {
  readonly problems: readonly SpecificationProblem[]

  constructor(problems: readonly SpecificationProblem[]) {
    super(problems.map(describe).join('\n'))
    this.name = 'SpecificationError'
    this.problems = problems
  }
}

function describe({ at, message, hint }: SpecificationProblem): string {
  return `${at.file}:${at.line}  ${message}\n    ${hint}`
}
