/** What a raw fragment inside a query may not contain: anything that reads rows past the rules of access. */
import { RawNode } from 'kysely'

// Rows come from a statement, or stand behind FROM, JOIN or a comma.
const rowWords =
  /\b(select|table|values|with|insert|update|delete|merge|truncate|copy|execute|call|do|into|from|join)\b/i
// FROM is also a word of these functions, and of one comparison.
const otherFrom =
  /\b(?:extract|substring|overlay|trim)\s*\([^()]*?\bfrom\b|\bis\s+(?:not\s+)?distinct\s+from\b/gi
// Functions that run SQL, read files or settings, or reach other servers.
const reachingFunctions =
  /\b(\w+_to_xml\w*|xml_\w+|xpath_table|pg_\w+|lo_\w+|dblink\w*|ts_stat|ts_rewrite|crosstab\w*|connectby|set_config|current_setting|nextval|setval|currval|lastval)\s*\(/i
const texts = /'(?:[^']|'')*'/g
const strange = /[;"$\\]|--|\/\*/

/**
 * @param text            the fragment, with `?` where a value or a name stands
 * @param isAmongSources  whether what follows a comma would be a source of rows
 * @throws                TypeError when the fragment could escape
 */
export function refuseRawSql(text: string, isAmongSources: boolean): void {
  const outline = text.replace(texts, "''")
  const found =
    rowWords.exec(outline.replace(otherFrom, ' '))?.[0] ??
    reachingFunctions.exec(outline)?.[0] ??
    strange.exec(text)?.[0] ??
    strayMark(outline, isAmongSources)
  if (found === undefined) return
  throw new TypeError(
    `A raw fragment of a query contains ${found}, which could read past the rules of access. ` +
      'Use the builder for it, or db.dangerouslyWithoutPolicies().sql(…).',
  )
}

// The builder's own JSON helpers: what they read from is a part of the query, and is bound like every other.
const jsonHelpers = new Set([
  "(select coalesce(json_agg(agg), '[]') from | as agg)",
  '(select to_json(obj) from | as obj)',
])

export function isJsonHelper(node: RawNode): boolean {
  return jsonHelpers.has(node.sqlFragments.join('|'))
}

/** The name of a function is written as it is given. */
export function refuseFunction(name: string): void {
  if (/^\w+(\.\w+)?$/.test(name) && !reachingFunctions.test(`${name}(`)) return
  throw new TypeError(`The function ${name} of a query could read past the rules of access.`)
}

/** The text of a fragment and of those inside it, each of which is handed to `cover`. */
export function fragmentText(node: RawNode, cover: (inner: RawNode) => void): string {
  return node.sqlFragments.reduce((text, fragment, index) => {
    const between = node.parameters[index - 1]
    if (!between || !RawNode.is(between)) return `${text}${index === 0 ? '' : '?'}${fragment}`
    cover(between)
    return text + fragmentText(between, cover) + fragment
  }, '')
}

/** A bracket, quote or comma that reaches out of the fragment. */
function strayMark(outline: string, isAmongSources: boolean): string | undefined {
  let depth = 0
  for (const mark of outline.replaceAll("''", '').match(/[()[\],']/g) ?? []) {
    if (mark === "'" || (mark === ',' && depth === 0 && isAmongSources)) return mark
    if (mark === '(' || mark === '[') depth++
    else if (mark !== ',' && --depth < 0) return mark
  }
  return depth === 0 ? undefined : 'an open bracket'
}
