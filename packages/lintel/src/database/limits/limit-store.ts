/** What counts requests: each store counts all limits of a request in one step, or none where one refuses. */

export interface Counting {
  readonly key: string
  readonly most: number
  readonly windowMs: number
  readonly cost: number
}

export interface Counted {
  readonly isWithin: boolean
  readonly left: number
  /** Until the window is over, and all is there again. */
  readonly resetMs: number
}

export interface LimitStore {
  /** @returns one for each, in their order. Where one is not within its limit, none is counted. */
  count(all: readonly Counting[]): Promise<readonly Counted[]>
}
