/** `lintel plan --check` on migrations that a person wrote or changed. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestProject } from '../command.fixture.ts'

const application = (fields: string) => `
import { anyone, application, entity, resource, t } from 'lintel'
export const Note = entity('note', { title: t.string(), ${fields} })
export const notes = resource(Note, { read: anyone })
export default application('notes', { parts: [{ notes }] })
`

let project: TestProject

beforeAll(async () => {
  project = await TestProject.make({ 'src/app.js': application('') })
  await project.run(['plan'])
  await project.write({ 'src/app.js': application('color: t.integer().optional(),') })
  await project.run(['plan', '--name', 'color'])
}, 180_000)
afterAll(() => project?.remove())

const check = (...words: string[]) => project.run(['plan', '--check', ...words], { timeoutMs: 60_000 })

async function changed<T>(files: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  const before = await Promise.all(
    Object.keys(files).map(async (file) => [file, await project.read(file).catch(() => '')] as const),
  )
  await project.write(files)
  try {
    return await work()
  } finally {
    await project.write(Object.fromEntries(before))
  }
}

test('what a plan wrote is the plan’s to answer for', { timeout: 120_000 }, async () => {
  const { code, stdout } = await check('--json')
  expect(JSON.parse(stdout)).toMatchObject({ hasChanges: false, lint: [] })
  expect(code).toBe(0)
  expect(JSON.parse((await project.run(['plan', '--dry-run', '--json'])).stdout)).not.toHaveProperty('lint')
})

test('an up.sql that was changed is linted, with file, line, rule and what to do', {
  timeout: 120_000,
}, async () => {
  const file = 'migrations/0002-color/up.sql'
  const sql = `${await project.read(file)}CREATE INDEX notes_color_idx ON notes (color);\n`
  const line = sql.split('\n').length - 1
  const { code, stdout } = await changed({ [file]: sql }, () => check())
  expect(stdout).toContain(`error ${file}:${line}  `)
  expect(stdout).toContain('[require-concurrent-index-creation]')
  expect(stdout).toContain('CREATE INDEX CONCURRENTLY, in a "step concurrently" of its own.')
  expect(stdout).toContain('nothing to plan')
  expect(stdout).not.toContain('down.sql')
  expect(code).toBe(1)
})

test('a down.sql that was changed is linted; a comment is no change', { timeout: 120_000 }, async () => {
  const file = 'migrations/0002-color/down.sql'
  const sql = await project.read(file)
  const lossy = await changed({ [file]: `${sql}DELETE FROM notes;\n` }, () => check('--json'))
  expect(JSON.parse(lossy.stdout).lint).toEqual([
    expect.objectContaining({ rule: 'unbatched-write', severity: 'error', file, hint: expect.any(String) }),
  ])
  expect(lossy.code).toBe(1)
  const commented = await changed({ [file]: `${sql}-- DELETE FROM notes;\n` }, () => check('--json'))
  expect(JSON.parse(commented.stdout).lint).toEqual([])
  expect(commented.code).toBe(0)
})

test('warnings are printed and let pass; a directive that nobody understands does not', {
  timeout: 120_000,
}, async () => {
  const file = 'migrations/0003-by-hand/up.sql'
  await project.write({ [file]: 'ALTER TABLE notes ADD COLUMN extra timestamp;\n' })
  const warned = await check()
  expect(warned.stdout).toContain(`warning ${file}:1  `)
  expect(warned.code).toBe(0)
  await project.write({ [file]: '-- lintel: step backfill table=notes key=id\nSELECT 1;\n' })
  const unclear = await check()
  expect(unclear.stdout).toContain(
    `error ${file}:1  "-- lintel: step backfill table=notes key=id" is not a directive.`,
  )
  expect(unclear.code).toBe(1)
  await project.write({
    [file]:
      '-- lintel: step backfill over notes by id\nUPDATE notes SET color = 1 WHERE id BETWEEN $1 AND $2 AND color IS NULL;\n',
  })
  expect((await check()).code).toBe(0)
})
