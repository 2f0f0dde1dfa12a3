import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { type FaultName, faultNames } from './fixture/faults.ts'
import { type ConduitOptions, startConduit } from './fixture/in-memory-conduit.ts'
import { describeWithSuite } from './fixture/suite-for-tests.ts'
import type { FileResult } from './runner.ts'
import { defaultSuiteFolder, loadSuite, newUid, runSuite } from './suite.ts'
import { sourceText } from './template.ts'

/** How many requests a fault makes fail, and which of them tell what it is: all of them where they are few. */
const detections: Readonly<Record<FaultName, [failed: number, ...places: string[]]>> = {
  'register-answers-200': [16, 'articles 1', 'auth 1', 'errors_auth 4', 'profiles 2'],
  'delete-answers-200': [12, 'articles 16', 'feed 11'],
  'no-token-answers-403': [13, 'errors_articles 5', 'errors_auth 9', 'errors_profiles 2'],
  'conflict-answers-422': [2, 'errors_auth 5', 'errors_auth 6'],
  'forbidden-is-done': [1, 'errors_authorization 4'],
  'article-without-author': [15, 'articles 2', 'articles 3', 'favorites 3', 'feed 7'],
  'article-without-updated-at': [1, 'articles 10'],
  'profile-without-image': [5, 'profiles 3', 'profiles 4', 'profiles 5', 'profiles 6', 'profiles 7'],
  'list-shows-body': [7, 'articles 3', 'articles 7', 'favorites 6'],
  'count-as-text': [14, 'articles 8', 'feed 3', 'pagination 4'],
  'comment-id-as-text': [2, 'comments 3', 'comments 4'],
  'tags-as-text': [20, 'articles 2', 'articles 13', 'favorites 3'],
  'dates-without-time': [13, 'articles 3', 'articles 9', 'favorites 4'],
  'error-as-text': [41, 'articles 17', 'errors_auth 1', 'errors_comments 9', 'errors_profiles 6'],
  'login-with-empty-token': [19, 'auth 2', 'auth 3'],
  'register-without-token': [108, 'articles 1', 'articles 2', 'errors_profiles 6'],
  'update-time-stands-still': [1, 'articles 10'],
  'author-filter-ignored': [4, 'articles 4', 'articles 6', 'pagination 4', 'pagination 5'],
  'tag-filter-ignored': [1, 'articles 7'],
  'favorited-filter-ignored': [2, 'favorites 5', 'favorites 6'],
  'limit-ignored': [2, 'feed 8', 'pagination 4'],
  'offset-ignored': [1, 'pagination 5'],
  'token-ignored': [108, 'articles 2', 'auth 3', 'profiles 5'],
  'tags-null-accepted': [1, 'articles 15'],
  'oldest-first': [2, 'pagination 4', 'pagination 5'],
  'feed-shows-all': [4, 'feed 3', 'feed 7', 'feed 8', 'feed 9'],
  'unfollow-forgotten': [1, 'profiles 7'],
  'deleted-article-served': [1, 'articles 17'],
  'delete-takes-all-comments': [1, 'comments 12'],
  'same-slug-twice': [2, 'errors_articles 13', 'errors_articles 20'],
  'empty-bio-kept': [1, 'auth 6'],
  'tags-as-html': [1, 'tags 3'],
  'favorite-drops-the-connection': [5, 'errors_articles 15', 'favorites 3', 'favorites 4'],
  'tags-never-answered': [1, 'tags 3'],
}

/** What the tests themselves cannot see in an empty database: their own article is always the newest one. */
const unseenInEmptyDatabase: readonly FaultName[] = [
  'author-filter-ignored',
  'tag-filter-ignored',
  'favorited-filter-ignored',
  'feed-shows-all',
]

async function runOn(options: ConduitOptions): Promise<FileResult[]> {
  const conduit = await startConduit(options)
  const results: FileResult[] = []
  try {
    const files = await loadSuite(defaultSuiteFolder)
    const timeoutMs = options.fault === 'tags-never-answered' ? 1_000 : 10_000
    const given = { host: conduit.host, uid: newUid(), timeoutMs }
    for await (const result of runSuite(files, given)) results.push(result)
  } finally {
    await conduit.stop()
  }
  return results
}

function failedPlaces(results: readonly FileResult[]): string[] {
  return results.flatMap(({ file, requests }) =>
    requests.flatMap(({ failures }, index) =>
      failures.length > 0 ? [`${basename(file.path, '.hurl')} ${index + 1}`] : [],
    ),
  )
}

describeWithSuite('the RealWorld suite', () => {
  it.each([true, false])('passes on a careful server (with a bystander: %s)', async (bystander) => {
    const results = await runOn({ bystander })
    expect(failedPlaces(results)).toEqual([])
    expect(results.flatMap(({ requests }) => requests)).toHaveLength(154)
  })

  it.each(faultNames)('finds the fault %s', async (fault) => {
    const [count, ...places] = detections[fault]
    const failed = failedPlaces(await runOn({ fault }))
    expect(failed).toEqual(expect.arrayContaining(places))
    expect(failed).toHaveLength(count)
  })

  it.each(unseenInEmptyDatabase)('does not see %s in an empty database', async (fault) => {
    expect(failedPlaces(await runOn({ fault, bystander: false }))).toEqual([])
  })

  it('is request for request the Bruno collection', async () => {
    const files = await loadSuite(defaultSuiteFolder)
    for (const file of files) {
      const folder = join(defaultSuiteFolder, 'bruno', basename(file.path, '.hurl').replaceAll('_', '-'))
      const names = (await readdir(folder)).sort()
      const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
      expect(texts.map(requestInBruno)).toEqual(
        file.requests.map(({ method, status, url }) => `${method} ${sourceText(url)} ${status.code}`),
      )
    }
  })
})

function requestInBruno(text: string): string {
  const [, method, url] = /^(get|post|put|delete) \{\n {2}url: (.*)$/m.exec(text) ?? []
  return `${method?.toUpperCase()} ${url} ${/^ {2}res\.status: eq (\d+)$/m.exec(text)?.[1]}`
}
