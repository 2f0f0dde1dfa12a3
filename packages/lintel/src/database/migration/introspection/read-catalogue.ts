/** Reads everything that a database holds, also what Lintel has no name for: to adopt what can be adopted. */
import type { ClientBase } from 'pg'
import type { Catalogue, Definition, IndexDefinition, TableFacts } from '../../../plan/adoption/catalogue.ts'
import { introspectSchema } from './introspect-schema.ts'

/** It reads alone: nothing in the database changes. */
export async function readCatalogue(client: ClientBase): Promise<Catalogue> {
  const schema = await introspectSchema(client)
  const { rows } = await client.query<{ table: string; facts: Facts }>(factsOfTables)
  const views = await client.query<{ name: string }>(namesOfViews)
  const extensions = await client.query<Catalogue['extensions'][number]>(membersOfExtensions)
  const schemas = await client.query<{ name: string }>(namesOfSchemas)
  return {
    schema,
    facts: Object.fromEntries(rows.map(({ table, facts }) => [table, factsOf(facts)])),
    views: views.rows.map(({ name }) => name),
    extensions: extensions.rows,
    otherSchemas: schemas.rows.map(({ name }) => name),
  }
}

interface Facts extends Omit<TableFacts, 'constraints' | 'generated'> {
  readonly generated: Readonly<Record<string, string>> | null
  readonly constraints: readonly (Omit<Definition, 'kind'> & { readonly kind: string })[]
  readonly indexes: readonly IndexDefinition[]
}

const kinds: Readonly<Record<string, Definition['kind']>> = {
  p: 'primaryKey',
  u: 'unique',
  f: 'foreignKey',
  c: 'check',
  x: 'exclusion',
  t: 'trigger',
}

function factsOf(facts: Facts): TableFacts {
  return {
    ...facts,
    generated: facts.generated ?? {},
    constraints: facts.constraints.flatMap(({ kind, ...rest }) =>
      kinds[kind] ? [{ ...rest, kind: kinds[kind] }] : [],
    ),
  }
}

// Bit 0 of indoption: descending; bit 1: NULLS FIRST, the usual place when descending.
const isPlain = `
  m.amname = 'btree' AND x.indexprs IS NULL AND x.indpred IS NULL AND x.indnatts = x.indnkeyatts AND x.indisvalid
  AND NOT EXISTS (SELECT 1 FROM unnest(x.indoption) AS o(bits) WHERE o.bits <> 0)
  AND NOT EXISTS (SELECT 1 FROM unnest(x.indclass) AS k(oid) JOIN pg_opclass p ON p.oid = k.oid WHERE NOT p.opcdefault)
  AND pg_get_indexdef(x.indexrelid) NOT LIKE '%COLLATE%' AND pg_get_indexdef(x.indexrelid) NOT LIKE '%NULLS NOT DISTINCT%'`

const factsOfTables = `
SELECT c.relname AS table, json_build_object(
  'isPartitioned', c.relkind = 'p',
  'inherits', EXISTS (SELECT 1 FROM pg_inherits i WHERE c.oid IN (i.inhrelid, i.inhparent)),
  'hasRowSecurity', c.relrowsecurity,
  'triggers', ARRAY(SELECT g.tgname::text FROM pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal ORDER BY 1),
  'generated', (SELECT json_object_agg(a.attname, pg_get_expr(d.adbin, d.adrelid))
                FROM pg_attribute a JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                WHERE a.attrelid = c.oid AND a.attgenerated <> ''),
  'foreignTypes', ARRAY(SELECT a.attname::text FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
                        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                          AND y.typnamespace <> 'pg_catalog'::regnamespace
                          AND NOT (y.typtype = 'e' AND y.typnamespace = c.relnamespace)
                          AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.deptype = 'e' AND d.classid = 'pg_type'::regclass
                                          AND d.objid IN (y.oid, y.typelem))),
  'constraints', (SELECT coalesce(json_agg(json_build_object(
                    'name', o.conname, 'kind', o.contype, 'sql', pg_get_constraintdef(o.oid),
                    'target', CASE WHEN f.relnamespace = c.relnamespace THEN f.relname END) ORDER BY o.conname), '[]')
                  FROM pg_constraint o LEFT JOIN pg_class f ON f.oid = o.confrelid WHERE o.conrelid = c.oid),
  'indexes', (SELECT coalesce(json_agg(json_build_object(
                'name', i.relname, 'sql', pg_get_indexdef(x.indexrelid), 'isPlain', ${isPlain}) ORDER BY i.relname), '[]')
              FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am m ON m.oid = i.relam
              WHERE x.indrelid = c.oid
                AND NOT EXISTS (SELECT 1 FROM pg_constraint o WHERE o.conindid = i.oid AND o.contype IN ('p', 'u', 'x')))
) AS facts
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
ORDER BY c.relname COLLATE "C"`

const namesOfViews = `
SELECT c.relname::text AS name FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'm')
  AND NOT EXISTS (SELECT 1 FROM pg_depend d
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY 1`

const membersOfExtensions = `
SELECT x.extname::text AS name, array_agg(DISTINCT coalesce(y.typname, p.proname, o.opcname)::text) AS members
FROM pg_extension x
JOIN pg_depend d ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = x.oid AND d.deptype = 'e'
LEFT JOIN pg_type y ON d.classid = 'pg_type'::regclass AND y.oid = d.objid
LEFT JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid
LEFT JOIN pg_opclass o ON d.classid = 'pg_opclass'::regclass AND o.oid = d.objid
WHERE x.extname <> 'plpgsql' AND coalesce(y.typname, p.proname, o.opcname) IS NOT NULL
GROUP BY x.extname ORDER BY 1`

const namesOfSchemas = `
SELECT DISTINCT n.nspname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('public', 'lintel', 'information_schema') AND n.nspname !~ '^pg_'
ORDER BY 1`
