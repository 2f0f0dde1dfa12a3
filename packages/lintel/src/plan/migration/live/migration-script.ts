/** Steps as the text of migration files: plain SQL, cut by directives that the runner reads. */
import { textLiteral } from '../../sql/column.ts'
import { oneLine } from '../words.ts'
import { costWords } from './cost-words.ts'
import type { LiveStep, StepBody } from './live-step.ts'

export interface ScriptHeader {
  readonly phase: 'expand' | 'contract' | 'by-hand'
  /** Builds from this migration on can serve; 0: all can. Absent: it is not said. */
  readonly compatibleFrom?: number
}

export function upScript(steps: readonly LiveStep[], { phase, compatibleFrom }: ScriptHeader): string {
  const header = [
    ...(compatibleFrom === undefined ? [] : [`-- lintel: compatible from ${compatibleFrom}`]),
    ...(phase === 'contract' ? ['-- lintel: contract'] : []),
  ]
  const blocks = steps.map((step, index) => block(`${index + 1}. ${step.summary}`, step.up))
  return `${[header.join('\n'), ...blocks].join('\n\n')}\n`
}

/** The ways back, the last step first. */
export function downScript(steps: readonly LiveStep[]): string {
  const blocks = steps.toReversed().map((step, index) => block(`${index + 1}. ${step.undo}`, step.down))
  return `${blocks.join('\n\n')}\n`
}

function block(title: string, body: StepBody | undefined): string {
  if (!body) return [`-- lintel: step`, `-- ${oneLine(title)}`].join('\n')
  const lines = body.statements.flatMap((statement) => [
    ...costWords(statement, body.mode).map((words) => `-- ${words}`),
    `${statement.sql};`,
  ])
  return [directive(body), `-- ${oneLine(title)}`, ...lines].join('\n')
}

function directive({ mode, over }: StepBody): string {
  const kind = mode === 'brief' ? '' : ` ${mode}`
  const walk = over ? ` over ${name(over.table)} by ${over.key.map(name).join(', ')}` : ''
  return `-- lintel: step${kind}${walk}`
}

/** A name that is not plain stands in quotes. */
function name(text: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(text) ? text : textLiteral(text).replaceAll("'", '"')
}
