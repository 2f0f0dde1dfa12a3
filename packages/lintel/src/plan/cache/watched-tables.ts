/** The tables that any remembered answer can come from: writes to all others are told to nobody. */
import type { ApplicationModel, ResourceModel } from '../../spec/model.ts'
import { decide, entityRule } from '../access/condition.ts'
import type { Filter } from '../query/list-query.ts'
import { orderingOf } from '../query/ordering.ts'
import { includeTree } from '../sql/include-tree.ts'
import { listStatement } from '../statements/list.ts'
import { allTables, tablesOfStatement } from './answer-source.ts'
import { widestActor } from './tags.ts'

/** `undefined` where the application remembers nothing. */
export function watchedTables(model: ApplicationModel): ReadonlySet<string> | undefined {
  const resources = Object.values(model.resources).filter(({ cache }) => cache)
  const operations = Object.values(model.operations).filter(({ cache }) => cache)
  if (resources.length === 0 && operations.length === 0) return undefined
  // What an operation reads is seen when it reads, so any table may be one of them.
  if (operations.length > 0) return new Set(allTables(model))
  return new Set(resources.flatMap((resource) => tablesOfResource(resource, model)))
}

/** What its widest statement mentions: every filter, every include, every rule, whoever asks. */
export function tablesOfResource(resource: ResourceModel, model: ApplicationModel): readonly string[] {
  const entity = model.entities[resource.entity]
  if (!entity) return []
  const filters: Filter[] = resource.filter.map((path) => ({ path, operator: 'null', value: 'true' }))
  const scope = { model, actor: widestActor }
  const rule = entityRule(model, entity.name, 'read')
  const decision = decide(rule, { ...scope, entity, action: 'read' })
  const statement = listStatement(
    {
      entity,
      decision,
      filters,
      search: false,
      keys: orderingOf(entity, resource.defaultSort),
      cursor: undefined,
      include: includeTree(resource.include),
      fields: undefined,
      rows: 1,
    },
    scope,
  )
  return tablesOfStatement(statement, model)
}
