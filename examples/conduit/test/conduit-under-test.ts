// Conduit, started for a test, asked as its clients ask it: under /api, with the word "Token".
import { type TestApplication, type TestResponse, testApplication } from 'lintel/testing'
import conduit from '../src/conduit.ts'

export const password = 'correct horse'

export interface Person {
  readonly username: string
  readonly token: string
  /** Asks as this person: `GET /articles/feed`. */
  ask(route: string, body?: object): Promise<TestResponse>
}

export interface ConduitUnderTest {
  readonly app: TestApplication
  /** Asks as nobody in particular. */
  ask(route: string, body?: object): Promise<TestResponse>
  /** Opens an account. */
  person(username: string): Promise<Person>
}

export async function startConduit(): Promise<ConduitUnderTest> {
  const app = await testApplication(conduit)
  const askWith = (headers: Record<string, string>) => (route: string, body?: object) =>
    app.request(route.replace(' /', ' /api/'), { headers, ...(body ? { body } : {}) })
  const ask = askWith({})
  const person = async (username: string) => {
    const user = { username, email: `${username}@conduit.example`, password }
    const { token } = (await ask('POST /users', { user })).body.user
    return { username, token, ask: askWith({ authorization: `Token ${token}` }) }
  }
  return { app, ask, person }
}

/** Publishes an article; gives its slug. */
export async function publish(
  author: Person,
  title: string,
  tagList: readonly string[] = [],
): Promise<string> {
  const article = { title, description: `About ${title}`, body: `All about ${title}.`, tagList }
  return (await author.ask('POST /articles', { article })).body.article.slug
}

/** Titles of a list, in its order. */
export function titles({ body }: TestResponse): string[] {
  return body.articles.map(({ title }: { title: string }) => title)
}

/** Asks the same thing several times at once; gives the statuses. */
export async function atOnce(count: number, ask: () => Promise<TestResponse>): Promise<number[]> {
  return (await Promise.all(Array.from({ length: count }, ask))).map(({ status }) => status)
}
