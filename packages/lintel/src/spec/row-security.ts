/** Whether the rules of rows stand in the database, too, and which role is bound by them there. */
import type { Declarations } from './application.ts'
import type { Report } from './build-model.ts'
import type { ApplicationModel } from './model.ts'

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
