/** HTML in which every text is escaped unless it is HTML itself: so nothing that an author wrote becomes markup. */

export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export type Content = Html | string | number | undefined | readonly Content[]

/** `` html`<p>${text}</p>` `` */
export function html(literals: TemplateStringsArray, ...values: readonly Content[]): Html {
  const parts = literals.map((literal, index) => literal + textOf(values[index]))
  return new Html(parts.join(''))
}

function textOf(content: Content): string {
  if (content === undefined) return ''
  if (content instanceof Html) return content.text
  return typeof content === 'object' ? content.map(textOf).join('') : escaped(String(content))
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => entities[char] ?? '')
}

/** The parts with something between them. */
export function joined(parts: readonly Content[], between: Content): Content {
  return parts.map((part, index) => (index === 0 ? part : [between, part]))
}

/** A name as the `id` of an element. */
export function anchor(kind: string, name: string): string {
  // Each other sign by its number, so that two names never meet in one anchor.
  const safe = name.replaceAll(/[^A-Za-z0-9-]/g, (char) => `_${char.codePointAt(0)?.toString(16)}_`)
  return `${kind}-${safe}`
}
