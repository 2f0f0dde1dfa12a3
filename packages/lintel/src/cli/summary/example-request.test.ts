import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { curlOf } from './example-request.ts'

const url = 'http://127.0.0.1:3000'

/** The words that `sh` makes of a command. */
async function words(command: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('sh', [
    '-c',
    `for word in ${command}; do printf '%s\\0' "$word"; done`,
  ])
  return stdout.split('\0').slice(0, -1)
}

test('a read is short', () => {
  expect(curlOf({ title: '', method: 'GET', path: '/notes' }, url)).toBe('curl http://127.0.0.1:3000/notes')
  expect(curlOf({ title: '', method: 'GET', path: '/notes?limit=2' }, url)).toBe(
    "curl 'http://127.0.0.1:3000/notes?limit=2'",
  )
})

test('a body comes through the shell as it is', async () => {
  const body = { text: `it's "quoted", $HOME \`id\` \\ !`, list: ['a b', '*'] }
  const said = await words(curlOf({ title: '', method: 'POST', path: '/notes', body }, url))
  expect(said).toEqual([
    'curl',
    '-H',
    'content-type: application/json',
    '-d',
    JSON.stringify(body),
    'http://127.0.0.1:3000/notes',
  ])
})

test('a method that curl would not guess is named', async () => {
  const said = await words(
    curlOf({ title: '', method: 'DELETE', path: '/notes/1', headers: { a: 'b c' } }, url),
  )
  expect(said).toEqual(['curl', '-X', 'DELETE', '-H', 'a: b c', 'http://127.0.0.1:3000/notes/1'])
})
