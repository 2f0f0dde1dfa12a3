/** The figures of a run, as text. */

import { textTable } from '../harness/text-table.ts'
import type { Written } from './application/write-application.ts'
import type { EditorSample } from './editor.ts'
import { type Figures, limitTexts, middle, startsOf } from './figures.ts'
import type { ModelSize } from './model-size.ts'
import type { StartSample } from './start.ts'
import type { TypeCheckSample } from './type-check.ts'

const startColumns = [
  ['node', (sample: StartSample) => sample.nodeMs],
  ['framework', (sample: StartSample) => sample.frameworkMs],
  ['loader', (sample: StartSample) => sample.loaderMs],
  ['application', (sample: StartSample) => sample.partsMs],
  ['model', (sample: StartSample) => sample.modelMs],
  ['service', (sample: StartSample) => sample.serviceMs],
  ['total', (sample: StartSample) => sample.totalMs],
  ['CPU', (sample: StartSample) => sample.cpuMs],
  ['1st request', (sample: StartSample) => sample.firstRequestMs],
  ['2nd', (sample: StartSample) => sample.secondRequestMs],
  ['document', (sample: StartSample) => sample.documentMs],
  ['RSS MiB', (sample: StartSample) => sample.rssMiB],
] as const

export function sizeText(written: Written, size: ModelSize): string {
  const { entities, fields, resources, policies, operations, bytes } = size
  return [
    `${entities} entities (${fields} fields), ${resources} resources, ${policies} policies, ${operations} operations:`,
    `${written.files} files, ${written.lines} lines; the model has ${kib(bytes)} as JSON.`,
  ].join(' ')
}

export function typeCheckText({ typeCheck }: Figures): string {
  if (!typeCheck) return ''
  const { samples, work } = typeCheck
  const of = (each: readonly TypeCheckSample[]) =>
    `${spread(each, ({ wallMs }) => wallMs)} ms, CPU ${middle(each, ({ cpuMs }) => cpuMs).toFixed(0)} ms, ${peak(each)}`
  return [
    `type-check: ${of(samples)}.`,
    `With one checker: ${of([work])}, ${work.types} types, ${work.instantiations} instantiations.`,
  ].join(' ')
}

export function editorText({ editor }: Figures): string {
  if (!editor) return ''
  const of = (pick: (sample: EditorSample) => number) => `${spread(editor, pick)} ms`
  return [
    `editor: open a file ${of(({ openMs }) => openMs)}; errors after a change ${of(({ changeMs }) => changeMs)}`,
    `after a change of an entity that others lead to ${of(({ entityMs }) => entityMs)}`,
    `paths to include ${of(({ completionMs }) => completionMs)}.`,
  ].join('; ')
}

export function startText(figures: Figures): string {
  if (!figures.starts) return ''
  const forms = ['compiled', 'source'] as const
  const rows = forms.map((form) => [
    form,
    ...startColumns.map(([, pick]) => middle(startsOf(figures, form), pick).toFixed(0)),
  ])
  const [any] = figures.starts
  const note = `${any!.routes} routes; the OpenAPI document has ${kib(any!.documentBytes)}.`
  return [...textTable([['start, ms', ...startColumns.map(([name]) => name)], ...rows]), note].join('\n')
}

/** All figures with a limit on one line. */
export function lastLine(figures: Figures, size: ModelSize): string {
  const { typeCheck } = figures
  const [compiled, source] = [startsOf(figures, 'compiled'), startsOf(figures, 'source')]
  return [
    ...(typeCheck
      ? [
          `type-check ${seconds(middle(typeCheck.samples, ({ wallMs }) => wallMs))} (${limitTexts.typeCheck}), ${peak(typeCheck.samples)}`,
        ]
      : []),
    ...(compiled.length > 0
      ? [
          `start ${seconds(middle(compiled, ({ totalMs }) => totalMs))} (${limitTexts.start})`,
          `from source ${seconds(middle(source, ({ totalMs }) => totalMs))}`,
          `first request ${middle(compiled, ({ firstRequestMs }) => firstRequestMs).toFixed(0)} ms`,
        ]
      : []),
    `model ${kib(size.bytes)}`,
  ].join('; ')
}

/** `2450 [2301–2702]`: the median, the least and the most. */
function spread<Sample>(samples: readonly Sample[], pick: (sample: Sample) => number): string {
  const values = samples.map(pick)
  return `${middle(samples, pick).toFixed(0)} [${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)}]`
}

function peak(samples: readonly TypeCheckSample[]): string {
  const mib = middle(samples, ({ peakMiB }) => peakMiB)
  return Number.isNaN(mib) ? 'memory not known here' : `peak ${mib.toFixed(0)} MiB`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} KiB`
}
