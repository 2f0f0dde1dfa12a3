import { expect, it } from 'vitest'
import { compareContents } from './compare-contents.ts'
import { type DatabaseContents, inBuckets, type RowDigests } from './table-contents.ts'

/** A table `t` whose rows have, by key, a value for each measure. */
function contents(
  measures: readonly string[],
  rows: Readonly<Record<number, readonly number[]>>,
): DatabaseContents {
  const groups = new Map(
    Object.entries(rows).map(([key, values]) => {
      const digests = values.map((value) => ({ value: BigInt(value), text: BigInt(value) }))
      return [BigInt(key), { rowCount: 1, digests }] as const
    }),
  )
  const total = measures.map(() => ({ value: 0n, text: 0n }))
  return { tables: { t: { rowCount: groups.size, measures, total, rows: { isExact: true, groups } } } }
}

it('finds a measure by its name, wherever it stands', () => {
  const before = contents(['a', 'b'], { 1: [10, 20], 2: [11, 21] })
  expect(compareContents(before, contents(['b', 'a'], { 1: [20, 10], 2: [21, 11] }))).toEqual([])
  expect(compareContents(before, contents(['b', 'c'], { 1: [20, 0], 2: [22, 0] }))).toEqual([
    't.a is gone.',
    't.c is new.',
    'Values of t.b have changed in 1 row.',
  ])
})

it('counts lost, added and changed rows apart', () => {
  const before = contents(['a'], { 1: [1], 2: [2], 3: [3] })
  expect(compareContents(before, contents(['a'], { 1: [9], 4: [4], 5: [5] }))).toEqual([
    't has lost 2 rows.',
    't has 2 rows that were not there before.',
    'Values of t.a have changed in 1 row.',
  ])
})

it('adds up rows that share a bucket, of keys below zero too', () => {
  const digests = (value: bigint) => [{ value, text: value }]
  const exact: RowDigests = {
    isExact: true,
    groups: new Map([
      [5n, { rowCount: 1, digests: digests(1n) }],
      [5n + 65_536n, { rowCount: 1, digests: digests(2n) }],
      [-65_536n + 5n, { rowCount: 1, digests: digests(4n) }],
      [-1n, { rowCount: 1, digests: digests(8n) }],
    ]),
  }
  expect([...inBuckets(exact).groups]).toEqual([
    [5n, { rowCount: 3, digests: digests(7n) }],
    [65_535n, { rowCount: 1, digests: digests(8n) }],
  ])
})
