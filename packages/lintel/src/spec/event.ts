/** `event`: something that happened, told to whoever declared an interest in it. */
import type { FieldRecord } from './fields.ts'
import { callerLocation, type Location } from './location.ts'

interface SharedOptions<D extends FieldRecord> {
  /** What an event carries. Ids rather than rows: who takes it reads what is true by then. */
  readonly data: D
  /**
   * Field of `data` whose value keeps events in order: those of one value are taken one after the other, in the order in
   * which their transactions were committed. Absent: in no order, as many at once as a job allows.
   */
  readonly orderedBy?: keyof D & string
  readonly summary?: string
}

export interface EventOptions<D extends FieldRecord> extends SharedOptions<D> {
  /** Told to other applications, too, by the broker of `BROKER_URL` (default `false`). */
  readonly publish?: boolean
  readonly from?: undefined
}

export interface ForeignEventOptions<D extends FieldRecord> extends SharedOptions<D> {
  /** Name of the application that publishes it. */
  readonly from: string
  readonly publish?: undefined
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

/** An event of another application: jobs take it, and nobody here emits it. */
export class ForeignEvent<D extends FieldRecord = FieldRecord> {
  readonly kind = 'foreign event'
  readonly name: string
  readonly options: ForeignEventOptions<D>
  readonly at: Location

  constructor(name: string, options: ForeignEventOptions<D>) {
    this.name = name
    this.options = options
    this.at = callerLocation()
  }
}

export type AnyEvent = Event | ForeignEvent

/**
 * Declares an event. `tx.emit(orderPlaced, { order })` tells it in the caller's transaction: never lost, never invented.
 *
 * @param name     `'order.placed'`
 * @param options  what it carries; `publish` tells other applications, `from` names the one that publishes it
 */
export function event<D extends FieldRecord>(name: string, options: EventOptions<D>): Event<D>
export function event<D extends FieldRecord>(name: string, options: ForeignEventOptions<D>): ForeignEvent<D>
export function event<D extends FieldRecord>(
  name: string,
  options: EventOptions<D> | ForeignEventOptions<D>,
): Event<D> | ForeignEvent<D> {
  return options.from === undefined ? new Event(name, options) : new ForeignEvent(name, options)
}
