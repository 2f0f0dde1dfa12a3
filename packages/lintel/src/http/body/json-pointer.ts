/** Names a place in a body so that it can be sent back to the client (RFC 6901). */
import { isUnstorable } from '../headers/unstorable-text.ts'

const MAX_SEGMENT_LENGTH = 128

/** A JSON Pointer; it stops above a name that is too long or not fit to be sent back. */
export function pointerTo(path: readonly (string | number)[]): string {
  let pointer = ''
  for (const segment of path) {
    const name = String(segment)
    if (name.length > MAX_SEGMENT_LENGTH || isUnstorable(name)) break
    pointer += `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
  }
  return pointer
}
