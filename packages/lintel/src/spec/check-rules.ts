/** Every path that a rule of access reads must exist and lead where the rule needs it. */
import type { Report } from './build-model.ts'
import { storedFields } from './check-entities.ts'
import type { ApplicationModel, EntityModel, FieldModel, ResourceModel, RuleModel } from './model.ts'
import { walkPath } from './path.ts'
import { readableEntities } from './readable-entities.ts'

export function checkRules(model: ApplicationModel, report: Report): void {
  const readable = readableEntities(model)
  for (const resource of Object.values(model.resources)) {
    const entity = model.entities[resource.entity]
    if (!entity) continue
    for (const action of ['read', 'create', 'update', 'delete'] as const) {
      const who = resource[action]?.who
      if (who) checkRule(model, { resource, entity, action, rule: who, readable }, report)
    }
    const after = resource.update?.after
    if (after) checkRule(model, { resource, entity, action: 'update', rule: after, readable }, report)
  }
}

export interface Place {
  readonly resource: ResourceModel
  readonly entity: EntityModel
  readonly action: string
  readonly rule: RuleModel
  readonly readable: ReadonlySet<string>
}

/** Checks a rule that stands for an action, in words, on rows of an entity. */
export function checkRule(model: ApplicationModel, place: Place, report: Report): void {
  const { rule } = place
  if (rule.rule === 'anyOf' || rule.rule === 'allOf') {
    for (const each of rule.rules) checkRule(model, { ...place, rule: each }, report)
  } else if (rule.rule === 'not') {
    checkRule(model, { ...place, rule: rule.of }, report)
  } else if (rule.rule === 'acrossTenants') {
    report.add({
      at: place.resource.at,
      message: `acrossTenants(…) for ${place.action} of ${place.entity.name} stands inside another rule.`,
      hint: 'Make it the rule, or one of the list: read: [owner(…), acrossTenants(role(…))].',
    })
  } else if (rule.rule === 'related') {
    checkRelated(model, { ...place, rule }, report)
  } else if (rule.rule === 'against') {
    checkPath(model, { ...place, rule }, report)
    checkOperand(model, { ...place, rule }, report)
  } else if ('path' in rule) {
    checkPath(model, { ...place, rule }, report)
  }
}

type Placed<Name extends RuleModel['rule']> = Place & {
  readonly rule: Extract<RuleModel, { readonly rule: Name }>
}

function checkRelated(model: ApplicationModel, place: Placed<'related'>, report: Report): void {
  const { rule, entity, resource, action } = place
  checkPath(model, place, report)
  const end = walkPath(model, entity, rule.path)
  if ('missing' in end) return
  const target = model.entities[end.field.target ?? '']
  if (target) {
    checkRule(model, { ...place, entity: target, rule: rule.of }, report)
    return
  }
  report.add({
    at: resource.at,
    message: `The rule related('${rule.path}') for ${action} of ${entity.name} does not lead to rows.`,
    hint: 'Name a relation, such as a reference or many(…).',
  })
}

const momentKinds: readonly string[] = ['timestamp', 'date']

/** The field that a value is compared with has values of its kind. */
function checkOperand(model: ApplicationModel, place: Placed<'against'>, report: Report): void {
  const { rule, entity, resource, action } = place
  const end = walkPath(model, entity, rule.path)
  if ('missing' in end) return
  const subject = `The rule where('${rule.path}') for ${action} of ${entity.name}`
  if ('fromNow' in rule.operand) {
    if (momentKinds.includes(end.field.kind)) return
    report.add({
      at: resource.at,
      message: `${subject} compares ${end.field.kind} with a moment.`,
      hint: 'fromNow(…) is for fields of kind timestamp or date.',
    })
    return
  }
  const identity = model.entities[model.identity?.entity ?? '']
  const name = rule.operand.principal
  const own = identity?.fields[name]
  if (own?.column && kindOf(own) === kindOf(end.field)) return
  report.add({
    at: resource.at,
    message: own?.column
      ? `${subject} compares ${kindOf(end.field)} with ${name} of ${identity?.name}, which is ${kindOf(own)}.`
      : `${subject} reads "${name}" of the caller, which ${identity?.name ?? 'no identity'} does not have.`,
    hint: identity
      ? `Stored fields of ${identity.name}: ${storedFields(identity).join(', ')}.`
      : 'Declare identity(User) in a part of the application.',
  })
}

/** What must be equal for two values to be comparable: references by the entity that they lead to. */
function kindOf({ kind, target }: FieldModel): string {
  if (kind === 'ref') return `a reference to ${target}`
  return ['text', 'email', 'url', 'slug', 'enum'].includes(kind) ? 'text' : kind
}

type PathRule = Extract<RuleModel, { readonly path: string }>

function checkPath(
  model: ApplicationModel,
  place: Place & { readonly rule: PathRule },
  report: Report,
): void {
  const { resource, entity, action, rule, readable } = place
  const at = resource.at
  const end = walkPath(model, entity, rule.path)
  const subject = `The rule ${rule.rule}('${rule.path}') for ${action} of ${entity.name}`
  if ('missing' in end) {
    report.add({
      at,
      message: `${subject} reads "${end.missing}", which ${end.in.name} does not have.`,
      hint: `Fields of ${end.in.name}: ${Object.keys(end.in.fields).join(', ')}.`,
    })
  } else if (rule.rule === 'owner' && !leadsToIdentity(model, end.entity, end.field)) {
    const wanted = model.identity
      ? `identity's entity, ${model.identity.entity}`
      : 'the entity named by identity(…)'
    report.add({
      at,
      message: `${subject} does not lead to ${wanted}.`,
      hint: model.identity
        ? 'Name a reference that does.'
        : 'Declare identity(User) in a part of the application.',
    })
  } else if (rule.rule === 'through' && !readable.has(end.field.target ?? '')) {
    report.add({
      at,
      message: `${subject} needs a reference to an entity with a rule for reading.`,
      hint: `Declare resource or policy with read for ${end.field.target ?? 'it'}.`,
    })
  }
}

/** Whether a path that ends so leads to a person. */
export function leadsToIdentity(
  model: ApplicationModel,
  holder: EntityModel,
  field: { readonly name: string; readonly target?: string },
): boolean {
  const identity = model.identity?.entity
  return (
    identity !== undefined && (field.target === identity || (field.name === 'id' && holder.name === identity))
  )
}

/** Names of the rules inside that can only be decided with a row. */
export function rowRulesIn(rule: RuleModel): string[] {
  if (rule.rule === 'anyOf' || rule.rule === 'allOf') return rule.rules.flatMap(rowRulesIn)
  if (rule.rule === 'not') return rowRulesIn(rule.of)
  if (rule.rule === 'acrossTenants') return rowRulesIn(rule.of)
  return 'path' in rule ? [`${rule.rule}('${rule.path}')`] : []
}
