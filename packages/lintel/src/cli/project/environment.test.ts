import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadEnvironment } from './environment.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lintel-environment-'))
})
afterAll(() => rm(directory, { recursive: true }))

test('the real environment wins, then .env.local, then .env', async () => {
  await writeFile(join(directory, '.env'), '# shared\nA=env\nB=env\nC="with spaces"\n')
  await writeFile(join(directory, '.env.local'), 'A=local\nB=local\n')
  const environment: NodeJS.ProcessEnv = { A: 'real', EMPTY: '' }
  expect(await loadEnvironment({ directory }, environment)).toEqual(['.env.local', '.env'])
  expect(environment).toEqual({ A: 'real', B: 'local', C: 'with spaces', EMPTY: '' })
})

test('without files nothing changes', async () => {
  const environment: NodeJS.ProcessEnv = { A: 'real' }
  expect(await loadEnvironment({ directory: join(directory, 'nowhere') }, environment)).toEqual([])
  expect(environment).toEqual({ A: 'real' })
})
