/** The schemas of rows in answers: whole, and as `fields` asks for; relations stand in them where they may be included. */
import type { EntityModel, FieldModel } from '../../spec/model.ts'
import { isObject, type JsonObject, objectOr } from '../contract/json.ts'
import { rowSchema } from '../schemas/entity-schema.ts'
import type { Derivation } from './derivation.ts'
import type { Reference } from './open-api.ts'
import { markProperties } from './personal-data.ts'
import { withArticle, wordsOf } from './wording.ts'

/** The component of a whole row: `Order`. */
export function rowReference(derivation: Derivation, entity: EntityModel): Reference {
  const name = derivation.names.entities.get(entity.name)?.row ?? entity.name
  return derivation.components.reference('schemas', name, () => {
    const { required } = rowSchema(entity)
    const description = entity.description ?? `One ${wordsOf(entity.name)}.`
    return { ...openRow(derivation, entity, description), ...(required ? { required } : {}) }
  })
}

/** What a read gives: the whole row, or the fields of it that the query asked for. */
export function readRowSchema(derivation: Derivation, entity: EntityModel): JsonObject {
  const names = derivation.names.entities.get(entity.name)
  const part = derivation.components.reference('schemas', names?.fields ?? `${entity.name}Fields`, () =>
    openRow(
      derivation,
      entity,
      `The fields of ${withArticle(wordsOf(entity.name))} that \`fields\` asked for.`,
    ),
  )
  return { anyOf: [rowReference(derivation, entity), part] }
}

function openRow(derivation: Derivation, entity: EntityModel, description: string): JsonObject {
  const stored = markProperties(objectOr(rowSchema(entity).properties), entity.fields)
  const includable = derivation.includable.get(entity.name) ?? new Set()
  const relations = Object.values(entity.fields).filter(({ name }) => includable.has(name))
  const included = relations.map((field) => [
    field.name,
    relationSchema(derivation, field, stored[field.name]),
  ])
  return {
    type: 'object',
    description,
    properties: { ...stored, ...Object.fromEntries(included) },
    additionalProperties: false,
  }
}

/** A reference is an id until it is included; lists are there only when they are. */
function relationSchema(derivation: Derivation, field: FieldModel, stored: unknown): JsonObject {
  const target = derivation.model.entities[field.target ?? '']
  const row = target ? rowReference(derivation, target) : {}
  if (!isObject(stored)) {
    return {
      type: 'array',
      items: row,
      description: field.description ?? `There when \`include\` asks for \`${field.name}\`.`,
    }
  }
  const { description, readOnly, 'x-personal-data': personal, ...id } = stored
  return {
    oneOf: [id, row],
    description: description ?? `An id; the row itself when \`include\` asks for \`${field.name}\`.`,
    ...(readOnly ? { readOnly } : {}),
    ...(personal ? { 'x-personal-data': personal } : {}),
  }
}
