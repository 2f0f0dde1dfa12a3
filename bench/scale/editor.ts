/** How long an editor waits for the compiler while somebody works on the generated application. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { LanguageServer } from './language-server.ts'
import { places } from './places.ts'

export interface EditorSample {
  /** From a server that has just begun to the errors of the first open file. */
  readonly openMs: number
  /** A wrong include is written, and its error comes. */
  readonly changeMs: number
  /** The paths that an include may have, after its first name and a dot. */
  readonly completionMs: number
  /** A field is added to the entity that others lead to, and the errors of the first file come. */
  readonly entityMs: number
}

/** A file that is open in the editor. */
interface Document {
  readonly uri: string
  readonly text: string
}

const operationsFile = 'src/sales/record-operations.ts'
const entityFile = 'src/people/user.ts'

/** One session. @throws Error when the compiler does not see what is wrong, or offers nothing */
export async function editorSession(): Promise<EditorSample> {
  const server = new LanguageServer([process.execPath, places.tsc, '--lsp', '--stdio'], places.application)
  try {
    await server.initialize(places.application)
    return await work(server)
  } finally {
    await server.stop()
  }
}

async function work(server: LanguageServer): Promise<EditorSample> {
  const operations = read(operationsFile)
  const openMs = await timed(async () => {
    open(server, operations)
    expectErrors(operations, await errors(server, operations), 0)
  })
  // `include: ['items.extras']` → `include: ['items.']`
  const wrong = { ...operations, text: operations.text.replace(/(include: \['\w+\.)[\w.]+/, '$1') }
  const changeMs = await timed(async () => {
    change(server, wrong, 2)
    expectErrors(wrong, await errors(server, wrong), 1)
  })
  const completionMs = await timed(async () => expectPaths(wrong, await complete(server, wrong)))
  change(server, operations, 3)
  const entity = read(entityFile)
  open(server, entity)
  expectErrors(entity, await errors(server, entity), 0)
  const wider = {
    ...entity,
    text: entity.text.replace('  name: ', '  nickname: t.string().optional(),\n  name: '),
  }
  const entityMs = await timed(async () => {
    change(server, wider, 2)
    expectErrors(wider, await errors(server, wider), 0)
    expectErrors(operations, await errors(server, operations), 0)
  })
  return { openMs, changeMs, completionMs, entityMs }
}

async function timed(run: () => Promise<void>): Promise<number> {
  const startMs = performance.now()
  await run()
  return performance.now() - startMs
}

function read(path: string): Document {
  const file = join(places.application, path)
  return { uri: pathToFileURL(file).href, text: readFileSync(file, 'utf8') }
}

function open(server: LanguageServer, { uri, text }: Document): void {
  server.tell('textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version: 1, text } })
}

function change(server: LanguageServer, { uri, text }: Document, version: number): void {
  server.tell('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] })
}

async function errors(server: LanguageServer, { uri }: Document): Promise<readonly { message: string }[]> {
  const report = await server.ask('textDocument/diagnostic', { textDocument: { uri } })
  return (report as { items: readonly { message: string }[] }).items
}

async function complete(server: LanguageServer, { uri, text }: Document): Promise<readonly unknown[]> {
  const before = text.slice(0, text.search(/\.'\]/) + 1).split('\n')
  const position = { line: before.length - 1, character: before.at(-1)!.length }
  const answer = await server.ask('textDocument/completion', { textDocument: { uri }, position })
  return (answer as { items: readonly unknown[] } | null)?.items ?? []
}

function expectErrors({ uri }: Document, found: readonly { message: string }[], wanted: number): void {
  if (found.length === wanted) return
  const messages = found.map(({ message }) => message.slice(0, 200)).join('\n')
  throw new Error(`The editor shows ${found.length} errors in ${uri}, not ${wanted}.\n${messages}`)
}

function expectPaths({ uri }: Document, offered: readonly unknown[]): void {
  if (offered.length < 5) throw new Error(`The editor offers ${offered.length} paths to include in ${uri}.`)
}
