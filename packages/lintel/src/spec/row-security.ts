/** Whether the rules of rows stand in the database, too, and which role is bound by them there. */
import type { Declarations } from './application.ts'
import type { Report } from './build-model.ts'
import type { ApplicationModel, EntityModel, RuleModel } from './model.ts'

/** PostgreSQL keeps 63 bytes of a name, and begins its own with `pg_`. */
const roleName = /^(?!pg_)[a-z_][a-z0-9_]{0,62}$/

export function rowSecurityOf(
  { name, options, entities, at }: Declarations,
  report: Report,
): Pick<ApplicationModel, 'rowSecurity'> {
  const { rowSecurity } = options
  // Without rows there is nothing to keep.
  if (rowSecurity === undefined || rowSecurity === false || entities.size === 0) return {}
  const role = rowSecurity === true ? defaultRole(name) : rowSecurity.role
  if (!roleName.test(role)) {
    report.add({
      at,
      message: `rowSecurity names the role "${role}".`,
      hint: 'Use small letters, digits and _, at most 63 of them: rowSecurity: { role: "shop_app" }.',
    })
  }
  return { rowSecurity: { role } }
}

function defaultRole(application: string): string {
  const words = application.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
  return `${/^[a-z]/.test(words) ? '' : '_'}${words.slice(0, 58)}_app`
}

/**
 * A statement asks the rule of a changed row only where it changes a field that the rule reads; the database asks of each
 * one, and would refuse what is refused nowhere else.
 */
export function checkRowSecurity(model: ApplicationModel, report: Report): void {
  if (!model.rowSecurity) return
  for (const { entity: name, update, at, name: resource } of Object.values(model.resources)) {
    const entity = model.entities[name]
    if (!entity || !update) continue
    const moving = fieldsRead(update.after ?? update.who).find((field) => isMoved(entity, field))
    if (moving === undefined) continue
    report.add({
      at,
      message: `The rule for update of ${resource} reads ${moving}, which every update changes.`,
      hint: 'With rowSecurity, say what a row must meet afterwards without it: update: { who, after, fields }.',
    })
  }
}

/** Fields of the row itself that a rule reads. */
function fieldsRead(rule: RuleModel): readonly string[] {
  if ('rules' in rule) return rule.rules.flatMap(fieldsRead)
  const paths = [...('path' in rule ? [rule.path] : []), ...('as' in rule ? [rule.as] : [])]
  if (paths.length > 0) return paths.map((path) => path.split('.')[0] ?? '')
  return 'of' in rule ? fieldsRead(rule.of) : []
}

function isMoved({ fields }: EntityModel, name: string): boolean {
  return fields[name]?.version === true || (name === 'updatedAt' && fields.updatedAt?.readOnly === true)
}
