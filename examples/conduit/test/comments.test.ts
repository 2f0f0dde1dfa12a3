// Comments: said by whoever signed in, taken back by whoever said them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConduitUnderTest, type Person, publish, startConduit } from './conduit-under-test.ts'

let conduit: ConduitUnderTest
let ann: Person
let bob: Person
let slug: string

beforeAll(async () => {
  conduit = await startConduit()
  ann = await conduit.person('ann')
  bob = await conduit.person('bob')
  slug = await publish(ann, 'Dragons')
})
afterAll(() => conduit?.app.stop())

const say = (who: Pick<Person, 'ask'>, body: unknown, on = slug) =>
  who.ask(`POST /articles/${on}/comments`, { comment: { body } })
const comments = async (reader: Pick<Person, 'ask'> = conduit, on = slug) =>
  (await reader.ask(`GET /articles/${on}/comments`)).body.comments

describe('comments', () => {
  test('are shown to all, the oldest first, with their author', async () => {
    const said = await say(bob, 'First.')
    expect(said.status).toBe(201)
    expect(said.body.comment).toMatchObject({ body: 'First.', author: { username: 'bob', following: false } })
    await say(ann, 'Second.')
    expect((await comments()).map(({ body }: { body: string }) => body)).toEqual(['First.', 'Second.'])

    await ann.ask('POST /profiles/bob/follow')
    const authors = (await comments(ann)).map(({ author }: { author: object }) => author)
    expect(authors).toMatchObject([
      { username: 'bob', following: true },
      { username: 'ann', following: false },
    ])
  })

  test.each([
    ['nothing', '', ["can't be blank"]],
    ['no text', undefined, ["can't be blank"]],
    ['a number', 5, [expect.any(String)]],
    ['a long story', 'x'.repeat(10_001), [expect.any(String)]],
  ])('do not say %s', async (_what, body, errors) => {
    const refused = await say(bob, body)
    expect(refused.status).toBe(422)
    expect(refused.body).toEqual({ errors: { body: errors } })
  })

  test('are of somebody, and of an article', async () => {
    expect((await say(conduit, 'Who?')).status).toBe(401)
    expect((await say(bob, 'Where?', 'nowhere')).body).toEqual({ errors: { article: ['not found'] } })
    expect((await conduit.ask('GET /articles/nowhere/comments')).status).toBe(404)
  })

  test('are taken back by whoever said them, and by nobody else', async () => {
    const { id } = (await say(bob, 'Sorry.')).body.comment
    const path = `/articles/${slug}/comments/${id}`
    expect((await conduit.ask(`DELETE ${path}`)).status).toBe(401)
    const refused = await ann.ask(`DELETE ${path}`)
    expect(refused.status).toBe(403)
    expect(refused.body).toEqual({ errors: { comment: ['forbidden'] } })
    expect((await comments()).at(-1)).toMatchObject({ id })

    expect((await bob.ask(`DELETE ${path}`)).status).toBe(204)
    expect((await bob.ask(`DELETE ${path}`)).body).toEqual({ errors: { comment: ['not found'] } })
  })

  test('are not found under another article, nor under an id that is none', async () => {
    const { id } = (await say(bob, 'Here.')).body.comment
    const other = await publish(ann, 'Elsewhere')
    expect((await bob.ask(`DELETE /articles/${other}/comments/${id}`)).status).toBe(404)
    for (const wrong of ['0', '-1', 'x', '99999999999999999999', '2147483648']) {
      expect((await bob.ask(`DELETE /articles/${slug}/comments/${wrong}`)).status, wrong).toBe(404)
    }
    expect((await comments()).at(-1)).toMatchObject({ id })
  })
})
