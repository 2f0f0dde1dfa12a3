/** A remembered answer: its bytes as they go to the socket, what it was read from, and until when it is good. */

export interface RememberedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly mediaType?: string
}

export interface Entry {
  readonly answer: RememberedAnswer
  readonly tags: readonly string[]
  /** On the clock of `Date.now()`: given as it is until then, … */
  readonly freshUntil: number
  /** … then while a new one is made, … */
  readonly staleUntil: number
  /** … then only where making a new one fails. */
  readonly graceUntil: number
}

export interface Times {
  readonly ttlMs: number
  readonly staleMs: number
  readonly graceMs: number
}

export function entryOf(answer: RememberedAnswer, tags: readonly string[], times: Times): Entry {
  const freshUntil = Date.now() + times.ttlMs
  const staleUntil = freshUntil + times.staleMs
  return { answer, tags, freshUntil, staleUntil, graceUntil: staleUntil + times.graceMs }
}
