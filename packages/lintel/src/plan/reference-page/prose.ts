/** Descriptions as HTML: paragraphs, `code` and web addresses of their Markdown, and the rest as it stands. */
import { type Content, type Html, html } from './html.ts'

export function prose(text: unknown): Content {
  if (typeof text !== 'string' || text.trim() === '') return undefined
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => html`<p>${sentence(paragraph)}</p>`)
}

/** One line of it. */
export function sentence(text: string): Content {
  const parts = text.split(/(`[^`\n]+`|https?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)])/)
  return parts.map((part) => piece(part))
}

function piece(part: string): Html | string {
  if (part.startsWith('`') && part.endsWith('`') && part.length > 2)
    return html`<code>${part.slice(1, -1)}</code>`
  // Only these two schemes: no address that an author writes may be a script.
  return /^https?:\/\//.test(part) ? html`<a href="${part}" rel="noreferrer">${part}</a>` : part
}
