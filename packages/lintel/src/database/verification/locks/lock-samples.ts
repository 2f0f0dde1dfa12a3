/** The locks of a session that cannot be asked because it is at work: looked at again and again by another one. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ClientBase } from 'pg'
import { type HeldLock, readLocks } from './relations.ts'

export interface SeenLock extends HeldLock {
  /** At most: with the time between the last look before it was there and the first after it was gone. */
  readonly heldMs: number
}

const pauseMs = 1

/** Runs `work` and looks at the session's locks for as long as it takes. A lock between two looks is not seen. */
export async function sampleLocks<T>(
  { observer, pid }: { readonly observer: ClientBase; readonly pid: number },
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly locks: readonly SeenLock[] }> {
  const looks = new Looks()
  let isRunning = true
  const running = work().finally(() => {
    isRunning = false
  })
  // Its failure is thrown below, when the last look is done.
  running.catch(() => undefined)
  while (isRunning) {
    looks.add(await readLocks(observer, pid))
    await sleep(pauseMs)
  }
  const result = await running
  looks.add([])
  return { result, locks: looks.seen }
}

class Looks {
  readonly #seen = new Map<string, SeenLock>()
  #last = performance.now()
  #held: readonly HeldLock[] = []

  /** The time since the last look counts for what was held then, and for what is held now. */
  add(held: readonly HeldLock[]): void {
    const now = performance.now()
    const either = new Map([...this.#held, ...held].map((lock) => [`${lock.oid} ${lock.mode}`, lock]))
    for (const [key, lock] of either) {
      const heldMs = (this.#seen.get(key)?.heldMs ?? 0) + now - this.#last
      this.#seen.set(key, { ...lock, heldMs })
    }
    this.#last = now
    this.#held = held
  }

  get seen(): SeenLock[] {
    return [...this.#seen.values()]
  }
}
