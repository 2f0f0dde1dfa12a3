/** One request to one server, outside of any measurement. */

import type { ServerProcess } from './server-process.ts'
import type { BenchRequest } from './workloads.ts'

export interface Answer {
  readonly status: number
  readonly location: string | null
  readonly body: unknown
}

/** Sends the request and reads the answer's JSON; an empty one gives `undefined`. */
export async function ask(
  server: ServerProcess,
  { method, path, token, body }: BenchRequest,
): Promise<Answer> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (token !== undefined) headers.authorization = `Bearer ${token}`
  if (body !== undefined) headers['content-type'] = 'application/json'
  const url = `http://127.0.0.1:${server.port}${path}`
  const response = await fetch(url, { method, headers, ...(body !== undefined && { body }) })
  const text = await response.text()
  return {
    status: response.status,
    location: response.headers.get('location'),
    body: text === '' ? undefined : JSON.parse(text),
  }
}
