/** The other ends of references, and relations through joining tables. */
import { pluralOf, snakeCase } from '../../spec/names.ts'
import type { AdoptedEntity } from './adopted-entity.ts'
import type { JoinedTables } from './choose-tables.ts'
import { call, type FieldExpression } from './field-expression.ts'
import { constantOf, UniqueNames } from './names.ts'

interface Relation {
  readonly entity: string
  /** Names for the field, the best first. */
  readonly wishes: readonly string[]
  readonly expressionFor: (field: string) => FieldExpression
}

export function withRelations(
  entities: readonly AdoptedEntity[],
  joins: readonly JoinedTables[],
): AdoptedEntity[] {
  const relations = [...joins.flatMap((join) => joinRelation(join, entities)), ...inverses(entities)]
  return entities.map((entity) => {
    const names = new UniqueNames([
      ...Object.keys(entity.fields),
      'id',
      'createdAt',
      'updatedAt',
      'deletedAt',
    ])
    const own = relations.filter((relation) => relation.entity === entity.name)
    const fields = own.map(({ wishes, expressionFor }) => {
      const field = names.claim(...wishes)
      return [field, expressionFor(field)] as const
    })
    return { ...entity, fields: { ...entity.fields, ...Object.fromEntries(fields) } }
  })
}

/** One `many` for each reference: orders of a customer, messages by sender and by recipient. */
function inverses(entities: readonly AdoptedEntity[]): Relation[] {
  return entities.flatMap((child) => {
    const references = Object.entries(child.fields).filter(([, { calls }]) => calls[0].name === 'ref')
    return references.flatMap(([field, { target }]) => {
      if (target === undefined) return []
      const plural = pluralOf(child.name)
      const isOnly = references.filter(([, other]) => other.target === target).length === 1
      const exact = `${plural}As${constantOf(field)}`
      const expressionFor = () => ({ target: child.name, calls: [call('many', field)] as const })
      return [{ entity: target, wishes: isOnly ? [plural, exact] : [exact], expressionFor }]
    })
  })
}

function joinRelation({ table, here, there }: JoinedTables, entities: readonly AdoptedEntity[]): Relation[] {
  const owner = entities.find((entity) => entity.table === here.references.table)
  const other = entities.find((entity) => entity.table === there.references.table)
  const [hereColumn] = here.columns
  const [thereColumn] = there.columns
  if (!owner || !other || hereColumn === undefined || thereColumn === undefined) return []
  const expressionFor = (field: string): FieldExpression => {
    const usual = {
      table: `${owner.table}_${snakeCase(field)}`,
      here: `${snakeCase(owner.name)}_id`,
      there: `${snakeCase(other.name)}_id`,
    }
    const names = { table: table.name, here: hereColumn, there: thereColumn }
    const own = Object.entries(names).filter(([key, name]) => usual[key as keyof typeof usual] !== name)
    return {
      target: other.name,
      calls: [call('manyToMany', ...(own.length === 0 ? [] : [Object.fromEntries(own)]))],
    }
  }
  const wishes = [pluralOf(other.name), `${pluralOf(other.name)}As${constantOf(entityLike(table.name))}`]
  return [{ entity: owner.name, wishes, expressionFor }]
}

function entityLike(table: string): string {
  return table.replaceAll(/\W+/g, '').replace(/^_+/, '') || 'pair'
}
