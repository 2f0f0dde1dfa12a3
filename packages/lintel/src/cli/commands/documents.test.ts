import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestProject } from '../command.fixture.ts'

const application = `
import { anyone, application, contract, entity, implement, resource, t } from 'lintel'
export const Note = entity('note', { title: t.string() })
export const notes = resource(Note, { read: anyone, cache: { ttl: '90s', graceFor: '1h' } })
export const weather = contract('../weather.yml')
export const forecast = implement(weather, 'forecast', { run: () => ({ status: 200, body: { sunny: true } }) })
export default application('notes', { version: '2.1.0', parts: [{ notes, weather, forecast }] })
`
const weather = `
openapi: 3.1.0
info: { title: Weather, version: 1.0.0 }
paths:
  /forecast:
    get:
      operationId: forecast
      security: []
      responses:
        '200':
          description: The forecast.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Forecast' }
components:
  schemas:
    Forecast: { type: object, required: [sunny], properties: { sunny: { type: boolean } } }
`

let project: TestProject

beforeAll(async () => {
  project = await TestProject.make({ 'src/app.js': application, 'weather.yml': weather })
}, 120_000)
afterAll(() => project?.remove())

describe('lintel spec', () => {
  test('prints the model as JSON, without the paths of this machine', async () => {
    const { code, stdout, stderr } = await project.run(['spec'])
    expect(code).toBe(0)
    expect(stderr).toBe('')
    const model = JSON.parse(stdout)
    expect(model).toMatchObject({ lintel: 1, name: 'notes', version: '2.1.0' })
    expect(model.entities.note.at).toEqual({ file: 'src/app.js', line: 3 })
    expect(model.contracts.weather.file).toBe('weather.yml')
    expect(stdout).not.toContain(project.directory)
  })

  test('needs nothing but itself: another folder may ask', async () => {
    const { code, stdout } = await project.run(['spec', project.directory], { cwd: '/' })
    expect(code).toBe(0)
    expect(JSON.parse(stdout).name).toBe('notes')
  })
})

describe('lintel openapi', () => {
  test('prints the document, contracts included', async () => {
    const { code, stdout } = await project.run(['openapi', '--server-url', 'https://notes.example.com'])
    expect(code).toBe(0)
    const document = JSON.parse(stdout)
    expect(document.openapi).toBe('3.1.0')
    expect(document.servers).toEqual([{ url: 'https://notes.example.com' }])
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/notes', '/notes/{id}', '/forecast']),
    )
  })

  test('writes a file, and tells when it is not up to date', async () => {
    const stale = await project.run(['openapi', '--output', 'out/openapi.json', '--check'])
    expect(stale.code).toBe(1)
    expect(stale.stderr).toContain('Not up to date: out/openapi.json')
    const written = await project.run(['openapi', '--output', 'out/openapi.json'])
    expect(written).toMatchObject({ code: 0, stdout: '', stderr: 'wrote out/openapi.json\n' })
    expect(JSON.parse(await project.read('out/openapi.json')).info.title).toBe('notes')
    expect((await project.run(['openapi', '--output', 'out/openapi.json', '--check'])).code).toBe(0)
  })
})

describe('lintel client', () => {
  test('prints or writes the types of a client', async () => {
    const printed = await project.run(['client'])
    expect(printed.code).toBe(0)
    expect(printed.stdout).toMatch(/^export (interface|type) paths\b/m)
    expect(printed.stdout).toContain("'/forecast'")
    await project.run(['client', '--output', 'src/client.ts'])
    expect(await project.read('src/client.ts')).toBe(printed.stdout)
    expect((await project.run(['client', '--output', 'src/client.ts', '--check'])).code).toBe(0)
    await project.write({ 'src/client.ts': '// edited' })
    expect((await project.run(['client', '--output', 'src/client.ts', '--check'])).code).toBe(1)
  })
})

describe('lintel contract types', () => {
  test('writes the types beside the document, and tells when they are not up to date', async () => {
    const missing = await project.run(['contract', 'types', '--check'])
    expect(missing.code).toBe(1)
    expect(missing.stderr).toContain('weather.types.ts')
    expect((await project.run(['contract', 'types'])).code).toBe(0)
    expect(await project.read('weather.types.ts')).toMatch(/export (interface|type) Operations/)
    expect((await project.run(['contract', 'types', '--check'])).code).toBe(0)
    await project.write({ 'weather.yml': weather.replace('boolean', 'integer') })
    expect((await project.run(['contract', 'types', '--check'])).code).toBe(1)
    await project.write({ 'weather.yml': weather })
  })

  test('names file and line of what is wrong in the document', async () => {
    await project.write({
      'weather.yml': weather.replace('#/components/schemas/Forecast', '#/components/schemas/Nothing'),
    })
    const { code, stderr } = await project.run(['contract', 'types'])
    await project.write({ 'weather.yml': weather })
    expect(code).toBe(1)
    expect(stderr).toMatch(/weather\.yml:1[0-9] /)
    expect(stderr).not.toMatch(/^\s+at /m)
  })
})

describe('lintel cache explain', () => {
  test('says who shares an answer, what drops it, and its times', async () => {
    const { code, stdout } = await project.run(['cache', 'explain'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^GET \/notes$/m)
    expect(stdout).toMatch(/anonymous +shared +no rule of what is read asks who it is/)
    expect(stdout).toContain('by writes to notes')
    expect(stdout).toContain('fresh 90s, in need 1h more, browsers ask each time')
  })

  test('the same as JSON', async () => {
    const { stdout } = await project.run(['cache', 'explain', '--json'])
    const [list, row] = JSON.parse(stdout)
    expect([list.endpoint, row.endpoint]).toEqual(['GET /notes', 'GET /notes/{id}'])
    expect(list).toMatchObject({ droppedBy: ['notes'], times: { ttlMs: 90_000, graceMs: 3_600_000 } })
  })
})
