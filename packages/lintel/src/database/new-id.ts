/** New ids for rows: UUIDs of version 7, in the order in which they are made (RFC 9562 §5.7). */
import { randomFillSync } from 'node:crypto'
import { V7Generator } from 'uuidv7'

// A call of the random generator costs more than all else of an id, so one call serves some 500 ids.
const words = new Uint32Array(1024)
let used = words.length

function nextUint32(): number {
  if (used === words.length) {
    randomFillSync(words)
    used = 0
  }
  return words[used++] as number
}

const generator = new V7Generator({ nextUint32 })

/** An id that no row has, greater than every one that this process made before. */
export function newId(): string {
  return generator.generate().toString()
}
