/** `html`: pages whose values are escaped by construction. */

/** Markup that is safe to send; made by `html` alone. */
export class Html {
  readonly markup: string

  constructor(markup: string) {
    this.markup = markup
  }

  toString(): string {
    return this.markup
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(value: unknown): string {
  if (value instanceof Html) return value.markup
  if (Array.isArray(value)) return value.map(escaped).join('')
  if (value === null || value === undefined || value === false) return ''
  return String(value).replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
}

/**
 * Writes HTML. Whatever stands in `${…}` is text and is escaped, unless `html` made it; lists are joined.
 *
 * Put values between tags or inside quoted attributes: an unquoted attribute or a script is no place for text.
 *
 * @example html`<h1>${article.title}</h1>${tags.map((tag) => html`<li>${tag}</li>`)}`
 */
export function html(strings: TemplateStringsArray, ...values: readonly unknown[]): Html {
  return new Html(strings.reduce((markup, text, index) => markup + escaped(values[index - 1]) + text))
}
