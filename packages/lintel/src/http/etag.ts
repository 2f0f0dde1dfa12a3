/** Entity tags: a row's version, and a hash of the text where an answer shows more than the row. */
import { createHash } from 'node:crypto'
import type { Call } from './call.ts'
import { matchesWeak, parseEntityTags } from './headers/entity-tags.ts'

/**
 * `"842"` for a plain row; `"842.x5Jk…"` for one with included rows, which change without it.
 *
 * @param text  the answer, where its version does not tell all of it
 */
export function entityTag(version: string, text?: string): string {
  if (text === undefined) return `"${version}"`
  return `"${version}.${createHash('sha1').update(text).digest('base64url').slice(0, 16)}"`
}

/** Whether the caller has this answer already (RFC 9110 §13.1.2). */
export function isUnchanged(call: Call, tag: string): boolean {
  const header = call.message.headers['if-none-match']
  return header !== undefined && matchesWeak(parseEntityTags(header), tag)
}

/**
 * The versions that the caller would change, of `If-Match`; `undefined` where it sets no condition.
 *
 * Empty when no tag of the header can match a version: RFC 9110 §13.1.1 compares strongly.
 */
export function expectedVersions(call: Call): readonly string[] | undefined {
  const header = call.message.headers['if-match']
  if (header === undefined) return undefined
  const tags = parseEntityTags(header)
  if (tags === '*') return undefined
  return tags.flatMap(({ weak, opaque }) =>
    weak ? [] : (/^(\d{1,10})(?:\.[\w-]+)?$/.exec(opaque)?.[1] ?? []),
  )
}
