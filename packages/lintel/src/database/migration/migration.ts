/** A migration as it was read from its folder. */
import { createHash } from 'node:crypto'
import type { DatabaseSchema } from '../../plan/tables/database-schema.ts'

export interface Migration {
  /** 1 for the first. */
  readonly number: number
  /** What follows the number: `add-notes`. */
  readonly name: string
  /** `0007-add-notes`. */
  readonly folder: string
  readonly up: Script
  /** Absent: there is no way back. */
  readonly down?: Script
  /** SHA-256 of up and down, in hexadecimal digits. */
  readonly checksum: string
  /** The schema it leads to; absent where a person wrote it without one. */
  readonly snapshot?: DatabaseSchema
}

export interface Script {
  /** Path of its file, for messages. */
  readonly file: string
  readonly sql: string
}

/** Line ends do not count: version control may change them. */
export function checksumOf(up: string, down: string): string {
  const plain = (text: string) => text.replaceAll('\r\n', '\n')
  return createHash('sha256').update(plain(up)).update('\0').update(plain(down)).digest('hex')
}
