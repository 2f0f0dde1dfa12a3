/** Work that is begun again when it breaks, after a longer wait each time. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Consumption } from './broker.ts'

const firstWaitMs = 100
const longestWaitMs = 5_000

export interface Going {
  /** Aborted when it is to end. */
  readonly signal: AbortSignal
  /** It works: the next break is a first one. */
  readonly works: () => void
}

export function keepGoing(
  work: (going: Going) => Promise<void>,
  onFault: (error: unknown) => void,
): Consumption {
  const controller = new AbortController()
  const { signal } = controller
  const ended = (async () => {
    let failures = 0
    const works = () => {
      failures = 0
    }
    while (!signal.aborted) {
      try {
        await work({ signal, works })
      } catch (error) {
        if (!signal.aborted) onFault(error)
        const boundMs = Math.min(longestWaitMs, firstWaitMs * 2 ** failures++)
        await pause(boundMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined)
      }
    }
  })()
  return {
    stop: async () => {
      controller.abort()
      await ended
    },
  }
}
