/** Reads If-Match and If-None-Match, and compares their entity tags with the current one. */
import { headerProblem } from './header-problems.ts'

export interface EntityTag {
  readonly weak: boolean
  /** What stands between the quotes. */
  readonly opaque: string
}

/** `*` stands for any current representation. */
export type EntityTags = '*' | readonly EntityTag[]

const MAX_TAGS = 100
// RFC 9110 §8.8.3: entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE. No escapes: a comma inside is part of the tag.
const LIST_ITEM = /[ \t]*(?:(W\/)?"([\x21\x23-\x7e\x80-\xff]*)")?[ \t]*(?:,|$)/y

/**
 * Parses the value of If-Match or If-None-Match.
 *
 * @param value  the field value; at most 100 tags
 * @throws       Problem `entity_tag_malformed` (400): an ignored If-Match would let an update be lost
 * @source       RFC 9110 §13.1.1, §13.1.2
 */
export function parseEntityTags(value: string): EntityTags {
  if (value.trim() === '*') return '*'
  const tags: EntityTag[] = []
  LIST_ITEM.lastIndex = 0
  while (LIST_ITEM.lastIndex < value.length) {
    const match = LIST_ITEM.exec(value)
    if (match === null || tags.length === MAX_TAGS) throw headerProblem('entity_tag_malformed')
    if (match[2] !== undefined) tags.push({ weak: match[1] !== undefined, opaque: match[2] })
  }
  if (tags.length === 0) throw headerProblem('entity_tag_malformed')
  return tags
}

/**
 * Whether If-Match holds: strong comparison, so a weak tag never matches.
 *
 * @param current  the ETag as it is sent, such as `"7"` or `W/"7"`; undefined when nothing exists
 * @source         RFC 9110 §8.8.3.2
 */
export function matchesStrong(tags: EntityTags, current: string | undefined): boolean {
  if (current === undefined) return false
  if (tags === '*') return true
  // A weak `current` has its W/ and so is equal to no tag.
  return tags.some((tag) => !tag.weak && `"${tag.opaque}"` === current)
}

/**
 * Whether one of the tags of If-None-Match is the current one: weak comparison, `W/` makes no difference.
 *
 * @param current  the ETag as it is sent, such as `"7"` or `W/"7"`; undefined when nothing exists
 * @source         RFC 9110 §8.8.3.2
 */
export function matchesWeak(tags: EntityTags, current: string | undefined): boolean {
  if (current === undefined) return false
  if (tags === '*') return true
  const strong = current.startsWith('W/') ? current.slice(2) : current
  return tags.some((tag) => `"${tag.opaque}"` === strong)
}
