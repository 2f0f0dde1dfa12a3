/** The query of a list and of a read: page, order, relations, fields, search. */
import type { EntityModel, Json, ResourceModel } from '../../spec/model.ts'
import type { JsonObject } from '../contract/json.ts'
import { visibleFields } from '../schemas/entity-schema.ts'
import type { ComponentTable } from './component-table.ts'
import type { Derivation } from './derivation.ts'
import { filterParameters } from './filter-parameters.ts'

export function listParameters(
  { model, components }: Derivation,
  resource: ResourceModel,
  entity: EntityModel,
): readonly JsonObject[] {
  return [
    limitParameter(resource),
    ...['After', 'Before', 'Count'].map((name) => shared(components, name as keyof typeof sharedParameters)),
    ...(resource.search ? [shared(components, 'Search')] : []),
    ...sortParameter(resource),
    ...shapeParameters(resource, entity),
    ...filterParameters(model, resource, entity),
  ]
}

/** What of a row is sent: `include` and `fields`. */
export function shapeParameters(resource: ResourceModel, entity: EntityModel): readonly JsonObject[] {
  const fields = visibleFields(entity).map(({ name }) => name)
  return [
    ...(resource.include.length > 0
      ? [namesParameter('include', withShorter(resource.include), 'Relations to send in place of ids')]
      : []),
    namesParameter('fields', fields, 'The only fields to send'),
  ]
}

const sharedParameters = {
  After: query(
    'after',
    'The cursor `meta.next` of another page: the rows after that page. Not with `before`.',
    {
      type: 'string',
      minLength: 1,
    },
  ),
  Before: query(
    'before',
    'The cursor `meta.previous` of another page: the rows before it. Not with `after`.',
    {
      type: 'string',
      minLength: 1,
    },
  ),
  Count: query('count', 'Also gives `meta.total`, the number of rows of all pages.', {
    type: 'boolean',
    default: false,
  }),
  Search: query('search', 'Words that the rows contain.', { type: 'string', maxLength: 200, pattern: '\\S' }),
} as const

function shared(components: ComponentTable, name: keyof typeof sharedParameters): JsonObject {
  return components.reference('parameters', name, () => sharedParameters[name])
}

function limitParameter({ limit }: ResourceModel): JsonObject {
  return query('limit', 'Rows of a page at most.', {
    type: 'integer',
    minimum: 1,
    maximum: limit.max,
    default: limit.default,
  })
}

function sortParameter({ sort, defaultSort }: ResourceModel): readonly JsonObject[] {
  if (sort.length === 0) return []
  const pattern = commaSeparated(sort, '-?')
  const usual = defaultSort.join(',')
  const description =
    `The order: comma separated, a leading \`-\` for descending. Allowed: ${codes(sort)}. ` +
    `Without it: \`${usual}\`.`
  const withDefault = new RegExp(pattern, 'u').test(usual) ? { default: usual } : {}
  return [query('sort', description, { type: 'string', pattern, ...withDefault })]
}

function namesParameter(name: string, names: readonly string[], meaning: string): JsonObject {
  const description = `${meaning}: comma separated. Allowed: ${codes(names)}.`
  const parameter = query(name, description, { type: 'string', pattern: commaSeparated(names) })
  return { ...parameter, example: names[0] ?? '' }
}

/** A path that may be included allows the shorter ones on its way: `items.product` allows `items`. */
function withShorter(paths: readonly string[]): readonly string[] {
  const all = paths.flatMap((path) => {
    const steps = path.split('.')
    return steps.map((_, index) => steps.slice(0, index + 1).join('.'))
  })
  return [...new Set(all)]
}

function commaSeparated(names: readonly string[], before = ''): string {
  const one = `${before}(?:${names.map((name) => name.replaceAll('.', '\\.')).join('|')})`
  return `^${one}(?:,${one})*$`
}

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}

function query(name: string, description: string, schema: { readonly [key: string]: Json }): JsonObject {
  return { name, in: 'query', description, schema }
}
