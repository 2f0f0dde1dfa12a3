/** Lays out text within a width: groups stand on one line when they fit and break where they may when they do not. */

/** After P. Wadler, "A prettier printer" (2003), as the formatters of JavaScript do it. */
export type Layout =
  | string
  | readonly Layout[]
  | { readonly kind: 'line'; readonly flat: string; readonly isHard?: true }
  | { readonly kind: 'group'; readonly content: Layout }
  | { readonly kind: 'indent'; readonly content: Layout }
  | { readonly kind: 'flat'; readonly content: Layout }
  | { readonly kind: 'broken'; readonly content: Layout }

/** A space, or a new line in a broken group. */
export const line: Layout = { kind: 'line', flat: ' ' }
/** Nothing, or a new line in a broken group. */
export const softLine: Layout = { kind: 'line', flat: '' }
/** Always a new line; every group around it is broken. */
export const hardLine: Layout = { kind: 'line', flat: '', isHard: true }
export const group = (...content: readonly Layout[]): Layout => ({ kind: 'group', content })
/** Two columns to the right, from the next new line on. */
export const indent = (...content: readonly Layout[]): Layout => ({ kind: 'indent', content })
/** Printed only in a group that stands on one line. */
export const whenFlat = (...content: readonly Layout[]): Layout => ({ kind: 'flat', content })
/** Printed only in a broken group. */
export const whenBroken = (...content: readonly Layout[]): Layout => ({ kind: 'broken', content })

export function joined(parts: readonly Layout[], separator: Layout): Layout {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]))
}

interface Pending {
  readonly layout: Layout
  readonly columns: number
  readonly isFlat: boolean
}

/** @param width  of a line, in columns; text that cannot break may exceed it */
export function printLayout(layout: Layout, width: number): string {
  const lines: string[] = []
  let current = ''
  const pending: Pending[] = [{ layout, columns: 0, isFlat: false }]
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (typeof next.layout === 'string') current += next.layout
    else if ('kind' in next.layout && next.layout.kind === 'line' && !next.isFlat) {
      lines.push(current.trimEnd())
      current = ' '.repeat(next.columns)
    } else pending.push(...opened(next, () => fits(next, pending, width - current.length)))
  }
  return [...lines, current.trimEnd()].join('\n')
}

/** What the layout consists of, last first, as a stack takes it. */
function opened({ layout, columns, isFlat }: Pending, fitsFlat: () => boolean): readonly Pending[] {
  if (typeof layout === 'string') return []
  if (!('kind' in layout)) return layout.map((part) => ({ layout: part, columns, isFlat })).reverse()
  switch (layout.kind) {
    case 'line':
      return [{ layout: layout.flat, columns, isFlat }]
    case 'group':
      return [{ layout: layout.content, columns, isFlat: isFlat || fitsFlat() }]
    case 'indent':
      return [{ layout: layout.content, columns: columns + 2, isFlat }]
    case 'flat':
      return isFlat ? [{ layout: layout.content, columns, isFlat }] : []
    case 'broken':
      return isFlat ? [] : [{ layout: layout.content, columns, isFlat }]
  }
}

/** Whether the group fits flat, with what follows it up to the next place where the line may end. */
function fits(group: Pending, following: readonly Pending[], room: number): boolean {
  const stack: Pending[] = [{ ...group, isFlat: true }]
  let left = room
  for (let rest = following.length; left >= 0; ) {
    const next = stack.pop() ?? following[--rest]
    if (!next) return true
    if (typeof next.layout === 'string') left -= next.layout.length
    else if ('kind' in next.layout && next.layout.kind === 'line') {
      if (next.layout.isHard && next.isFlat) return false
      if (!next.isFlat) return true
      left -= next.layout.flat.length
    } else stack.push(...opened(next, () => false))
  }
  return false
}
