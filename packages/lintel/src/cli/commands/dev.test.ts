import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { notesApplication, type RunningCommand, TestProject } from '../command.fixture.ts'

let project: TestProject
let command: RunningCommand
let url: string

beforeAll(async () => {
  project = await TestProject.make({
    'src/app.ts': notesApplication,
    'src/title.ts': "export const title = 'First'",
  })
  // A port that stays: what listens there before and after a change is asked.
  command = project.start(['dev'], { env: { PORT: String(await freePort()) } })
  url = await command.url()
}, 120_000)
afterAll(() => project?.remove())
// One command for most tests: each begins with the application as it was, and hears only what comes from then on.
beforeEach(async () => {
  if ((await project.read('src/app.ts')) !== notesApplication) {
    command.forget()
    await project.write({ 'src/app.ts': notesApplication })
    await again()
  }
  command.forget()
})

const edit = (from: string | RegExp, to: string) =>
  project.write({ 'src/app.ts': notesApplication.replace(from, to) })
const again = (times = 1) => command.says(/serving again after [\d.]+ s/, times)
const isServed = (address: string) =>
  fetch(address).then(
    () => true,
    () => false,
  )

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

test('serves every change at once, and the database follows', async () => {
  expect((await fetch(`${url}/notes`)).status).toBe(200)

  await edit('body: t.text().optional(),', 'body: t.text().optional(), stars: t.integer().default(3),')
  await again()
  const { data } = (await (await fetch(`${url}/notes`)).json()) as {
    data: { title: string; stars: number }[]
  }
  expect(data).toEqual([expect.objectContaining({ title: 'First', stars: 3 })])
  expect(command.stdout).toMatch(/src\/app\.ts changed/)
  expect(command.stdout).toMatch(/1 change of the schema/)

  await edit(', create: anyone', '')
  await again(2)
  await command.says(/^- POST \/notes {2}everybody$/m)
  expect((await fetch(`${url}/notes`, { method: 'POST', body: '{}' })).status).toBe(405)
  await command.says(/POST +\S+ 405 method_not_allowed [\d.]+ ms/)
})

test('says which rule denied a request, and how to see all of it', async () => {
  await edit(
    /import \{ anyone,(.*)\n([\s\S]*)create: anyone/,
    'import { anyone, role,$1\n$2create: role("editor")',
  )
  await again()
  const answer = await fetch(`${url}/notes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"title":"New"}',
  })
  const text = await answer.text()
  expect([answer.status, text]).toEqual([401, expect.not.stringContaining('editor')])
  await command.says(/401 POST \/notes: create of notes is for the role editor; not signed in/)
  await command.says(/^ {4}lintel access explain --as anonymous --operation "POST \/notes"$/m)
})

test('tells of a broken edit and goes on with the next', async () => {
  await edit('title: t.string({ max: 80 }),', 'title: t.string({ max: 80 ),')
  await command.says(/error src\/app\.ts:5 /)
  await command.says(/Waiting for a change/)
  expect(await isServed(url)).toBe(false)

  await edit('{ read: anyone', "{ sort: ['titel' as never], read: anyone")
  await command.says(/src\/app\.ts:8 .*titel/)
  await command.says(/Waiting for a change/, 2)

  await edit('max: 80', 'max: 81')
  await again()
  expect(command.stderr).not.toMatch(/^\s+at /m)
})

test('follows files that come and go, and leaves tests and hidden ones alone', async () => {
  await project.write({
    'src/app.test.ts': 'broken(',
    'test/more.ts': 'broken(',
    '.cache/x.ts': '1',
    'notes.txt': 'x',
  })
  await sleep(400)
  expect(command.stdout).not.toMatch(/changed/)

  await project.write({ 'src/words/title.ts': "export const word = 'Hello'" })
  await again(1)
  await edit(
    "from 'lintel'",
    "from 'lintel'\nimport { word } from './words/title.ts'\nexport const said = word",
  )
  await again(2)
  await project.write({ 'src/words/title.ts': "export const words = 'Hello'" })
  await command.says(/does not provide an export named 'word'/)
  await edit('max: 80', 'max: 82')
  await again(3)
  await rm(project.path('src', 'words'), { recursive: true })
  await again(4)
})

test('does not change the database of another machine', async () => {
  const { code, stderr } = await project.run(['dev'], {
    env: { DATABASE_URL: 'postgres://app:hidden@db.example.com/shop' },
  })
  expect(code).toBe(1)
  expect(stderr).toContain('db.example.com/shop is on another machine')
  expect(stderr).not.toContain('hidden')
})

test('leaves nothing running', async () => {
  const { code } = await command.stop('SIGINT')
  expect(code).toBe(0)
  expect(await isServed(url)).toBe(false)
})

test('begins when the file is mended that was broken from the start, and leaves nothing even when it is killed', async () => {
  await project.write({ 'src/app.ts': 'export default (' })
  command = project.start(['dev'])
  await command.says(/Waiting for a change/)
  await project.write({ 'src/app.ts': notesApplication })
  url = await command.url()
  expect((await fetch(`${url}/notes`)).status).toBe(200)

  // It has no time to say goodbye.
  command.child.kill('SIGKILL')
  await expect.poll(() => isServed(url), { timeout: 10_000 }).toBe(false)
})
