import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { notesApplication, type RunningCommand, TestProject } from '../command.fixture.ts'

let project: TestProject
let command: RunningCommand
let url: string

beforeAll(async () => {
  project = await TestProject.make({
    'src/app.ts': notesApplication,
    'src/title.ts': "export const title = 'First'",
  })
}, 120_000)
afterAll(() => project?.remove())
beforeEach(async () => {
  await project.write({ 'src/app.ts': notesApplication })
  command = project.start(['dev'], { env: { PORT: '0' } })
  url = await command.url()
})
afterEach(() => command?.stop('SIGINT'))

const edit = (from: string | RegExp, to: string) =>
  project.write({ 'src/app.ts': notesApplication.replace(from, to) })
const again = async (times = 1) => Number((await command.says(/serving again after ([\d.]+) s/, times))[1])
const isServed = (address: string) =>
  fetch(address).then(
    () => true,
    () => false,
  )

test('serves every change at once, and the database follows', async () => {
  // A port of its own that stays: what listens there before and after the change is asked.
  await command.stop('SIGINT')
  command = project.start(['dev'], { env: { PORT: new URL(url).port } })
  await command.url()
  expect((await fetch(`${url}/notes`)).status).toBe(200)

  await edit('body: t.text().optional(),', 'body: t.text().optional(), stars: t.integer().default(3),')
  // Half of that on a machine with nothing else to do.
  expect(await again()).toBeLessThan(2)
  const { data } = (await (await fetch(`${url}/notes`)).json()) as {
    data: { title: string; stars: number }[]
  }
  expect(data).toEqual([expect.objectContaining({ title: 'First', stars: 3 })])
  expect(command.stdout).toMatch(/src\/app\.ts changed/)
  expect(command.stdout).toMatch(/1 change of the schema/)

  await edit(', create: anyone', '')
  await again(2)
  expect(command.stdout).toMatch(/^- POST \/notes {2}everybody$/m)
  expect((await fetch(`${url}/notes`, { method: 'POST', body: '{}' })).status).toBe(405)
  await command.says(/POST +\S+ 405 method_not_allowed [\d.]+ ms/)
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

test('begins when the file is mended that was broken from the start', async () => {
  await command.stop('SIGINT')
  await project.write({ 'src/app.ts': 'export default (' })
  command = project.start(['dev'])
  await command.says(/Waiting for a change/)
  await project.write({ 'src/app.ts': notesApplication })
  expect((await fetch(`${await command.url()}/notes`)).status).toBe(200)
})

test('leaves nothing running', async () => {
  const { code } = await command.stop('SIGINT')
  expect(code).toBe(0)
  expect(await isServed(url)).toBe(false)
  const second = project.start(['dev'])
  const other = await second.url()
  // Not even when it has no time to say goodbye.
  second.child.kill('SIGKILL')
  for (let attempt = 0; attempt < 50 && (await isServed(other)); attempt++) await sleep(50)
  expect(await isServed(other)).toBe(false)
})

test('does not change the database of another machine', async () => {
  const { code, stderr } = await project.run(['dev'], {
    env: { DATABASE_URL: 'postgres://app:hidden@db.example.com/shop' },
  })
  expect(code).toBe(1)
  expect(stderr).toContain('db.example.com/shop is on another machine')
  expect(stderr).not.toContain('hidden')
})
