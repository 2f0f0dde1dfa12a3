/** Tables, the last line, and the targets that Lintel has to reach. */
import { textTable } from '../harness/text-table.ts'
import { median } from '../path/ratios.ts'
import type { Sample } from './rounds.ts'
import type { ListName } from './statements.ts'

export const leastRatio = 0.95
export const mostCheckUs = 5

export interface Measured {
  readonly lists: Readonly<Partial<Record<ListName, readonly Sample[]>>>
  readonly checkUs: number
}

export function listTable(list: ListName, samples: readonly Sample[]): string {
  const names = [...new Set(samples.map(({ contender }) => contender))]
  const rows = names.map((name) => [
    name,
    middle(samples, name).toFixed(0),
    name === 'lintel' ? '' : ratio(samples, name).toFixed(3),
  ])
  return [`List by ${list}`, ...textTable([['statement', 'per second', 'lintel / it'], ...rows], 1)].join(
    '\n',
  )
}

export function missedTargets(measured: Measured): string[] {
  const slow = Object.entries(measured.lists).flatMap(([list, samples]) => {
    const found = leastRatioOf(samples)
    return found >= leastRatio
      ? []
      : [`${list}: ${found.toFixed(3)} of the statement by hand, not ${leastRatio}`]
  })
  const { checkUs } = measured
  return checkUs <= mostCheckUs
    ? slow
    : [...slow, `a check costs ${checkUs.toFixed(2)} µs, not ${mostCheckUs}`]
}

export function figuresLine({ lists, checkUs }: Measured): string {
  const ratios = Object.entries(lists).map(([list, samples]) => `${list} ${leastRatioOf(samples).toFixed(3)}`)
  return `Lintel / by hand: ${ratios.join(', ')}; a check without a row: ${checkUs.toFixed(2)} µs`
}

/** Against the fastest of those written by hand. */
function leastRatioOf(samples: readonly Sample[]): number {
  const names = new Set(samples.map(({ contender }) => contender))
  names.delete('lintel')
  const fastest = [...names].toSorted((one, other) => middle(samples, other) - middle(samples, one))[0]
  return fastest === undefined ? Number.NaN : ratio(samples, fastest)
}

/** The median of the ratio within each round, because what disturbs the machine disturbs neighbours in time alike. */
function ratio(samples: readonly Sample[], against: string): number {
  const of = (name: string) => samples.filter(({ contender }) => contender === name)
  const others = new Map(of(against).map(({ round, perSecond }) => [round, perSecond]))
  return median(of('lintel').map(({ round, perSecond }) => perSecond / others.get(round)!))
}

function middle(samples: readonly Sample[], name: string): number {
  return median(samples.filter(({ contender }) => contender === name).map(({ perSecond }) => perSecond))
}
