/** One operation on the page: what it takes, what it gives, how it refuses, and how to call it. */
import { isList, isObject, type JsonObject, objectOr, textOr } from '../contract/json.ts'
import { curlExample } from './curl-example.ts'
import { exampleValue } from './example-value.ts'
import { anchor, type Content, html, joined } from './html.ts'
import { jsonText } from './json-text.ts'
import { follow, type ShownOperation } from './outline.ts'
import { parameterView } from './parameter-view.ts'
import { prose, sentence } from './prose.ts'
import { schemaType } from './schema-type.ts'
import { schemaView, typeLine } from './schema-view.ts'

export function operationView(shown: ShownOperation): Content {
  const { operation, responses } = shown
  const isAnswer = ([status]: readonly [string, JsonObject]) => /^[123]/.test(status)
  const refusals = responses.filter((response) => !isAnswer(response))
  return html`<article id="${anchor('operation', shown.id)}">
<h3>${shown.summary}${operation.deprecated === true ? html` <b class="deprecated">deprecated</b>` : undefined}</h3>
<p class="route">${methodBadge(shown)} <code>${shown.path}</code> ${accessBadge(shown)}</p>
<div class="columns"><div>
${prose(operation.description)}
${parameterView(shown)}
${requestView(shown)}
${responses.filter(isAnswer).map(([status, response]) => answerView(shown, status, response))}
${refusals.length > 0 ? refusalsView(refusals) : undefined}
</div><div class="examples">
<h4>Call</h4><pre>${curlExample(shown)}</pre>
${exampleView(shown, responses.filter(isAnswer))}
</div></div>
</article>
`
}

export function methodBadge({ method }: ShownOperation): Content {
  return html`<span class="method ${method.toLowerCase()}">${method}</span>`
}

function accessBadge({ document, operation }: ShownOperation): Content {
  const requirements = (isList(operation.security) ? operation.security : document.security).map(objectOr)
  const names = [...new Set(requirements.flatMap((requirement) => Object.keys(requirement)))]
  if (names.length === 0) return undefined
  const isOpen = requirements.some((requirement) => Object.keys(requirement).length === 0)
  const schemes = joined(
    names.map((name) => html`<a href="#authentication">${name}</a>`),
    ' or ',
  )
  return html`<span class="access">${isOpen ? 'open to all, or with' : 'needs'} ${schemes}</span>`
}

function requestView({ document, requestBody }: ShownOperation): Content {
  const contents = Object.entries(objectOr(requestBody?.content))
  const [first] = contents
  if (!first) return undefined
  const { schema } = objectOr(first[1])
  const types = joined(
    contents.map(([mediaType]) => html`<code>${mediaType}</code>`),
    ' or ',
  )
  return html`<h4>Body</h4>${prose(requestBody?.description)}<p class="content">${types}: ${typeLine(schema)}</p>${schemaView(follow(document, schema))}`
}

function answerView({ document }: ShownOperation, status: string, response: JsonObject): Content {
  const headers = Object.entries(objectOr(response.headers)).map(([name, header]) => {
    const { description } = follow(document, header)
    return html`<li><code class="name">${name}</code> <span class="place">header</span>${
      typeof description === 'string' ? html`<div class="note">${sentence(description)}</div>` : undefined
    }</li>`
  })
  const bodies = Object.entries(objectOr(response.content)).map(([mediaType, content]) => {
    const { schema } = objectOr(content)
    return html`<p class="content"><code>${mediaType}</code>: ${typeLine(schema)}</p>${schemaView(schema)}`
  })
  return html`<h4>${statusBadge(status)} ${sentence(textOr(response.description, ''))}</h4>${bodies}${
    headers.length > 0 ? html`<ul class="properties">${headers}</ul>` : undefined
  }`
}

function refusalsView(refusals: ShownOperation['responses']): Content {
  const rows = refusals.map(([status, response]) => {
    const schema = objectOr(objectOr(Object.values(objectOr(response.content))[0]).schema)
    // The narrower form of a shape is named by the shape.
    const shape = isList(schema.allOf) ? schema.allOf[0] : schema
    const type = isObject(shape) && shape.$ref !== undefined ? schemaType(shape) : undefined
    return html`<li>${statusBadge(status)} <div>${prose(response.description)}</div> <span class="type">${type}</span></li>`
  })
  return html`<h4>Refusals</h4><ul class="refusals">${rows}</ul>`
}

function statusBadge(status: string): Content {
  return html`<span class="status s${status.charAt(0)}">${status}</span>`
}

function exampleView({ document, id }: ShownOperation, answers: ShownOperation['responses']): Content {
  return answers.flatMap(([status, response]) => {
    const content = objectOr(Object.values(objectOr(response.content))[0])
    const example = content.schema === undefined ? undefined : exampleValue(document, content, id)
    return example === undefined
      ? []
      : [html`<h4>Answer ${statusBadge(status)}</h4><pre>${jsonText(example)}</pre>`]
  })
}
