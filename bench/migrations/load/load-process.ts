/** Starts the load generator, and gets from it what became of each request. */

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { places } from '../places.ts'
import type { LoadCommand, LoadPlan, Waited } from './load-plan.ts'

export interface Load {
  /** Ends the load when the last answer has come. */
  finish(): Promise<readonly Waited[]>
  /** Ends it at once. */
  stop(): void
}

export function startLoad(plan: LoadPlan): Load {
  // Detached: Ctrl-C reaches the harness alone, which then ends the others in order.
  const child = fork(places.loadProcess, { detached: true })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The load generator has ended with ${code}.`)
  })
  // Nobody may be waiting when it is stopped.
  ended.catch(() => undefined)
  const tell = (command: LoadCommand) => child.send(command)
  tell({ start: plan })
  return {
    finish: async () => {
      tell('finish')
      const [waited] = await Promise.race([once(child, 'message'), ended])
      child.kill('SIGKILL')
      return waited as readonly Waited[]
    },
    stop: () => void child.kill('SIGKILL'),
  }
}
