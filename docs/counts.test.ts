/** Numbers in the documentation that are counted from the source. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import shop from '../examples/shop/src/shop.ts'
import { derivedRoutes } from '../packages/lintel/src/cli/summary/derived-routes.ts'
import { readPage, root } from './checks/pages.ts'

/** Lines that are neither blank nor comments. */
function codeLines(text: string, comment = /^\s*(\/\/|\/\*|\*)/): number {
  return text.split('\n').filter((line) => line.trim() !== '' && !comment.test(line)).length
}

async function linesOf(folder: string, without?: string): Promise<number> {
  const files = (await readdir(join(root, folder))).filter((file) => file.endsWith('.ts') && file !== without)
  const texts = await Promise.all(files.map((file) => readFile(join(root, folder, file), 'utf8')))
  return texts.reduce((total, text) => total + codeLines(text), 0)
}

test('README.md counts right', async () => {
  const text = (await readPage('README.md')).text.replaceAll(/\s+/g, ' ')
  const [, routes, lines] = /It serves (\d+) endpoints\. Its code .*? has (\d+) lines\./.exec(text) ?? []
  const [, peer, schema] = /They take (\d+) lines and (\d+) lines of SQL/.exec(text) ?? []
  expect({ routes, lines, peer, schema }).toEqual({
    routes: String(derivedRoutes(shop.model, new Map()).length),
    lines: String(await linesOf('examples/shop/src', 'seed.ts')),
    peer: String(await linesOf('bench/path/peers/fastify')),
    schema: String(codeLines(await readFile(join(root, 'bench/path/schema.sql'), 'utf8'), /^\s*--/)),
  })
})
