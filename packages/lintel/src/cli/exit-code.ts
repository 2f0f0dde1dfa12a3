/** How a command ends, for whoever started it. */

export const exitCode = {
  ok: 0,
  /** What was looked at is not as it should be, or what was asked for is refused. */
  refused: 1,
  /** The command line itself is wrong. */
  misused: 2,
  /** The database or the network cannot be reached. */
  unreachable: 3,
  /** Lintel contradicts itself: a fault to report. */
  fault: 4,
  /** Ended by a signal before its work was done: 128 and the number of SIGINT, as shells count. */
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCode)[keyof typeof exitCode]
