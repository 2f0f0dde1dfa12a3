/** Stops servers whose last user ends without `stop()`: process.exit(), an uncaught error, the end of the script. */

const onExit = new Set<() => void>()

/**
 * Runs `work`, which has to be synchronous, when this process exits by itself (not when it is killed).
 *
 * @returns  takes the work back
 */
export function runOnExit(work: () => void): () => void {
  if (onExit.size === 0) process.on('exit', runAll)
  onExit.add(work)
  return () => {
    onExit.delete(work)
    if (onExit.size === 0) process.off('exit', runAll)
  }
}

function runAll(): void {
  for (const work of onExit) work()
}
