/** What a queue has to do to be measured. */

export type Kind = 'nothing' | 'insert'

export interface Place {
  /** An empty database with the table `effects`. */
  readonly databaseUrl: string
  readonly redisUrl: string
  readonly kind: Kind
  /** Jobs at once. */
  readonly concurrency: number
  /** A job has begun. */
  readonly onBegun: () => void
  /** A job has done its work. */
  readonly onDone: () => void
}

export interface Started {
  /** By the way that the queue offers for many; one is enqueued as one. */
  enqueue(count: number): Promise<void>
  /** Begins to run jobs. */
  work(): Promise<void>
  stop(): Promise<void>
}

export interface Contender {
  readonly name: string
  start(place: Place): Promise<Started>
}

/** So many at a time where many are enqueued. */
export const enqueueBatch = 500

export const insertEffect = 'INSERT INTO effects (job) VALUES ($1)'

/** In batches; what is enqueued alone goes the way of one. */
export async function inBatches(count: number, enqueue: (size: number) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < count; from += enqueueBatch) await enqueue(Math.min(enqueueBatch, count - from))
}
