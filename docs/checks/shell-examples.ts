/** Runs the requests of a page as they are written, in one shell, against an application that was started for it. */
import { execFile } from 'node:child_process'
import type { Block } from './markdown.ts'

/** What a page calls the application's address. */
const shownAddress = 'localhost:3000'
const separator = '\u001e'

export interface Exchange {
  readonly block: Block
  /** What the commands of the block wrote. */
  readonly output: string
  /** The block that shows what comes of it, if there is one. */
  readonly shown: Block | undefined
}

/** The blocks that ask the application something, each with the answer it shows. */
export function requestBlocks(blocks: readonly Block[]): readonly Omit<Exchange, 'output'>[] {
  return blocks.flatMap((block, index) => {
    if (block.language !== 'sh' || !/\bcurl\b/.test(block.text)) return []
    const next = blocks[index + 1]
    const isAnswer = next?.follows && (next.language === 'json' || next.language === 'http')
    return [{ block, shown: isAnswer ? next : undefined }]
  })
}

export interface Asked {
  /** Of the application. */
  readonly url: string
  /** What the page says that `TOKEN` stands for. */
  readonly token?: string
}

/** Variables of one block are there in those after it. */
export async function runRequests(
  blocks: readonly Block[],
  { url, token = '' }: Asked,
): Promise<readonly Exchange[]> {
  const requests = requestBlocks(blocks)
  const { host } = new URL(url)
  const script = requests
    .map(({ block }) => block.text.replaceAll(shownAddress, host))
    .join(`\nprintf '${separator}'\n`)
  const outputs = (await shell(`TOKEN='${token}'\n${script}`)).split(separator)
  return requests.map((request, index) => ({ ...request, output: outputs[index] ?? '' }))
}

function shell(script: string): Promise<string> {
  // -e and pipefail: a request that is not answered ends the page.
  const args = ['-eu', '-o', 'pipefail', '-c', `curl() { command curl -sS "$@"; }\n${script}`]
  return new Promise((resolve, reject) => {
    execFile('bash', args, { timeout: 30_000 }, (error, stdout, stderr) =>
      error ? reject(new Error(`${stderr}\n${error.message}`)) : resolve(stdout),
    )
  })
}

/** Whether the shell and the program that the pages use are here. */
export function canRunRequests(): Promise<boolean> {
  return new Promise((resolve) => execFile('bash', ['-c', 'curl --version'], (error) => resolve(!error)))
}
