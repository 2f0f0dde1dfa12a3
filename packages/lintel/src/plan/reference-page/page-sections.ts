/** The parts of the page around the operations: contents, introduction, authentication, schemas. */
import { objectOr, textOr } from '../contract/json.ts'
import type { OpenApiDocument } from '../openapi/open-api.ts'
import { anchor, type Content, html } from './html.ts'
import { methodBadge } from './operation-view.ts'
import type { ShownTag } from './outline.ts'
import { prose } from './prose.ts'
import { schemaView, typeLine } from './schema-view.ts'

export function contentsView(document: OpenApiDocument, tags: readonly ShownTag[]): Content {
  const groups = tags.map(
    ({ name, operations }) =>
      html`<h2><a href="#${anchor('tag', name)}">${name}</a></h2><ul>${operations.map(
        (shown) =>
          html`<li><a href="#${anchor('operation', shown.id)}">${methodBadge(shown)} <span>${shown.summary}</span></a></li>`,
      )}</ul>`,
  )
  const schemas = Object.keys(document.components.schemas ?? {})
  const schemaList = html`<h2><a href="#schemas">Schemas</a></h2><ul>${schemas.map(
    (name) => html`<li><a href="#${anchor('schema', name)}">${name}</a></li>`,
  )}</ul>`
  return html`<nav aria-label="Contents">${groups}${schemas.length > 0 ? schemaList : undefined}</nav>`
}

export function introductionView(document: OpenApiDocument, documentPath: string | undefined): Content {
  const { title, version, description } = document.info
  const server = textOr(document.servers[0]?.url, '/')
  const link =
    documentPath === undefined ? undefined : html` · <a href="${documentPath}">OpenAPI document</a>`
  return html`<section id="introduction"><h1>${textOr(title, 'API')} <small>${textOr(version, '')}</small></h1>
${prose(description)}
<p class="content">OpenAPI ${document.openapi}${link}</p>
<p>In the calls below ${
    /^https?:/.test(server) ? undefined : html`<code>$API</code> stands for the address of the service, and `
  }<code>$TOKEN</code> for what proves who is calling.</p></section>`
}

export function authenticationView({ components }: OpenApiDocument): Content {
  const schemes = Object.entries(components.securitySchemes ?? {})
  if (schemes.length === 0) return undefined
  const rows = schemes.map(([name, scheme]) => {
    const kind = [scheme.type, scheme.scheme, scheme.in, scheme.name].filter(
      (each) => typeof each === 'string',
    )
    return html`<li><code class="name">${name}</code> <span class="type">${kind.join(' ')}</span>${prose(scheme.description)}</li>`
  })
  return html`<section id="authentication"><h2>Authentication</h2><ul class="properties">${rows}</ul></section>`
}

export function schemasView({ components }: OpenApiDocument): Content {
  const schemas = Object.entries(components.schemas ?? {})
  if (schemas.length === 0) return undefined
  const views = schemas.map(([name, schema]) => {
    const isObject = Object.keys(objectOr(schema.properties)).length > 0
    return html`<article id="${anchor('schema', name)}" class="schema"><h3>${name}</h3>${prose(schema.description)}${
      isObject ? undefined : html`<p class="content">${typeLine(schema)}</p>`
    }${schemaView(schema)}</article>`
  })
  return html`<section id="schemas"><h2>Schemas</h2>${views}</section>`
}
