/** The reference of an API as one HTML page: nothing to download, no script, safe whatever its descriptions say. */
import { createHash } from 'node:crypto'
import type { OpenApiDocument } from '../openapi/open-api.ts'
import { anchor, type Content, Html, html } from './html.ts'
import { operationView } from './operation-view.ts'
import { outlineOf, type ShownTag } from './outline.ts'
import { authenticationView, contentsView, introductionView, schemasView } from './page-sections.ts'
import { pageStyle } from './page-style.ts'
import { prose } from './prose.ts'

export interface ReferencePageOptions {
  /** Where the document itself is served, for a link to it. */
  readonly documentPath?: string
}

/**
 * The `Content-Security-Policy` that the page is to be sent with: it lets in its own style and nothing else.
 *
 * @source  Content Security Policy Level 3, §2.3.1 (hashes)
 */
export const referencePagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The page as HTML in UTF-8; send it with `referencePagePolicy`. */
export function referencePage(
  document: OpenApiDocument,
  { documentPath }: ReferencePageOptions = {},
): string {
  const tags = outlineOf(document)
  const title = `${String(document.info.title ?? 'API')} reference`
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Html(pageStyle)}</style>
</head>
<body>
<input type="checkbox" id="menu"><label for="menu">Contents</label>
${contentsView(document, tags)}
<main>
${introductionView(document, documentPath)}
${authenticationView(document)}
${tags.map(tagView)}
${schemasView(document)}
</main>
</body>
</html>
`
  return page.text
}

function tagView({ name, description, operations }: ShownTag): Content {
  return html`<section id="${anchor('tag', name)}"><h2>${name}</h2>${prose(description)}
${operations.map(operationView)}</section>`
}
