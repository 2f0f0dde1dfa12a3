/** Steps as the text of a migration file. */
import type { Step } from './step.ts'
import { oneLine } from './words.ts'

export function upScript(steps: readonly Step[]): string {
  return steps.map((step) => block([step.summary, costs(step)], step.up)).join('\n')
}

/** The ways back, the last step first. */
export function downScript(steps: readonly Step[]): string {
  return steps
    .toReversed()
    .map((step) => block([`undo: ${step.summary}`], step.down))
    .join('\n')
}

function block(comments: readonly string[], statements: readonly string[]): string {
  const lines = [
    ...comments.map((comment) => `-- ${oneLine(comment)}`),
    ...statements.map((each) => `${each};`),
  ]
  return `${lines.join('\n')}\n`
}

function costs({ lock, rewrites, reversible, destructive }: Step): string {
  return [
    `lock: ${lock}`,
    ...(rewrites ? ['rewrites the table'] : []),
    ...(destructive ? ['destructive'] : []),
    ...(reversible ? [] : ['not reversible']),
  ].join('; ')
}
