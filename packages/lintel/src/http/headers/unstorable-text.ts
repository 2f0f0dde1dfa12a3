/** Says which text nobody can store: it is refused where it enters. */

const UNSTORABLE = /[\0\p{Surrogate}]/u

/** Whether text has U+0000, which PostgreSQL cannot store, or a surrogate without its partner, which UTF-8 cannot. */
export function isUnstorable(text: string): boolean {
  return UNSTORABLE.test(text)
}
