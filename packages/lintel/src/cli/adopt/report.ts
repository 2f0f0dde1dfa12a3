/** What an adoption did, in words. */
import type { AdoptionNote } from '../../plan/adoption/notes.ts'
import { counted, type Paint } from '../terminal.ts'
import type { Adoption } from './adoption.ts'

export interface AdoptionOutcome {
  readonly adoption: Adoption
  /** Paths from where the command runs. */
  readonly files: readonly string[]
  readonly migration: string
  readonly isWritten: boolean
  readonly isRecorded: boolean
}

export function reportText(outcome: AdoptionOutcome, paint: Paint): string {
  const { adoption, files, migration, isWritten, isRecorded } = outcome
  const entities = adoption.tables.filter(({ field }) => field === undefined)
  return [
    paint(
      'bold',
      `${counted(entities.length, 'table')} as ${counted(entities.length, 'entity', 'entities')}`,
    ),
    ...adoption.tables.map(
      ({ table, entity, field }) => `  ${table} → ${entity}${field === undefined ? '' : `.${field}`}`,
    ),
    '',
    paint('bold', isWritten ? 'Written' : 'Would be written (--dry-run)'),
    ...[...files, migration].map((file) => `  ${file}`),
    ...noteLines(adoption.notes, paint),
    ...differenceLines(adoption, paint),
    '',
    ...nextSteps({ isWritten, isRecorded, adoption }),
  ].join('\n')
}

function noteLines(notes: readonly AdoptionNote[], paint: Paint): string[] {
  if (notes.length === 0) return []
  const lines = notes.flatMap(({ code, subject, message, hint }) => [
    `  ${subject}: ${message} ${paint('dim', `[${code}]`)}`,
    `      ${paint('dim', hint)}`,
  ])
  return ['', paint('bold', `${counted(notes.length, 'thing')} to know`), ...lines]
}

function differenceLines({ differences }: Adoption, paint: Paint): string[] {
  const { steps } = differences
  if (steps.length === 0) return ['', 'The database has all that the model wants: there is nothing to plan.']
  return [
    '',
    paint('bold', `${counted(steps.length, 'change')} that "lintel plan" will propose`),
    ...steps.map(({ summary }) => `  ${summary}`),
  ]
}

function nextSteps({
  isWritten,
  isRecorded,
  adoption,
}: Omit<AdoptionOutcome, 'files' | 'migration'>): string[] {
  if (!isWritten) return ['Nothing was written, and nothing in the database was changed.']
  const recorded = isRecorded
    ? 'The baseline is recorded as applied; no table and no row was changed.'
    : 'Nothing in the database was changed; the baseline is not recorded (--no-record).'
  const plan =
    adoption.differences.steps.length > 0
      ? 'Next: read the entities, run "lintel plan" and "lintel migrate up", '
      : 'Next: read the entities, '
  return [recorded, `${plan}open a resource, and "lintel start".`]
}
