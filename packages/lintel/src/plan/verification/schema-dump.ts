/** The text of a schema dump: an entry for each part of the schema, and what differs between two dumps. */

/** `column orders.note: text not null`; a definition of several lines goes on, indented, below its label. */
export function dumpLine(label: string, definition: string): string {
  const name = label.replaceAll('\n', '\\n')
  if (definition === '') return `${name}\n`
  const separator = definition.includes('\n') ? ':\n  ' : ': '
  return `${name}${separator}${definition.trimEnd().replaceAll('\n', '\n  ')}\n`
}

/**
 * What is different in `other`, one sentence for each part, in the order of the dumps: what is missing from it, what
 * it has beside, what it says differently. None when the dumps are the same.
 */
export function diffDumps(one: string, other: string): string[] {
  const before = entriesOf(one)
  const after = entriesOf(other)
  const gone = [...before].flatMap(([label, definition]) => {
    const now = after.get(label)
    if (now === undefined) return [`${label} is missing (it was ${said(definition)})`]
    return now === definition ? [] : [`${label} was ${said(definition)}, is ${said(now)}`]
  })
  const added = [...after].filter(([label]) => !before.has(label))
  return [...gone, ...added.map(([label, definition]) => `${label} is new: ${said(definition)}`)]
}

function said(definition: string): string {
  return definition === '' ? 'plain' : definition
}

// A label may hold quoted names, and those may hold anything.
const label = /^((?:"(?:[^"]|"")*"|[^":]|:(?!\s))*)(?::\s+([\s\S]*))?$/

function entriesOf(dump: string): ReadonlyMap<string, string> {
  const entries = dump.split(/\n(?! |$)/).map((entry) => entry.trimEnd())
  return new Map(
    entries.flatMap((entry): [string, string][] => {
      const match = label.exec(entry)
      return entry === '' ? [] : [[match?.[1] ?? entry, (match?.[2] ?? '').replaceAll('\n  ', '\n')]]
    }),
  )
}
