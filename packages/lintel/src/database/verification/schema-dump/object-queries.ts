/** What the catalogue says of everything that is no table: functions, views, types, comments and grants. */

/** No object that an extension brought. */
const notOfExtension = (catalogue: string, oid: string) =>
  `NOT EXISTS (SELECT FROM pg_depend d
               WHERE d.classid = '${catalogue}'::regclass AND d.objid = ${oid} AND d.deptype = 'e')`

// Triggers of public tables may call functions of another schema.
const functions = `
  SELECT p.proname AS object, 'function ' || p.oid::regprocedure::text AS label,
         CASE p.prokind WHEN 'a' THEN 'aggregate' ELSE pg_get_functiondef(p.oid) END AS definition
  FROM pg_proc p
  WHERE (p.pronamespace = 'public'::regnamespace
         OR EXISTS (SELECT FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                    WHERE t.tgfoid = p.oid AND NOT t.tgisinternal
                      AND c.relnamespace = 'public'::regnamespace))
    AND ${notOfExtension('pg_proc', 'p.oid')}`

const views = `
  SELECT c.relname AS object,
         CASE c.relkind WHEN 'm' THEN 'materialized view ' ELSE 'view ' END || quote_ident(c.relname) AS label,
         coalesce('with ' || array_to_string(c.reloptions, ', ') || chr(10), '') || pg_get_viewdef(c.oid) AS definition
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'm')
    AND ${notOfExtension('pg_class', 'c.oid')}`

const types = `
  SELECT t.typname AS object, 'type ' || quote_ident(t.typname) AS label,
         CASE t.typtype
           WHEN 'e' THEN 'enum (' || (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                                      FROM pg_enum e WHERE e.enumtypid = t.oid) || ')'
           WHEN 'd' THEN concat_ws(' ', 'domain of', format_type(t.typbasetype, t.typtypmod),
                           CASE WHEN t.typnotnull THEN 'not null' END, 'default ' || t.typdefault,
                           (SELECT string_agg(quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid), ' '
                                              ORDER BY k.conname)
                            FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype <> 'n'))
           WHEN 'r' THEN 'range of ' || (SELECT format_type(r.rngsubtype, NULL) FROM pg_range r WHERE r.rngtypid = t.oid)
           ELSE 'composite (' || (SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod),
                                                    ', ' ORDER BY a.attnum)
                                  FROM pg_attribute a
                                  WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) || ')'
         END AS definition
  FROM pg_type t
  WHERE t.typnamespace = 'public'::regnamespace AND ${notOfExtension('pg_type', 't.oid')}
    AND (t.typtype IN ('e', 'd', 'r')
         OR t.typtype = 'c' AND EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))`

// Objects below 16384 came with PostgreSQL.
const comments = `
  SELECT coalesce(o.name, o.identity) AS object, 'comment on ' || o.type || ' ' || o.identity AS label,
         quote_literal(d.description) AS definition
  FROM pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) o
  WHERE d.objoid >= 16384 AND (o.schema = 'public' OR o.identity ~ ' on public[.]')
    AND NOT EXISTS (SELECT FROM pg_depend p
                    WHERE p.classid = d.classoid AND p.objid = d.objoid AND p.deptype = 'e')`

/** What the owner may do goes without saying, and his name differs from server to server. */
const grantsOf = (entries: string) => `
  SELECT g.object,
         'grant on ' || g.name || ' to ' || CASE a.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(a.grantee)::text END
           AS label,
         string_agg(a.privilege_type || CASE WHEN a.is_grantable THEN ' with grant option' ELSE '' END, ', '
                    ORDER BY a.privilege_type) AS definition
  FROM (${entries}) g, aclexplode(g.privileges) a
  WHERE a.grantee <> g.owner GROUP BY 1, 2`

const tableGrants = grantsOf(`
  SELECT c.relname AS object, 'table ' || quote_ident(c.relname) AS name, c.relowner AS owner,
         coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner)) AS privileges
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
    AND ${notOfExtension('pg_class', 'c.oid')}`)

const columnGrants = grantsOf(`
  SELECT c.relname AS object, 'column ' || quote_ident(c.relname) || '.' || quote_ident(t.attname) AS name,
         c.relowner AS owner, t.attacl AS privileges
  FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid
  WHERE c.relnamespace = 'public'::regnamespace AND t.attacl IS NOT NULL AND NOT t.attisdropped`)

const functionGrants = grantsOf(`
  SELECT p.proname AS object, 'function ' || p.oid::regprocedure::text AS name, p.proowner AS owner,
         coalesce(p.proacl, acldefault('f', p.proowner)) AS privileges
  FROM pg_proc p
  WHERE p.pronamespace = 'public'::regnamespace AND ${notOfExtension('pg_proc', 'p.oid')}`)

export const objectQueries: readonly string[] = [
  functions,
  views,
  types,
  comments,
  tableGrants,
  columnGrants,
  functionGrants,
]
