/** Keeps the server's log beside its data directory, and shows its end when something went wrong. */

import { open, rename, stat } from 'node:fs/promises'
import type { Account } from './account.ts'
import { giveTo } from './account.ts'

const ROTATE_ABOVE_BYTES = 10 * 1024 * 1024
const TAIL_BYTES = 4096

/** Makes the file writable for the server; a long one moves to `<file>.old` first. Gives its present size. */
export async function prepareLog(file: string, account: Account | undefined): Promise<number> {
  const before = await stat(file).catch(() => undefined)
  if (before !== undefined && before.size > ROTATE_ABOVE_BYTES) await rename(file, `${file}.old`)
  const handle = await open(file, 'a', 0o600)
  const { size } = await handle.stat()
  await handle.close()
  await giveTo(account, file)
  return size
}

/** Gives the last lines written after byte `start`, at most `lineCount`. */
export async function readLogTail(file: string, start: number, lineCount = 15): Promise<string> {
  const handle = await open(file, 'r').catch(() => undefined)
  if (handle === undefined) return ''
  try {
    const { size } = await handle.stat()
    const from = Math.max(start, size - TAIL_BYTES)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.max(0, size - from)), 0, null, from)
    return buffer.subarray(0, bytesRead).toString('utf8').trim().split('\n').slice(-lineCount).join('\n')
  } finally {
    await handle.close()
  }
}
