/** What PostgreSQL keeps of policies, as one text: another one, whoever changed it. */
import { accessSchema } from '../../access/row-security/access-schema.ts'
import { textLiteral } from '../../sql/column.ts'
import type { RowSecuritySchema } from '../../tables/database-schema.ts'

/** One row with one column, under a search path of `pg_catalog` alone. Other tables' policies do not count. */
export function fingerprintSql({ tables }: RowSecuritySchema): string {
  const names = Object.keys(tables).toSorted().map(textLiteral).join(', ')
  const own = `c.relnamespace = 'public'::regnamespace AND c.relname = ANY (ARRAY[${names}]::text[])`
  const schema = `(SELECT oid FROM pg_namespace WHERE nspname = '${accessSchema}')`
  return `SELECT md5(coalesce(string_agg(part, '|' ORDER BY part COLLATE "C"), '')) FROM (
    SELECT concat_ws(' ', 'table', c.relname, c.relrowsecurity) AS part FROM pg_class c WHERE ${own}
    UNION ALL
    SELECT concat_ws(' ', 'policy', c.relname, p.polname, p.polcmd, p.polpermissive, p.polroles, pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid))
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE ${own}
    UNION ALL
    SELECT concat_ws(' ', 'view', v.relname, pg_get_viewdef(v.oid), v.reloptions) FROM pg_class v WHERE v.relnamespace = ${schema} AND v.relkind = 'v'
    UNION ALL
    SELECT concat_ws(' ', 'function', f.proname, pg_get_function_sqlbody(f.oid), f.proconfig, f.prosecdef) FROM pg_proc f WHERE f.pronamespace = ${schema}
  ) parts`
}
