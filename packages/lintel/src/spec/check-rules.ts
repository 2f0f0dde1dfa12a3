/** Every path that a rule of access reads must exist and lead where the rule needs it. */
import type { Report } from './build-model.ts'
import type { ApplicationModel, EntityModel, ResourceModel, RuleModel } from './model.ts'
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
  }
}

interface Place {
  readonly resource: ResourceModel
  readonly entity: EntityModel
  readonly action: string
  readonly rule: RuleModel
  readonly readable: ReadonlySet<string>
}

function checkRule(model: ApplicationModel, place: Place, report: Report): void {
  const { rule } = place
  if (rule.rule === 'anyOf' || rule.rule === 'allOf') {
    for (const each of rule.rules) checkRule(model, { ...place, rule: each }, report)
  } else if (rule.rule === 'not') {
    checkRule(model, { ...place, rule: rule.of }, report)
  } else if ('path' in rule) {
    checkPath(model, { ...place, rule }, report)
  }
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

function leadsToIdentity(
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
  return 'path' in rule ? [`${rule.rule}('${rule.path}')`] : []
}
