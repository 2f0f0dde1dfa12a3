// The contract, and its own shape of errors: { errors: { field: ["what is wrong"] } }.
import { accessToken, contract, Problem, type ProblemDetail } from 'lintel'
import type { Operations } from './openapi.types.ts'

export const api = contract<Operations>('./openapi.yml', {
  security: { Token: accessToken('Token') },
  problem: (problem) => ({ status: problem.status, body: { errors: errorsOf(problem) } }),
})

/** Makes a refusal such as `{ errors: { article: ["not found"] } }`. */
export function refuse(status: number, name: string, message: string): Problem {
  return new Problem(`${name}_refused`, {
    status,
    title: message,
    errors: [{ pointer: `/${name}`, code: 'refused', message }],
  })
}

function errorsOf(problem: Problem): Record<string, string[]> {
  if (problem.code === 'unauthenticated') return { token: ['is missing'] }
  if (problem.code === 'token_invalid' || problem.code === 'token_expired') return { token: ['is invalid'] }
  if (problem.errors.length === 0) return { [problem.code]: [problem.message] }
  const errors: Record<string, string[]> = {}
  for (const detail of problem.errors) {
    const name = nameOf(detail.pointer)
    errors[name] = [...(errors[name] ?? []), wording(detail)]
  }
  return errors
}

/** `/article/tagList/0` → `tagList` */
function nameOf(pointer: string): string {
  return pointer.split('/').findLast((part) => part !== '' && !/^\d+$/.test(part)) ?? 'body'
}

function wording({ code, message }: ProblemDetail): string {
  if (code === 'required' || /fewer than 1 character/.test(message)) return "can't be blank"
  return code === 'taken' ? 'has already been taken' : message
}
