/** The parameters of an operation: one row for each, and one for all the operators of a filter. */
import { type JsonObject, objectOr, textOr } from '../contract/json.ts'
import { type Content, html } from './html.ts'
import type { ShownOperation } from './outline.ts'
import { sentence } from './prose.ts'
import { typeLine } from './schema-view.ts'

export function parameterView({ parameters }: ShownOperation): Content {
  if (parameters.length === 0) return undefined
  const names = new Set(parameters.map((parameter) => textOr(parameter.name, '')))
  const baseOf = (parameter: JsonObject) => {
    const base = /^(.+)\[\w+\]$/.exec(textOr(parameter.name, ''))?.[1]
    return base !== undefined && names.has(base) ? base : undefined
  }
  const rows = parameters.flatMap((parameter) => {
    if (baseOf(parameter) !== undefined) return []
    const operators = parameters.filter((other) => baseOf(other) === parameter.name)
    return [parameterRow(parameter, operators)]
  })
  return html`<h4>Parameters</h4><ul class="properties">${rows}</ul>`
}

function parameterRow(parameter: JsonObject, operators: readonly JsonObject[]): Content {
  const place = textOr(parameter.in, 'query')
  const required = parameter.required === true ? html` <b class="required">required</b>` : undefined
  const others = operators.map(
    ({ name }) => html` <code class="operator">${textOr(name, '').replace(/^.*(?=\[)/, '')}</code>`,
  )
  const { description } = parameter
  return html`<li><code class="name">${textOr(parameter.name, '')}</code>${required} <span class="place">${place}</span> ${typeLine(
    schemaOf(parameter),
  )}${others.length > 0 ? html`<div class="note">also ${others}</div>` : undefined}${
    typeof description === 'string' ? html`<div class="note">${sentence(description)}</div>` : undefined
  }</li>`
}

/** A parameter has a schema, or content with one. */
export function schemaOf(parameter: JsonObject): JsonObject {
  const content = Object.values(objectOr(parameter.content))[0]
  return objectOr(parameter.schema ?? objectOr(content).schema)
}
