/** Whether the next release serves on the migrated database: a migration that only the old one survives is none. */

import type { ServerProcess } from '../../harness/server-process.ts'
import type { LoadRequest } from '../load/load-plan.ts'
import { type ReleaseEnvironment, startRelease } from './start-release.ts'

interface Check extends ReleaseEnvironment {
  /** The load of that release: one request of each kind is sent. */
  readonly requests: readonly LoadRequest[]
}

/** @returns what is wrong, if anything */
export async function checkNextRelease(directory: string, check: Check): Promise<string[]> {
  let server: ServerProcess
  try {
    server = await startRelease(directory, check)
  } catch (error) {
    return [`The next release does not start: ${(error as Error).message}`]
  }
  try {
    return await sendOneOfEach(server, check.requests)
  } finally {
    await server.stop()
  }
}

async function sendOneOfEach(server: ServerProcess, requests: readonly LoadRequest[]): Promise<string[]> {
  const faults: string[] = []
  const samples = [
    requests.find(({ method, path }) => method === 'GET' && path.includes('?')),
    requests.find(({ method, path }) => method === 'GET' && !path.includes('?')),
    requests.find(({ method }) => method === 'POST'),
    requests.find(({ method }) => method === 'PATCH'),
  ]
  for (const sample of samples) {
    if (!sample) continue
    const { method, path, token, body } = sample
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const url = `http://127.0.0.1:${server.port}${path}`
    const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) })
    if (!answer.ok) faults.push(`The next release answers ${method} ${path} with ${answer.status}.`)
    await answer.arrayBuffer()
  }
  return faults
}
