/** `event`: something that happened, told to whoever declared an interest in it. */
import type { FieldRecord } from './fields.ts'
import { callerLocation, type Location } from './location.ts'

export interface EventOptions<D extends FieldRecord> {
  /** What an event carries. Ids rather than rows: who takes it reads what is true by then. */
  readonly data: D
  /**
   * Field of `data` whose value keeps events in order: those of one value are taken one after the other, in the order in
   * which their transactions were committed. Absent: in no order, as many at once as a job allows.
   */
  readonly orderedBy?: keyof D & string
  readonly summary?: string
}

export class Event<D extends FieldRecord = FieldRecord> {
  readonly kind = 'event'
  readonly name: string
  readonly options: EventOptions<D>
  readonly at: Location

  constructor(name: string, options: EventOptions<D>) {
    this.name = name
    this.options = options
    this.at = callerLocation()
  }
}

/**
 * Declares an event. `tx.emit(orderPlaced, { order })` tells it in the caller's transaction: never lost, never invented.
 *
 * @param name  `'order.placed'`
 */
export function event<D extends FieldRecord>(name: string, options: EventOptions<D>): Event<D> {
  return new Event(name, options)
}
