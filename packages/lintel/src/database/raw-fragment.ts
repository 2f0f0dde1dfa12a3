/** What a raw fragment inside a query may not contain: anything that reads rows past the rules of access. */

// Without one of these words no fragment can name a table.
const statementWords = /\b(select|table|values|with|insert|update|delete|merge|truncate|copy|execute|call|do|into)\b/i
// Functions that run SQL, read files or settings, or reach other servers.
const reachingFunctions = /\b(\w+_to_xml\w*|xml_\w+|pg_\w+|lo_\w+|dblink\w*|set_config|current_setting|nextval|setval)\s*\(/i

// The builder's own JSON helpers: what they read from is a part of the query, and is bound like every other.
const jsonHelpers = new Set(["(select coalesce(json_agg(agg), '[]') from | as agg)", '(select to_json(obj) from | as obj)'])

/** @throws TypeError when the fragment could escape */
export function refuseRawSql(fragments: readonly string[]): void {
  if (jsonHelpers.has(fragments.join('|'))) return
  const text = fragments.join(' ')
  const found = statementWords.exec(text)?.[0] ?? reachingFunctions.exec(text)?.[0]
  if (!found && !/[;"]|--|\/\*/.test(text)) return
  throw new TypeError(
    `A raw fragment of a query contains ${found ?? 'a quote, a semicolon or a comment'}, which could read past the rules ` +
      'of access. Use the builder for it, or db.dangerouslyWithoutPolicies().sql(…).',
  )
}
