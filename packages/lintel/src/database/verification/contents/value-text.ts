/** The text of a column's value for its digest: the same for the same value, whatever type of its family it has. */

/** The SQL of a text, `NULL` for NULL, of a column that is written `sql`. */
export function canonicalText(sql: string, type: string): string {
  // 1.50 and 1.5 are one number.
  if (/^numeric(\(|$)/.test(type)) return `trim_scale(${sql})::text`
  // Spaces and the order of keys are no part of the value.
  if (type === 'json') return `${sql}::jsonb::text`
  return `${sql}::text`
}
