import { type TestApplication, testApplication } from 'lintel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import app from '../src/app.ts'
import { Task } from '../src/tasks.ts'

let api: TestApplication
let ada: { id: string; token: string }
let bob: { id: string; token: string }

const password = 'correct horse battery staple'
const as = ({ token }: { token: string }) => ({ headers: { authorization: `Bearer ${token}` } })

beforeAll(async () => {
  api = await testApplication(app)
  const person = async (name: string) => {
    const email = `${name}@example.com`
    const created = await api.request('POST /people', { body: { email, name, password } })
    const signedIn = await api.request('POST /sign-in', { body: { email, password } })
    return { id: created.body.data.id, token: signedIn.body.data.token }
  }
  ada = await person('ada')
  bob = await person('bob')
})
afterAll(() => api?.stop())

test('a task belongs to whoever creates it, and nobody else sees it', async () => {
  const created = await api.request('POST /tasks', { ...as(ada), body: { title: 'Write a test' } })
  expect(created.status).toBe(201)
  expect(created.body.data).toMatchObject({ title: 'Write a test', done: false, owner: ada.id })

  const path = `/tasks/${created.body.data.id}`
  expect((await api.request(`GET ${path}`, as(ada))).status).toBe(200)
  expect((await api.request(`GET ${path}`, as(bob))).status).toBe(404)
  expect((await api.request(`GET ${path}`)).status).toBe(401)
  expect((await api.request(`PATCH ${path}`, { ...as(bob), body: { done: true } })).status).toBe(404)
  expect(await api.db.get(Task, created.body.data.id)).toMatchObject({ done: false })
})

test('a list shows what is open, the most urgent first', async () => {
  for (const dueOn of ['2030-02-01', '2030-01-01']) {
    await api.db.insert(Task, { owner: bob.id, title: `Due on ${dueOn}`, dueOn })
  }
  await api.db.insert(Task, { owner: bob.id, title: 'Done already', done: true })
  const open = await api.request('GET /tasks?done=false&sort=dueOn', as(bob))
  expect(open.body.data.map(({ title }: { title: string }) => title)).toEqual([
    'Due on 2030-01-01',
    'Due on 2030-02-01',
  ])
})

test('names every wrong field at once', async () => {
  const refused = await api.request('POST /tasks', {
    ...as(ada),
    body: { title: '', dueOn: 'soon', mine: true },
  })
  expect(refused.status).toBe(422)
  const pointers = refused.body.error.details.map(({ pointer }: { pointer: string }) => pointer)
  expect(pointers.sort()).toEqual(['/dueOn', '/mine', '/title'])
})

test('a wrong password and an unknown address are refused alike', async () => {
  const wrong = await api.request('POST /sign-in', { body: { email: 'ada@example.com', password: 'wrong' } })
  const unknown = await api.request('POST /sign-in', { body: { email: 'eve@example.com', password } })
  expect(wrong.status).toBe(401)
  expect(unknown.status).toBe(401)
  expect(wrong.body.error.code).toBe('credentials_wrong')
  expect(unknown.body.error.code).toBe('credentials_wrong')
})
