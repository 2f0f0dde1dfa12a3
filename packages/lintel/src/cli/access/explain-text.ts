/** What `lintel access explain` prints: the answer, the tree of the rules, and what would have to change. */
import type { ExplainedPart } from '../../plan/access/explanation/explain-operation.ts'
import type { ExplainedRule, RuleVerdict } from '../../plan/access/explanation/explain-rule.ts'
import type { Paint, Style } from '../terminal.ts'
import type { Explained } from './explain.ts'

const marks = { holds: '✓', fails: '✗', unknown: '?', 'by row': '·' } as const
const styles: Readonly<Record<RuleVerdict, Style>> = {
  holds: 'green',
  fails: 'red',
  unknown: 'red',
  'by row': 'yellow',
}
const answers = { admitted: 'ADMITTED', denied: 'DENIED', 'by row': 'SOME ROWS' } as const
const answerStyles = { admitted: 'green', denied: 'red', 'by row': 'yellow' } as const

export function explainText(explained: Explained, paint: Paint): string {
  const { operation, caller, row, field, verdict, parts, needs } = explained
  const { method, path, name, at } = operation
  const about = [
    ...(method === undefined ? [] : [`${method} ${path}`]),
    name,
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(field === undefined ? [] : [`field ${field}`]),
  ]
  return [
    `${about.join('  ')}  ${paint('dim', `${at.file}:${at.line}`)}`,
    `as ${callerText(caller)}`,
    '',
    paint(answerStyles[verdict], answers[verdict]),
    ...parts.flatMap((part) => partLines(part, verdict === 'admitted', paint)),
    ...(needs === undefined ? [] : ['', `To be admitted: ${needs}.`]),
    ...rowLines(explained),
  ].join('\n')
}

/** Whoever calls, by id and role: never by name or address. */
function callerText({ kind, id, roles, scopes }: Explained['caller']): string {
  const who = kind === 'user' ? `user ${id}` : kind === 'service' ? 'a service' : kind
  const having = [
    ...(roles.length > 0 ? [`role ${roles.join(', ')}`] : []),
    ...(scopes ? [`credentials for ${scopes.join(', ') || 'nothing'}`] : []),
  ]
  return having.length > 0 ? `${who} (${having.join('; ')})` : who
}

function partLines(
  { about, verdict, counts, note, rule }: ExplainedPart,
  isAdmitted: boolean,
  paint: Paint,
): string[] {
  const mark = counts ? paint(styles[verdict], marks[verdict]) : paint('dim', marks[verdict])
  const words = note === undefined ? about : `${about}: ${note}`
  return [
    `  ${mark} ${counts ? words : paint('dim', words)}`,
    ...(rule ? ruleLines(rule, { indent: 4, isAdmitted, paint }) : []),
  ]
}

interface Layout {
  readonly indent: number
  /** Then the parts that admitted are marked. */
  readonly isAdmitted: boolean
  readonly paint: Paint
}

function ruleLines(rule: ExplainedRule, { indent, isAdmitted, paint }: Layout): string[] {
  const { verdict, decides, isTenant, of, asks, needs, parts } = rule
  const further = [
    ...(isTenant ? [paint('dim', '(bound by the tenant)')] : []),
    ...(asks === undefined ? [] : [paint('dim', asks)]),
    ...(needs === undefined ? [] : [`→ ${needs}`]),
    ...(isAdmitted && decides && parts.length === 0 && verdict === 'holds'
      ? [paint('green', '← admits')]
      : []),
  ]
  const place = of ? `${of.entity} ${of.id}: ` : ''
  return [
    `${' '.repeat(indent)}${paint(styles[verdict], marks[verdict])} ${[`${place}${headOf(rule)}`, ...further].join('  ')}`,
    ...parts.flatMap((part) => ruleLines(part, { indent: indent + 2, isAdmitted, paint })),
  ]
}

/** A rule that is put together of others is shown by these. */
function headOf({ kind, rule, parts }: ExplainedRule): string {
  if (parts.length === 0) return rule
  if (kind === 'anyOf') return 'any of'
  if (kind === 'allOf') return 'all of'
  if (kind === 'not') return 'not'
  return kind === 'related' ? rule.replace(/, .*$/s, ', …)') : rule
}

function rowLines({ operation, asks, count, uncounted }: Explained): string[] {
  if (operation.entity === undefined) return []
  const lines = [
    ...(asks === undefined ? [] : [`Of a row it asks: ${asks}.`]),
    ...(count ? [`It admits ${count.admitted} of ${count.present} rows of ${operation.entity}.`] : []),
    ...(uncounted === undefined ? [] : [`Rows were not counted: ${uncounted}.`]),
  ]
  return lines.length > 0 ? ['', ...lines] : []
}
