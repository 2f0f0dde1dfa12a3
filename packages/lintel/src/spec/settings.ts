/** `settings`: what an application reads from its environment, typed and checked at start. */
import type { FieldRecord, Received } from './fields.ts'
import { callerLocation, type Location } from './location.ts'

export class Settings<R extends FieldRecord> {
  readonly kind = 'settings'
  readonly fields: R
  readonly at: Location
  #values: Received<R> | undefined

  constructor(fields: R) {
    this.fields = fields
    this.at = callerLocation()
  }

  /**
   * The value of one setting.
   *
   * @throws Error before the application has started, or where its settings are no part of it
   */
  get<K extends keyof R & string>(name: K): Received<R>[K] {
    if (!this.#values) {
      const why = 'before the application started. Are its settings a part of the application?'
      throw new Error(`The setting ${name} was read ${why}`)
    }
    return this.#values[name]
  }

  /** Called once, at start, with values that were checked. */
  provide(values: object): void {
    this.#values = values as Received<R>
  }
}

/**
 * Declares settings by the names of their environment variables. A `private()` one is a secret: no log shows it.
 *
 * @example settings({ SUPPORT_ADDRESS: t.email(), PAGE_SIZE: t.integer({ min: 1 }).default(20) })
 */
export function settings<R extends FieldRecord>(fields: R): Settings<R> {
  return new Settings(fields)
}
