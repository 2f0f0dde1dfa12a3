/** The filters of a list as query parameters: `status`, `status[in]`, `total[gte]`. */
import type {
  ApplicationModel,
  CompareOperator,
  EntityModel,
  FieldModel,
  ResourceModel,
} from '../../spec/model.ts'
import { walkPath } from '../../spec/path.ts'
import type { JsonObject } from '../contract/json.ts'
import { valueSchema } from '../schemas/value-schema.ts'

const ordered = new Set<string>(['integer', 'bigint', 'decimal', 'date', 'timestamp'])
const textual = new Set<string>(['text', 'email', 'url', 'slug'])

/** The operators by which a list may be filtered by a field of this kind. */
export function filterOperators(field: Pick<FieldModel, 'kind' | 'optional'>): readonly CompareOperator[] {
  return [
    'eq',
    'ne',
    'in',
    ...(ordered.has(field.kind) ? (['lt', 'lte', 'gt', 'gte'] as const) : []),
    ...(textual.has(field.kind) ? (['prefix'] as const) : []),
    ...(field.optional ? (['null'] as const) : []),
  ]
}

export function filterParameters(
  model: ApplicationModel,
  resource: ResourceModel,
  entity: EntityModel,
): readonly JsonObject[] {
  return resource.filter.flatMap((path) => {
    const end = walkPath(model, entity, path)
    if ('missing' in end) return []
    return filterOperators(end.field).map((operator) => filterParameter(path, end.field, operator))
  })
}

const meanings: Readonly<Record<CompareOperator, string>> = {
  eq: 'is this',
  ne: 'is not this',
  in: 'is one of these: comma separated, or the parameter repeated',
  lt: 'is less than this',
  lte: 'is at most this',
  gt: 'is more than this',
  gte: 'is at least this',
  prefix: 'begins with this',
  null: 'is absent (`true`) or there (`false`)',
}

function filterParameter(path: string, field: FieldModel, operator: CompareOperator): JsonObject {
  const description = `Only rows whose \`${path}\` ${meanings[operator]}.`
  const schema = { ...soughtSchema(field), ...(field.personal ? { 'x-personal-data': true } : {}) }
  const parameter = { name: operator === 'eq' ? path : `${path}[${operator}]`, in: 'query', description }
  if (operator === 'null') return { ...parameter, schema: { type: 'boolean' } }
  if (operator !== 'in') return { ...parameter, schema }
  return {
    ...parameter,
    style: 'form',
    explode: false,
    schema: { type: 'array', items: schema, minItems: 1, maxItems: 100 },
  }
}

/** What a filter accepts is every value of the kind: a stored row obeys narrower rules, a question need not. */
function soughtSchema({ kind, values, idKind, default: given }: FieldModel): JsonObject {
  return valueSchema({
    kind: textual.has(kind) ? 'text' : kind,
    ...(values ? { values } : {}),
    ...(idKind ? { idKind } : {}),
    ...(given && 'generated' in given ? { default: given } : {}),
    ...(kind === 'decimal' ? { precision: 58, scale: 20 } : {}),
  })
}
