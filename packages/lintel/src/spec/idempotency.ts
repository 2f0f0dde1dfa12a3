/** `idempotent`: whether a request that is sent again with its key has its effect once. */
import type { Report } from './build-model.ts'
import type { Location } from './location.ts'
import type { IdempotencyModel } from './model.ts'

/**
 * `true`: a key is honoured when it is sent. `'required'`: a request without one is refused. As an object: `required`
 * (default `false`), and for how many hours an answer is kept (default: the setting IDEMPOTENCY_KEEP_HOURS).
 */
export type Idempotent = boolean | 'required' | { readonly required?: boolean; readonly keepHours?: number }

const maxKeepHours = 8_760

export interface DeclaredIdempotency {
  readonly given: Idempotent | undefined
  /** What holds where nothing is given. */
  readonly byDefault: boolean
  /** `POST /orders`, for the message of a problem. */
  readonly name: string
  readonly at: Location
}

/** `undefined`: keys mean nothing here. */
export function idempotencyModel(
  { given, byDefault, name, at }: DeclaredIdempotency,
  report: Report,
): IdempotencyModel | undefined {
  const wanted = given ?? byDefault
  if (wanted === false) return undefined
  const { required = false, keepHours } =
    typeof wanted === 'object' ? wanted : { required: wanted === 'required', keepHours: undefined }
  if (keepHours !== undefined && !(Number.isInteger(keepHours) && keepHours > 0 && keepHours <= maxKeepHours))
    report.add({
      at,
      message: `${name} keeps answers for ${keepHours} hours.`,
      hint: `Write a whole number from 1 to ${maxKeepHours}.`,
    })
  return { required, ...(keepHours === undefined ? {} : { keepHours }) }
}
