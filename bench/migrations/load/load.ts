/**
 * The load generator, in a process of its own: requests at a constant rate, whether the earlier ones are answered or
 * not. A generator that waits for answers would send least while the server hangs, and see one slow request where a
 * shop full of customers sees hundreds.
 */

import { Agent, request as send } from 'node:http'
import { type LoadCommand, type LoadPlan, type LoadRequest, nowMs, type Waited } from './load-plan.ts'

/** A request that waits longer has failed, and counts with this time. */
const giveUpMs = 60_000
const tickMs = 2

let load: Load | undefined
process.on('message', (command: LoadCommand) => {
  if (command !== 'finish') load = new Load(command.start)
  else void load?.finish().then((waited) => process.send?.(waited))
})
// The harness has ended, however it ended.
process.on('disconnect', () => process.exit())

class Load {
  readonly #plan: LoadPlan
  readonly #agent: Agent
  readonly #startMs = nowMs()
  readonly #timer: NodeJS.Timeout
  readonly #answers: Promise<Waited>[] = []

  constructor(plan: LoadPlan) {
    this.#plan = plan
    // First in, first out, so that no connection stays idle until the server closes it.
    this.#agent = new Agent({ keepAlive: true, maxSockets: plan.connections, scheduling: 'fifo' })
    this.#timer = setInterval(() => this.#sendDue(), tickMs)
  }

  /** Sends no more, and waits for the answers that are missing. */
  async finish(): Promise<readonly Waited[]> {
    clearInterval(this.#timer)
    const waited = await Promise.all(this.#answers)
    this.#agent.destroy()
    return waited
  }

  #sendDue(): void {
    const { requests, requestsPerSecond } = this.#plan
    const due = ((nowMs() - this.#startMs) * requestsPerSecond) / 1000
    while (this.#answers.length < due) {
      const number = this.#answers.length
      const dueMs = this.#startMs + (number * 1000) / requestsPerSecond
      this.#answers.push(this.#ask(requests[number % requests.length]!, dueMs))
    }
  }

  #ask({ method, path, token, body }: LoadRequest, dueMs: number): Promise<Waited> {
    const headers = {
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    }
    return new Promise((resolve) => {
      const waited = () => ({ dueMs, waitMs: nowMs() - dueMs })
      const signal = AbortSignal.timeout(giveUpMs)
      const options = { port: this.#plan.port, host: '127.0.0.1', method, path, headers, signal }
      const sent = send({ ...options, agent: this.#agent }, (answer) => {
        const status = answer.statusCode ?? 0
        answer.on('end', () => resolve({ ...waited(), status }))
        answer.on('error', () => resolve(waited()))
        answer.resume()
      })
      sent.on('error', () => resolve(waited()))
      sent.end(body)
    })
  }
}
