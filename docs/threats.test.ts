/** Every test that docs/threats.md names is there. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPage, root } from './checks/pages.ts'

const page = await readPage('docs/threats.md')
/** Lines that go on are one. */
const text = page.text.replaceAll(/\n {2}(?=\S)/g, ' ')
const evidence = [...text.matchAll(/^- \[[^\]]+\]\(\.\.\/(\S+?)\): (.+)$/gm)].map(
  ([, file = '', titles = '']) => ({
    file,
    titles: [...titles.matchAll(/“([^”]+)”/g)].map((match) => match[1] ?? ''),
  }),
)

test('each item of the OWASP API Security Top 10 has a section, with tests', () => {
  const sections = text.split(/^## /m).slice(1)
  const shown = sections.filter((section) => /^- \[/m.test(section)).map((section) => section.split(' ')[0])
  expect(shown).toEqual(Array.from({ length: 10 }, (_, at) => `API${at + 1}`))
})

test.each(evidence)('$file has the tests that are named', async ({ file, titles }) => {
  const source = await readFile(join(root, file), 'utf8')
  expect(titles.length).toBeGreaterThan(0)
  // As a whole text of its own, not as a word of another.
  expect(titles.filter((title) => !source.includes(`'${title}'`))).toEqual([])
})
