/** What a contract does not allow is refused when the application starts, with the file and the line of it. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  type Application,
  anyone,
  application,
  contract,
  entity,
  identity,
  implement,
  operation,
  policy,
  resource,
  type SecurityHandler,
  t,
} from 'lintel'
import { testApplication } from 'lintel/testing'
import { describe, expect, test } from 'vitest'
import type { Operations } from './documents/guarded.types.ts'
import type { Operations as TaskOperations } from './documents/tasks.types.ts'
import { Task, taskHandlers } from './tasks.ts'

const here = fileURLToPath(import.meta.url)
const documentFile = (name: string) => fileURLToPath(new URL(`./documents/${name}`, import.meta.url))

/** What the start says, without the folders. */
async function refusal(app: Application | (() => Application)): Promise<string> {
  try {
    const started = await testApplication(typeof app === 'function' ? app() : app)
    await started.stop()
    return 'It starts.'
  } catch (error) {
    return String(error).replaceAll(here, 'start.test.ts').replaceAll(documentFile(''), '')
  }
}

/** The line of this file on which a text stands, after another. */
function lineOf(text: string, file = here): number {
  return (
    readFileSync(file, 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1
  )
}

const User = entity('user', { name: t.string() })
const people = [identity(User), policy(User, { read: anyone })]
const text = () => ({ status: 200 as const, body: 'text' })
const tasks = () => contract<TaskOperations>('./documents/tasks.yml')

describe('an operation', () => {
  test('that nobody implements is named with its line in the document', async () => {
    const [first] = taskHandlers(tasks())
    const said = await refusal(application('missing', { parts: [policy(Task, { read: anyone }), [first]] }))
    const line = lineOf('operationId: addTask', documentFile('tasks.yml')) - 1
    expect(said).toContain(
      `tasks.yml:${line}  addTask (POST /tasks) is in the contract and nobody implements it.`,
    )
    expect(said).toContain('showTask (GET /tasks/{id}) is in the contract')
    expect(said).toContain("Write implement(…, 'addTask', { run })")
    expect(said).not.toContain('listTasks')
  })

  test('that the document does not have is named with the line of its implementation', async () => {
    const api = contract('./documents/tasks.yml')
    const surplus = implement(api, 'dropTask', { run: text }) // surplus
    const said = await refusal(application('surplus', { parts: [[surplus, ...taskHandlers(api as never)]] }))
    expect(said).toContain(
      `start.test.ts:${lineOf('// surplus')}  dropTask is implemented, but tasks.yml has no such operation.`,
    )
    expect(said).toContain('It has listTasks, addTask, showTask.')
  })

  test('that two implement is named with both places', async () => {
    const api = contract('./documents/tasks.yml')
    const one = implement(api, 'listTasks', { run: text }) // first of two
    const other = implement(api, 'listTasks', { run: text }) // second of two
    const [, ...rest] = taskHandlers(api as never)
    const said = await refusal(application('twice', { parts: [[one, other, ...rest]] }))
    expect(said).toContain(`start.test.ts:${lineOf('// second of two')}  listTasks is implemented twice.`)
    expect(said).toContain(`The other is at ${'start.test.ts'}:${lineOf('// first of two')}.`)
  })
})

describe('a security scheme', () => {
  const guarded = (security: Record<string, SecurityHandler>, parts: readonly object[] = people) => {
    const api = contract<Operations>('./documents/guarded.yml', { security }) // guarded
    const handlers = [implement(api, 'readDocs', { run: text }), implement(api, 'showItem', { run: text })]
    return application('guarded', { prefix: '/v1', parts: [parts, handlers] })
  }
  const at = `start.test.ts:${lineOf('// guarded')}`
  const nobody: SecurityHandler = () => null

  test('that nobody checks is named, where an operation asks for it', async () => {
    const said = await refusal(guarded({}))
    expect(said).toContain(`${at}  The security scheme partner of guarded.yml has nobody who checks it.`)
    expect(said).toContain("security: { partner: accessToken('Bearer') }")
    expect(said).not.toMatch(/token of guarded|unused/)
  })

  test('that means our tokens needs an identity whose they are', async () => {
    const said = await refusal(guarded({ partner: nobody }, []))
    expect(said).toContain(`${at}  The security scheme token of guarded.yml has nobody who checks it.`)
    expect(said).toContain('identity(…)')
    expect(await refusal(guarded({ partner: nobody, token: nobody }, []))).toBe('It starts.')
  })

  test('that the document does not have is named', async () => {
    const said = await refusal(guarded({ partner: nobody, patner: nobody }))
    expect(said).toContain(
      `${at}  contract(…) checks the security scheme patner, but guarded.yml has no such scheme.`,
    )
    expect(said).toContain('It has token, partner, unused.')
  })

  test('that all are checked lets the application start', async () => {
    expect(await refusal(guarded({ partner: nobody }))).toBe('It starts.')
  })
})

describe('two that answer one route', () => {
  const handlers = (api = tasks()) => taskHandlers(api)
  const line = (operationId: string) => lineOf(`operationId: ${operationId}`, documentFile('tasks.yml')) - 1

  test('a contract and a resource', async () => {
    const board = resource(Task, { path: '/api/tasks', read: anyone, create: anyone }) // board
    const said = await refusal(application('clash', { parts: [[board], handlers()] }))
    const other = `the other is at start.test.ts:${lineOf('// board')}.`
    expect(said).toContain(
      `tasks.yml:${line('listTasks')}  the operation listTasks of a contract answers GET /api/tasks, and so does the resource tasks.`,
    )
    expect(said).toContain('the operation addTask of a contract answers POST /api/tasks')
    expect(said).toContain('the operation showTask of a contract answers GET /api/tasks/{id}')
    expect(said).toContain(other)
  })

  test('a contract and an operation, under other names of the parameter', async () => {
    const show = operation('GET /api/tasks/{task}', { summary: 'Show', allow: anyone, run: () => undefined }) // show
    const said = await refusal(
      application('clash', { parts: [[show, policy(Task, { read: anyone })], handlers()] }),
    )
    expect(said).toContain(
      `tasks.yml:${line('showTask')}  the operation showTask of a contract answers GET /api/tasks/{id}, and so does the operation`,
    )
    expect(said).toContain(`start.test.ts:${lineOf('// show')}.`)
  })

  test('two contracts', async () => {
    const parts = [policy(Task, { read: anyone }), handlers(), handlers()]
    const said = await refusal(application('clash', { parts }))
    expect(said).toContain(
      `tasks.yml:${line('listTasks')}  the operation listTasks of a contract answers GET /api/tasks, and so does the operation listTasks of a contract.`,
    )
  })

  test('a contract and what every application serves', async () => {
    const api = contract<Operations>('./documents/guarded.yml', { security: { partner: () => null } })
    const own = [implement(api, 'readDocs', { run: text }), implement(api, 'showItem', { run: text })]
    const said = await refusal(application('clash', { parts: [people, own] }))
    const at = lineOf('operationId: readDocs', documentFile('guarded.yml')) - 1
    expect(said).toContain(
      `guarded.yml:${at}  the operation readDocs of a contract answers GET /docs, and so does every application.`,
    )
  })

  test('a path that the prefix keeps apart', async () => {
    const board = resource(Task, { path: '/tasks', read: anyone, create: anyone })
    expect(await refusal(application('apart', { parts: [[board], handlers()] }))).toBe('It starts.')
  })
})

describe('a document', () => {
  test('that is not there is named with the line that asks for it', async () => {
    const api = contract('./documents/nowhere.yml') // nowhere
    const said = await refusal(application('absent', { parts: [[api]] }))
    expect(said).toContain(`start.test.ts:${lineOf('// nowhere')}`)
    expect(said).toContain('The path is relative to the file that calls contract(…).')
  })

  test('that is faulty is refused with all of its faults and their lines', async () => {
    const said = await refusal(application('faulty', { parts: [[contract('./documents/faulty.yml')]] }))
    for (const fault of [
      /faulty\.yml:5 .*The path parameter \{id\} of \/a\/\{id\} is not declared/,
      /faulty\.yml:8 .*The operationId twice also belongs to GET \/a\/\{id\}/,
      /faulty\.yml:10 .*The servers of this operation have the path \/elsewhere/,
      /faulty\.yml:11 .*The schema is not valid/,
      /faulty\.yml:12 .*The \$ref '#\/components\/schemas\/None' leads to no part of this document/,
    ]) {
      expect(said).toMatch(fault)
    }
  })
})
