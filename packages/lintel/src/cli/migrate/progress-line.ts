/** A runner's progress: lines on stderr, and a bar where a terminal can show one. What comes of it stands on stdout. */
import { blockerWords } from '../../database/migration/lock-blockers.ts'
import type { MigrationProgress, OnProgress } from '../../database/migration/migration-progress.ts'
import { complain, paintFor } from '../terminal.ts'

const barWidth = 24
/** Elsewhere than in a terminal a long backfill says where it is, but does not fill the log. */
const quietMs = 5_000

export function progressLine(): OnProgress {
  const stream = process.stderr
  const paint = paintFor(stream)
  const isTerminal = stream.isTTY === true
  let saidAt = 0
  let isOpen = false
  const say = (text: string) => {
    if (isOpen) stream.write('\r\x1b[K')
    isOpen = false
    complain(text)
  }
  const show = (text: string) => {
    if (isTerminal) {
      stream.write(`\r\x1b[K${text}`)
      isOpen = true
    } else if (performance.now() - saidAt >= quietMs) {
      saidAt = performance.now()
      complain(text)
    }
  }
  return (progress) => {
    switch (progress.event) {
      case 'waiting': {
        const who = progress.holder ? ` (pid ${progress.holder.pid}, ${progress.holder.address})` : ''
        return say(paint('yellow', `Another runner is at work${who}; waiting for it.`))
      }
      case 'started':
        return say(`${paint('dim', progress.direction === 'up' ? '↑' : '↓')} ${progress.migration.folder}`)
      case 'step-started':
        saidAt = performance.now()
        return isTerminal && progress.mode !== 'empty' ? show(`  ${placeWords(progress)}`) : undefined
      case 'step-blocked': {
        const who = progress.blockers.map(blockerWords).join(', ')
        return say(
          paint(
            'yellow',
            `  ${placeWords(progress)}: no lock yet, trying again${who === '' ? '' : `; open: ${who}`}`,
          ),
        )
      }
      case 'step-rows':
        return show(`  ${placeWords(progress)} ${rowsWords(progress, isTerminal)}`)
      case 'step-finished':
        return progress.mode === 'empty' ? undefined : say(finishedWords(progress, paint))
      case 'finished':
        return say(`  ${paint('dim', `${Math.round(progress.durationMs)} ms`)}`)
      default:
        return undefined
    }
  }
}

type Event<Name> = Extract<MigrationProgress, { readonly event: Name }>

function placeWords({
  step,
  steps,
  title,
}: Event<'step-started' | 'step-rows' | 'step-blocked' | 'step-finished'>): string {
  // Steps are numbered in the files, too.
  const what = title.replace(/^\d+\. /, '')
  return `${step}/${steps}${what === '' ? '' : ` ${what}`}`
}

function rowsWords({ rowsDone, rowsExpected }: Event<'step-rows'>, isTerminal: boolean): string {
  const share = rowsExpected === 0 ? 1 : Math.min(rowsDone / rowsExpected, 1)
  const filled = Math.round(share * barWidth)
  const bar = isTerminal ? `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ` : ''
  const left = Math.max(rowsExpected - rowsDone, 0)
  return `${bar}${Math.round(share * 100)} %, ${rowsDone.toLocaleString('en-US')} rows done, about ${left.toLocaleString('en-US')} left`
}

function finishedWords(progress: Event<'step-finished'>, paint: ReturnType<typeof paintFor>): string {
  const { durationMs, attempts, rows } = progress
  const figures = [
    `${durationMs} ms`,
    ...(rows === undefined ? [] : [`${rows.toLocaleString('en-US')} rows`]),
    ...(attempts > 1 ? [`${attempts} tries`] : []),
  ]
  return `  ${placeWords(progress)} ${paint('dim', figures.join(', '))}`
}
