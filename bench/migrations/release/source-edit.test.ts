// The releases of the migrations benchmark are edits of the shop: whoever changes the shop learns here what to mend.
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { changes } from '../changes/all.ts'
import { changeNames } from '../changes/change.ts'
import { firstRelease } from './first-release.ts'
import { applyEdits } from './source-edit.ts'

const shop = fileURLToPath(new URL('../../../examples/shop/src', import.meta.url))
let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lintel-edits-'))
  await cp(shop, join(directory, 'src'), { recursive: true })
})
afterEach(() => rm(directory, { recursive: true, force: true }))

test('there is one change for each name', () => {
  expect(changes.map(({ name }) => name)).toEqual(changeNames)
})

test.each(changes)('$name finds what it edits', async ({ edits }) => {
  await applyEdits(directory, firstRelease)
  const before = await readFile(join(directory, 'src/orders.ts'), 'utf8')
  await applyEdits(directory, edits)
  expect(await readFile(join(directory, 'src/orders.ts'), 'utf8')).not.toBe(before)
})

test.each([
  ['is not there', 'no such passage', 0],
  ['is there twice', 'export const ', 5],
])('a passage that %s is named', async (_what, find, places) => {
  const edit = { file: 'src/orders.ts', find, replace: '' }
  await expect(applyEdits(directory, [edit])).rejects.toThrow(
    `src/orders.ts has ${places} times what the benchmark would change once:\n${find}`,
  )
})
