/** The view under which older builds find a table that has another name now. */
import { quoted, textLiteral } from '../../sql/column.ts'
import type { Bridge } from '../../tables/database-schema.ts'
import type { LiveStatement } from './live-step.ts'
import { statement } from './statements.ts'

export type ViewBridge = Extract<Bridge, { readonly kind: 'view' }>

/**
 * PostgreSQL writes through it to the table. `xmin` is the version of a row by which entity tags are made.
 * The rights that were given on the table are given on the view.
 */
export function createTableView({ name, table, columns }: ViewBridge): LiveStatement[] {
  const selected = columns.map(({ column, as }) =>
    column === as ? quoted(column) : `${quoted(column)} AS ${quoted(as)}`,
  )
  return [
    statement(`CREATE VIEW ${quoted(name)} AS SELECT "xmin", ${selected.join(', ')} FROM ${quoted(table)}`, {
      [table]: 'ACCESS SHARE',
    }),
    statement(grants(table, name)),
  ]
}

export function dropTableView({ name }: ViewBridge): LiveStatement[] {
  return [statement(`DROP VIEW ${quoted(name)}`, { [name]: 'ACCESS EXCLUSIVE' })]
}

/** A view follows the columns it shows when they get other names; what is noted of it follows, too. */
export function viewRenamed(view: ViewBridge, names: ReadonlyMap<string, string>): ViewBridge {
  return {
    ...view,
    columns: view.columns.map((each) => ({ ...each, column: names.get(each.column) ?? each.column })),
  }
}

function grants(table: string, view: string): string {
  return `DO $lintel$
DECLARE given record;
BEGIN
  FOR given IN
    SELECT a.privilege_type AS privilege, CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS who
    FROM pg_class c, aclexplode(c.relacl) a
    WHERE c.oid = ${textLiteral(quoted(table))}::regclass AND a.grantee <> c.relowner
      AND a.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
  LOOP
    EXECUTE format('GRANT %s ON %s TO %s', given.privilege, ${textLiteral(quoted(view))}, given.who);
  END LOOP;
END
$lintel$`
}
