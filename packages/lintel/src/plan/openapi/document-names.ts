/** Names in the document: of schemas and of operations, each once. An author's own names come first. */
import type { ApplicationModel, EntityModel, ResourceModel } from '../../spec/model.ts'
import { kebabCase } from '../../spec/names.ts'
import { camelCase, claimName, pascalCase, wordsOf } from './wording.ts'

export interface ResourceNames {
  /** `order item` and `order items`, for sentences. */
  readonly one: string
  readonly many: string
  /** Schemas of bodies. */
  readonly createSchema: string
  readonly updateSchema: string
  readonly replaceSchema: string
  /** `operationId`s. */
  readonly list: string
  readonly read: string
  readonly create: string
  readonly createMany: string
  readonly update: string
  readonly replace: string
  readonly delete: string
}

export interface EntityNames {
  /** The whole row. */
  readonly row: string
  /** Those fields of it that a caller asked for. */
  readonly fields: string
}

export interface OperationNames {
  readonly input: string
  readonly output: string
}

export interface DocumentNames {
  readonly entities: ReadonlyMap<string, EntityNames>
  readonly resources: ReadonlyMap<string, ResourceNames>
  readonly operations: ReadonlyMap<string, OperationNames>
}

/** Schemas that every document may have. */
const ownSchemas = ['Error', 'ErrorDetail', 'Problem', 'PageMeta']

export function documentNames(model: ApplicationModel): DocumentNames {
  const schemas = new Set(ownSchemas)
  const operationIds = new Set(Object.keys(model.operations))
  const entities = Object.values(model.entities)
  const rows = new Map(entities.map((entity) => [entity.name, claimName(schemas, pascalCase(entity.name))]))
  const operations = Object.keys(model.operations).map(
    (name) => [name, operationNames(name, schemas)] as const,
  )
  const resources = Object.values(model.resources).flatMap((resource) => {
    const entity = model.entities[resource.entity]
    return entity && resource.path !== null
      ? [[resource.name, resourceNames(resource, entity, { schemas, operationIds })] as const]
      : []
  })
  return {
    entities: new Map(
      [...rows].map(([name, row]) => [name, { row, fields: claimName(schemas, `${row}Fields`) }]),
    ),
    operations: new Map(operations),
    resources: new Map(resources),
  }
}

function operationNames(name: string, schemas: Set<string>): OperationNames {
  const base = pascalCase(name)
  return { input: claimName(schemas, `${base}Input`), output: claimName(schemas, `${base}Output`) }
}

interface Taken {
  readonly schemas: Set<string>
  readonly operationIds: Set<string>
}

function resourceNames(resource: ResourceModel, entity: EntityModel, taken: Taken): ResourceNames {
  const before = isFirst(resource) ? '' : pascalCase(pathBefore(resource.path ?? '', entity))
  const one = before + pascalCase(entity.name)
  const many = before + pascalCase(entity.table)
  const schema = (suffix: string) => claimName(taken.schemas, one + suffix)
  const id = (verb: string, noun = one) => claimName(taken.operationIds, camelCase(verb + noun))
  return {
    one: wordsOf(one),
    many: wordsOf(many),
    createSchema: schema('Create'),
    updateSchema: schema('Update'),
    replaceSchema: schema('Replace'),
    list: id('list', many),
    read: id('read'),
    create: id('create'),
    // A word without a plural of its own (sheep) needs another way to say many.
    createMany: one === many ? id('create', `${one}Bulk`) : id('create', many),
    update: id('update'),
    replace: id('replace'),
    delete: id('delete'),
  }
}

/** A second resource of one entity has a number in its name, and says in its path how it differs. */
function isFirst(resource: ResourceModel): boolean {
  return resource.name === resource.tag
}

/** `/admin/orders` → `admin`; `/archive` → `archive`. */
function pathBefore(path: string, entity: EntityModel): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== kebabCase(entity.table))
  return parts.join(' ')
}
