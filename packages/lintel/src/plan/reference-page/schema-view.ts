/** A schema as a list of its properties, those of objects inside it under them. */
import type { Json } from '../../spec/model.ts'
import { isList, isObject, type JsonObject, objectOr } from '../contract/json.ts'
import { type Content, html, joined } from './html.ts'
import { sentence } from './prose.ts'
import { schemaRules, schemaType } from './schema-type.ts'

/** Objects in objects: deeper ones are named by their type alone. */
const mostLevels = 6

export function schemaView(schema: Json | undefined, level = 0): Content {
  const objects = level < mostLevels ? objectsIn(schema) : []
  return objects.map((object) => {
    const required = isList(object.required) ? object.required : []
    const rows = Object.entries(objectOr(object.properties)).map(([name, property]) =>
      propertyRow({ name, property, isRequired: required.includes(name), level }),
    )
    return html`<ul class="properties">${rows}</ul>`
  })
}

/** The type and its rules: what stands beside a name. */
export function typeLine(schema: Json | undefined): Content {
  const rules = schemaRules(schema)
  return html`<span class="type">${schemaType(schema)}</span>${
    rules.length > 0 ? html`<span class="rules"> · ${joined(rules, ' · ')}</span>` : undefined
  }`
}

interface Property {
  readonly name: string
  readonly property: Json
  readonly isRequired: boolean
  readonly level: number
}

function propertyRow({ name, property, isRequired, level }: Property): Content {
  const { description } = objectOr(property)
  const mark = isRequired ? html` <b class="required">required</b>` : undefined
  return html`<li><code class="name">${name}</code>${mark} ${typeLine(property)}${
    typeof description === 'string' ? html`<div class="note">${sentence(description)}</div>` : undefined
  }${schemaView(property, level + 1)}</li>`
}

/** The objects with properties that a schema spells out itself, without a name of their own. */
function objectsIn(schema: Json | undefined): readonly JsonObject[] {
  if (!isObject(schema) || schema.$ref !== undefined) return []
  const inside = [schema.items, schema.oneOf, schema.anyOf, schema.allOf].flatMap((each) =>
    isList(each) ? each : each === undefined ? [] : [each],
  )
  const own = Object.keys(objectOr(schema.properties)).length > 0 ? [schema] : []
  return [...own, ...inside.flatMap((each) => objectsIn(each))]
}
