import { mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { notesApplication, TestProject } from '../command.fixture.ts'

let project: TestProject
let made: string

beforeAll(async () => {
  project = await TestProject.make({ 'src/app.js': notesApplication })
  made = project.path('To-Do List')
}, 120_000)
afterAll(() => project?.remove())

async function contents(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    await Promise.all(
      files.map(async (file) => [file.slice(folder.length + 1), await readFile(file, 'utf8')]),
    ),
  )
}

test('makes an application with all that belongs to it', async () => {
  const { code, stdout } = await project.run(['new', 'To-Do List'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^to-do-list is made/)
  expect(stdout).toContain('cd To-Do List')
  const files = await contents(made)
  expect(Object.keys(files).sort()).toEqual(
    [
      '.dockerignore',
      '.env.example',
      '.github/workflows/ci.yml',
      '.gitignore',
      'Dockerfile',
      'README.md',
      'migrations/0001-start/down.sql',
      'migrations/0001-start/plan.json',
      'migrations/0001-start/plan.md',
      'migrations/0001-start/snapshot.json',
      'migrations/0001-start/up.sql',
      'package.json',
      'src/app.ts',
      'src/people.ts',
      'src/seed.ts',
      'src/tasks.ts',
      'test/tasks.test.ts',
      'tsconfig.json',
    ].sort(),
  )
  expect(files['src/app.ts']).toContain("application('to-do-list', {")
  expect(files['README.md']).toMatch(/^# to-do-list$/m)
  expect(Object.values(files).join('\n')).not.toContain('my-app')
  const manifest = JSON.parse(files['package.json'] ?? '')
  expect(manifest).toMatchObject({
    name: 'to-do-list',
    engines: { node: '>=20.19' },
    lintel: { application: 'src/app.ts' },
  })
  expect(Object.keys(manifest.scripts)).toEqual(['dev', 'start', 'test', 'plan', 'migrate'])
})

test('depends on the copy of the framework that made it', async () => {
  const { dependencies } = JSON.parse(await project.read('To-Do List/package.json'))
  expect(dependencies.lintel).toMatch(/^file:\.\.\//)
  expect(await realpath(join(made, dependencies.lintel.slice('file:'.length)))).toBe(
    await realpath(project.path('node_modules', 'lintel')),
  )
})

test.each([
  ['^1.2.3', '^1.2.3'],
  ['./packed/lintel-1.2.3.tgz', 'file:../packed/lintel-1.2.3.tgz'],
  ['packed.tgz', 'file:../packed.tgz'],
  ['file:packed', 'file:../packed'],
])('depends on %s when told so', async (asked, expected) => {
  const { stdout } = await project.run(['new', 'told', '--lintel', asked, '--json'])
  await rm(project.path('told'), { recursive: true })
  expect(JSON.parse(stdout)).toMatchObject({ name: 'told', lintel: expected })
})

test('comes with the migration that its own model plans', async () => {
  await symlink(project.path('node_modules'), join(made, 'node_modules'), 'dir')
  const committed = await contents(join(made, 'migrations'))
  expect((await project.run(['plan', '--check', made])).stdout).toContain('nothing to plan')
  await rm(join(made, 'migrations'), { recursive: true })
  await project.run(['plan', made])
  const planned = await contents(join(made, 'migrations'))
  const snapshot = '0001-start/snapshot.json'
  expect(JSON.parse(planned[snapshot] ?? '')).toEqual(JSON.parse(committed[snapshot] ?? ''))
  // A formatter may have been at the snapshot; the SQL is as it was written.
  expect({ ...planned, [snapshot]: '' }).toEqual({ ...committed, [snapshot]: '' })
})

test('refuses a folder with something in it, and touches nothing there', async () => {
  const before = await contents(join(made, 'src'))
  const { code, stderr } = await project.run(['new', 'To-Do List', '--name', 'other'])
  expect(code).toBe(1)
  expect(stderr).toContain('is not empty')
  expect(await contents(join(made, 'src'))).toEqual(before)
  expect((await project.run(['new', 'package.json'])).stderr).toContain('is a file')
})

test('takes an empty folder, and one with a repository just begun', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'lintel-new-'))
  expect((await project.run(['new', '.', '--name', 'Here'], { cwd: empty })).stdout).toMatch(/^here is made/)
  await rm(empty, { recursive: true })
  await project.write({ 'begun/.git/HEAD': 'ref: refs/heads/main\n' })
  expect((await project.run(['new', 'begun'])).code).toBe(0)
})

test('refuses a name that no application can have', async () => {
  const { code, stderr } = await project.run(['new', '123'])
  expect(code).toBe(2)
  expect(stderr).toContain('--name')
  await writeFile(project.path('untouched'), '')
})
