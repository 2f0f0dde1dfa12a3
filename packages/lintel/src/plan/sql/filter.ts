/** Filters of a list, along relations where their path leads there. */
import type { EntityModel, FieldModel } from '../../spec/model.ts'
import { walkPath } from '../../spec/path.ts'
import { decisionSql } from '../access/condition-sql.ts'
import { fieldSeen, rowsSeen } from '../access/reading.ts'
import type { Filter } from '../query/list-query.ts'
import { comparison } from './comparison.ts'
import { conjunction, joinRelation, notDeleted } from './relation.ts'
import type { SelectionScope } from './selection.ts'

interface Filtered {
  readonly alias: string
  readonly entity: EntityModel
}

/** The predicate of the filter number `index`; its value is the argument `#filter<index>`. */
export function filterSql(filter: Filter, index: number, filtered: Filtered, scope: SelectionScope): string {
  const end = walkPath(scope.model, filtered.entity, filter.path)
  if ('missing' in end) throw new Error(`The filter ${filter.path} was not checked.`)
  const fields = end.steps.map((step) => step.field)
  const parameter = scope.writer.argument(`#filter${index}`)
  const go = (alias: string, at: number): string => {
    const field = fields[at]
    if (!field) return 'TRUE'
    if (at === fields.length - 1) {
      const compared = comparison({ alias, field, model: scope.model }, filter.operator, parameter)
      return conjunction([visible(end.entity, field, { alias, scope }), compared])
    }
    const joined = joinRelation(alias, field, scope.model, scope.writer)
    const parts = [
      joined.on,
      go(joined.alias, at + 1),
      notDeleted(joined.alias, joined.entity),
      readable(joined, scope),
    ]
    return `EXISTS (SELECT 1 FROM ${joined.from} WHERE ${conjunction(parts)})`
  }
  return go(filtered.alias, 0)
}

/** A row that the caller may not read answers no question, also not by way of a filter. */
function readable({ alias, entity }: Filtered, scope: SelectionScope): string | undefined {
  const { model, writer } = scope
  return decisionSql(rowsSeen(entity, scope), { alias, model, writer })
}

interface Place {
  readonly alias: string
  readonly scope: SelectionScope
}

/** Nor does a field that the caller does not see in this row. */
function visible(entity: EntityModel, field: FieldModel, { alias, scope }: Place): string | undefined {
  const { model, writer } = scope
  return decisionSql(fieldSeen(entity, field, scope), { alias, model, writer })
}
