/** JSON as it is shown: indented, the names of members set apart. */
import type { Json } from '../../spec/model.ts'
import { type Html, html } from './html.ts'

export function jsonText(value: Json): Html {
  const text = JSON.stringify(value, null, 2)
  const parts = text.split(/("(?:\\.|[^"\\])*"(?=:))/)
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<i>${part}</i>` : part))}`
}
