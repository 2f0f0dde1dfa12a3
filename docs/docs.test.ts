/** The documentation does what it says: its TypeScript compiles, its requests are answered as shown, its links lead somewhere. */
import { access, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Application } from 'lintel'
import { type TestApplication, testApplication } from 'lintel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anchorsOf, linksOf } from './checks/markdown.ts'
import { type Page, readPage, readPages, root } from './checks/pages.ts'
import { shopApplication } from './checks/preambles.ts'
import { canRunRequests, requestBlocks, runRequests } from './checks/shell-examples.ts'
import { differences } from './checks/shown-answer.ts'
import { typeErrors, writeExamples } from './checks/typescript-examples.ts'

const pages = await readPages()
/** Pages whose requests are sent, and to what: `shop`, or a file that the page itself shows. */
const served = pages.flatMap((page) => {
  const serve = page.blocks.find(({ directives }) => directives.serve)?.directives.serve
  return serve ? [{ page, serve }] : []
})

let directory: string
let examples: Awaited<ReturnType<typeof writeExamples>>

beforeAll(async () => {
  directory = await realpath(await mkdtemp(join(tmpdir(), 'lintel-docs-')))
  examples = await writeExamples(pages, directory)
})
afterAll(() => rm(directory, { recursive: true, force: true }))

test('every TypeScript example compiles', async () => {
  expect(examples.length).toBeGreaterThan(20)
  expect(await typeErrors(examples, directory)).toEqual([])
})

test('an excerpt is what its file says', async () => {
  for (const { path, blocks } of pages) {
    for (const { directives, text, line } of blocks) {
      if (!directives.excerpt) continue
      const file = await readPage(directives.excerpt)
      // A first line may name the file.
      const shown = text.replace(/^\/\/ \S+\.ts\n/, '')
      expect(file.text.includes(shown), `${path}:${line} is not in ${directives.excerpt}`).toBe(true)
    }
  }
})

const isPossible = (await canRunRequests()) || process.env.CI === 'true'

test.runIf(isPossible).each(served)(
  'the requests of $page.path are answered as shown',
  async ({ page, serve }) => {
    const application = await applicationOf(page, serve)
    const app = await testApplication(application, { seed: true })
    try {
      const token = serve === 'shop' ? { token: await administratorToken(app) } : {}
      for (const exchange of await runRequests(page.blocks, { url: app.url, ...token })) {
        expect(differences(exchange), `${page.path}:${exchange.block.line}\n${exchange.output}`).toEqual([])
      }
      expect(app.observations.filter(({ event }) => event === 'fault')).toEqual([])
    } finally {
      await app.stop()
    }
  },
)

/** As `npm start` prints one. */
async function administratorToken(app: TestApplication): Promise<string> {
  const [ada] = await app.db.sql<{ id: string }>("SELECT id FROM users WHERE role = 'admin'")
  return app.tokenFor({ id: ada?.id ?? '', roles: ['admin'] })
}

async function applicationOf(page: Page, serve: string): Promise<Application> {
  const href = serve === 'shop' ? shopApplication : pathToFileURL(join(directory, page.name, serve)).href
  const module: { readonly default: Application } = await import(href)
  return module.default
}

test('a page with requests says what answers them', () => {
  const silent = pages.filter(
    (page) => requestBlocks(page.blocks).length > 0 && !served.some((each) => each.page === page),
  )
  expect(silent.map(({ path }) => path)).toEqual([])
})

test('every link leads somewhere', async () => {
  const broken: string[] = []
  for (const { path, text } of pages) {
    for (const link of linksOf(text)) {
      const [file = '', anchor] = link.split('#')
      const target = file === '' ? path : join(dirname(path), file)
      const found = await access(join(root, target)).then(
        () => true,
        () => false,
      )
      const isThere = found && (anchor === undefined || anchorsOf((await readPage(target)).text).has(anchor))
      if (!isThere) broken.push(`${path}: ${link}`)
    }
  }
  expect(broken).toEqual([])
})

test('every page of the documentation is on the map', async () => {
  const map = linksOf((await readPage('README.md')).text)
  expect(pages.map(({ path }) => path).filter((path) => path !== 'README.md' && !map.includes(path))).toEqual(
    [],
  )
})
