/** What a run has measured, as medians, and the limits that it has to keep. */

import { median } from '../path/ratios.ts'
import type { EditorSample } from './editor.ts'
import type { StartSample } from './start.ts'
import type { TypeCheckSample, TypeCheckWork } from './type-check.ts'

export interface Figures {
  readonly typeCheck?: { readonly samples: readonly TypeCheckSample[]; readonly work: TypeCheckWork }
  readonly editor?: readonly EditorSample[]
  readonly starts?: readonly StartSample[]
}

const limitsMs = { typeCheck: 10_000, start: 1_000 }

/** The median of one number of every sample. */
export function middle<Sample>(samples: readonly Sample[], pick: (sample: Sample) => number): number {
  return median(samples.map(pick))
}

export function startsOf({ starts = [] }: Figures, form: StartSample['form']): readonly StartSample[] {
  return starts.filter((sample) => sample.form === form)
}

/** One sentence for each limit that is missed; what was not measured is not. */
export function missedLimits(figures: Figures): string[] {
  const compiled = startsOf(figures, 'compiled')
  return [
    ...missed(
      'type-check',
      limitsMs.typeCheck,
      figures.typeCheck && middle(figures.typeCheck.samples, ({ wallMs }) => wallMs),
    ),
    ...missed(
      'start',
      limitsMs.start,
      compiled.length > 0 ? middle(compiled, ({ totalMs }) => totalMs) : undefined,
    ),
  ]
}

function missed(name: string, limitMs: number, ms: number | undefined): string[] {
  if (ms === undefined || ms <= limitMs) return []
  return [`${name} takes ${(ms / 1000).toFixed(2)} s, the limit is ${limitMs / 1000} s`]
}

/** The limits as the last line shows them. */
export const limitTexts = {
  typeCheck: `limit ${limitsMs.typeCheck / 1000} s`,
  start: `limit ${limitsMs.start / 1000} s`,
}
