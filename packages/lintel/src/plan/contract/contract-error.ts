/** What is wrong with an API document: all of it at once, with file, line, place and how to mend it. */
import type { SpecificationProblem } from '../../spec/specification-error.ts'

export interface ContractProblem extends SpecificationProblem {
  /** JSON Pointer (RFC 6901) in the document; `''` for the document itself. */
  readonly pointer: string
}

export class ContractError extends Error {
  readonly problems: readonly ContractProblem[]

  constructor(problems: readonly ContractProblem[]) {
    super(problems.map(describe).join('\n'))
    this.name = 'ContractError'
    this.problems = problems
  }
}

/** Notes a problem at a place of the document; `message` says what is wrong, `hint` how to mend it. */
export type Report = (pointer: string, message: string, hint: string) => void

function describe({ at, pointer, message, hint }: ContractProblem): string {
  return `${at.file}:${at.line}  ${pointer || '(document)'}: ${message}\n    ${hint}`
}
