import { setTimeout as pause } from 'node:timers/promises'

/** Waits until something holds. */
export async function until(holds: () => Promise<boolean> | boolean, timeoutMs = 20_000): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`It did not come about in ${timeoutMs} ms: ${holds}`)
    await pause(10)
  }
}
