import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { project } from './lint.test-support.ts'
import { squawkBinary } from './squawk-binary.ts'

let bare: string
let incomplete: string

beforeAll(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'lintel-squawk-'))
  bare = join(directory, 'bare')
  incomplete = join(directory, 'incomplete')
  const installed = join(project.directory, 'node_modules', 'squawk-cli')
  await mkdir(bare)
  // As npm leaves it on a platform that squawk has no program for, or with --omit=optional.
  await cp(installed, join(incomplete, 'node_modules', 'squawk-cli'), { recursive: true })
})
afterAll(() => rm(join(bare, '..'), { recursive: true }))

test('the project’s program is taken, else the one beside Lintel', () => {
  const nowhere = join(bare, 'lintel.js')
  expect(squawkBinary(project, nowhere)).toEqual({ path: expect.stringMatching(/squawk(\.exe)?$/) })
  expect(squawkBinary({ directory: bare })).toEqual(squawkBinary(project))
  expect(squawkBinary({ directory: incomplete })).toEqual(squawkBinary(project))
})

test('where there is none, it says why', () => {
  const nowhere = join(bare, 'lintel.js')
  const missing = 'squawk-cli is not installed'
  expect(squawkBinary({ directory: bare }, nowhere)).toEqual({ missing })
  const platform = `${process.platform}-${process.arch}`
  const reason = expect.stringMatching(
    new RegExp(`"@squawk-cli/${platform}" optional dependency was not installed$`),
  )
  expect(squawkBinary({ directory: incomplete }, nowhere)).toEqual({ missing: reason })
})
