/** SIGTERM and SIGINT: the first asks to end well, a second one to end at once. */
import { exitCode } from '../exit-code.ts'

export interface StopSignals {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal
  /** From now on the first signal lets what runs come to its end; before, it ends the process. */
  takeOver(): void
}

const signals = ['SIGTERM', 'SIGINT'] as const
/** Ctrl-C under `npm start` comes twice: from the terminal, and passed on by npm. */
const sameMomentMs = 300

/** Call it once, before anything is started. */
export function listenForStop(): StopSignals {
  const control = new AbortController()
  let isTakenOver = false
  let firstAt = 0
  const onSignal = () => {
    // What is left undone here is undone by the database, and the embedded one ends with its last user.
    if (!isTakenOver) process.exit(exitCode.interrupted)
    if (!control.signal.aborted) {
      firstAt = performance.now()
      control.abort()
    } else if (performance.now() - firstAt > sameMomentMs) process.exit(exitCode.interrupted)
  }
  for (const name of signals) process.on(name, onSignal)
  const takeOver = () => {
    isTakenOver = true
  }
  return { signal: control.signal, takeOver }
}

/** Fulfilled when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
