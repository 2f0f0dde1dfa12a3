/** Which rows and fields have to be read to decide rules of one row in memory. */
import type { ApplicationModel, EntityModel, RuleModel } from '../../../spec/model.ts'
import { walkPath } from '../../../spec/path.ts'
import { entityRule, fieldRule } from '../condition.ts'
import type { RowOperation } from '../derived-operations.ts'
import { outcomeRule } from '../writing.ts'

export interface NeededRows {
  readonly entity: EntityModel
  /** Names of fields with a column. */
  readonly fields: ReadonlySet<string>
  /** Where relations lead from these rows, by the names of the relations. */
  readonly beyond: ReadonlyMap<string, NeededRows>
}

export interface Needed {
  readonly rows: NeededRows
  /** Fields of the caller's own row. */
  readonly ofCaller: ReadonlySet<string>
}

/** What every rule of an operation reads: of the row, of its fields, of its references, and of what it becomes. */
export function neededRows(model: ApplicationModel, { entity, action, resource }: RowOperation): Needed {
  const gathering: Gathering = { model, ofCaller: new Set() }
  const rows = new Gathered(entity)
  const rules = [resource[action]?.who, ...furtherRules(model, { entity, action, resource })]
  for (const rule of rules) if (rule) gather(rule, rows, gathering, [])
  return { rows, ofCaller: gathering.ofCaller }
}

function furtherRules(model: ApplicationModel, { entity, action, resource }: RowOperation) {
  if (action === 'delete') return []
  if (action === 'read')
    return Object.keys(entity.fields).map((name) => fieldRule(model, entity.name, name, 'read'))
  const names = resource[action]?.fields ?? []
  return [
    ...names.map((name) => fieldRule(model, entity.name, name, 'write')),
    ...names.map((name) => referred(entity, name)),
    action === 'update' ? outcomeRule(model, entity) : undefined,
  ]
}

function referred({ fields }: EntityModel, name: string): RuleModel | undefined {
  return fields[name]?.kind === 'ref' ? { rule: 'through', path: name } : undefined
}

class Gathered implements NeededRows {
  readonly entity: EntityModel
  readonly fields = new Set<string>()
  readonly beyond = new Map<string, Gathered>()

  constructor(entity: EntityModel) {
    this.entity = entity
    for (const name of ['id', ...(entity.softDelete ? ['deletedAt'] : [])]) this.fields.add(name)
  }

  /** @param enters  whether the rows at the end are asked something, too */
  walk(model: ApplicationModel, path: string, enters: boolean): Gathered {
    const end = walkPath(model, this.entity, path)
    if ('missing' in end) throw new Error(`The path ${path} of ${this.entity.name} was not checked.`)
    let at: Gathered = this
    for (const [index, { field }] of end.steps.entries()) {
      if (field.column !== undefined) at.fields.add(field.name)
      const target = model.entities[field.target ?? '']
      const isLast = index === end.steps.length - 1
      if (!target || (isLast && !enters && field.column !== undefined)) continue
      const next: Gathered = at.beyond.get(field.name) ?? new Gathered(target)
      at.beyond.set(field.name, next)
      if (field.inverse !== undefined) next.fields.add(field.inverse)
      at = next
    }
    return at
  }
}

interface Gathering {
  readonly model: ApplicationModel
  readonly ofCaller: Set<string>
}

function gather(rule: RuleModel, at: Gathered, gathering: Gathering, within: readonly string[]): void {
  const { model, ofCaller } = gathering
  switch (rule.rule) {
    case 'anyOf':
    case 'allOf':
      for (const each of rule.rules) gather(each, at, gathering, within)
      return
    case 'not':
    case 'acrossTenants':
      gather(rule.of, at, gathering, within)
      return
    case 'against':
      if ('principal' in rule.operand) ofCaller.add(rule.operand.principal)
      at.walk(model, rule.path, false)
      return
    case 'owner':
    case 'where':
      at.walk(model, rule.path, false)
      return
    case 'sameTenant':
      for (const path of [rule.path, rule.as]) at.walk(model, path, false)
      return
    case 'related':
      gather(rule.of, at.walk(model, rule.path, true), gathering, within)
      return
    case 'through': {
      const next = at.walk(model, rule.path, true)
      const inside = [...within, at.entity.name]
      // As `decide` has it, a circle of rules ends.
      if (!inside.includes(next.entity.name))
        gather(entityRule(model, next.entity.name, 'read'), next, gathering, inside)
    }
  }
}
