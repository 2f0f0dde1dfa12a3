/** HTTP as bytes: for requests that no well-behaved client would send. */
import { connect } from 'node:net'
import type { Answered } from './matchers.ts'

const patienceMs = 5_000

/**
 * Sends bytes over a new connection and reads until the server closes it (send `connection: close`).
 *
 * @param parts  sent one after the other, so that a body can come in pieces
 */
export async function sendBytes(url: string, ...parts: readonly (string | Uint8Array)[]): Promise<Answered> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const received: Buffer[] = []
  const closed = new Promise<void>((resolve, reject) => {
    socket.on('data', (chunk) => received.push(chunk))
    socket.on('close', () => resolve())
    // A server that refuses what it has not read whole may reset the connection after its answer.
    socket.on('error', () => resolve())
    socket.setTimeout(patienceMs, () => {
      socket.destroy()
      reject(
        new Error(
          `No end of the answer after ${patienceMs} ms: ${Buffer.concat(received).toString('latin1')}`,
        ),
      )
    })
  })
  for (const part of parts) socket.write(typeof part === 'string' ? Buffer.from(part, 'latin1') : part)
  await closed
  return parsedAnswer(Buffer.concat(received))
}

function parsedAnswer(bytes: Buffer): Answered {
  const end = bytes.indexOf('\r\n\r\n')
  const [statusLine = '', ...lines] = bytes
    .subarray(0, end < 0 ? bytes.length : end)
    .toString('latin1')
    .split('\r\n')
  const headers = new Headers()
  for (const line of lines)
    headers.append(line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim())
  const text = end < 0 ? '' : bytes.subarray(end + 4).toString('utf8')
  return { status: Number(statusLine.split(' ')[1] ?? 0), headers, text, body: jsonOf(text) }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
