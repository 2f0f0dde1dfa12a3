/** What policies ask of whoever calls: functions over the setting of the connection that says so. */
import { accessSchema, callerSetting } from './access-schema.ts'

/** Counts the changes of what follows, so that a database gets them with the next migration. */
export const functionsVersion = 1

const functions: Readonly<Record<string, { readonly gives: string; readonly sql: string }>> = {
  // A connection on which nobody was named says nothing, or an empty text once somebody was.
  'caller()': { gives: 'jsonb', sql: `nullif(current_setting('${callerSetting}', true), '')::jsonb` },
  'caller_id()': { gives: 'text', sql: `${accessSchema}.caller() ->> 'id'` },
  'is_system()': { gives: 'boolean', sql: asked("'system' = 'true'::jsonb") },
  'is_signed_in()': { gives: 'boolean', sql: asked("'signedIn' = 'true'::jsonb") },
  'has_role(role text)': { gives: 'boolean', sql: asked("'roles' ? role") },
  'has_scope(scope text)': {
    gives: 'boolean',
    sql: `CASE WHEN ${isLimited()} THEN ${asked("'scopes' ?| ARRAY['*', scope]")} ELSE ${accessSchema}.is_signed_in() END`,
  },
  'is_covered_by(scopes text[])': {
    gives: 'boolean',
    sql: `CASE WHEN ${isLimited()} THEN ${asked("'scopes' ?| scopes")} ELSE true END`,
  },
  'is_granted(grant_name text)': { gives: 'boolean', sql: asked("'grants' ? grant_name") },
  'is_doing(deed text)': {
    gives: 'boolean',
    sql: `coalesce(${accessSchema}.caller() ->> 'doing' = deed, false)`,
  },
}

function asked(question: string): string {
  return `coalesce(${accessSchema}.caller() -> ${question}, false)`
}

function isLimited(): string {
  return `coalesce(jsonb_typeof(${accessSchema}.caller() -> 'scopes') = 'array', false)`
}

/** Bound to what they call when they are made: the search path of a session changes nothing. */
export function createFunctions(): readonly string[] {
  return Object.entries(functions).map(
    ([signature, { gives, sql }]) =>
      `CREATE OR REPLACE FUNCTION ${accessSchema}.${signature} RETURNS ${gives} LANGUAGE sql STABLE PARALLEL SAFE RETURN ${sql}`,
  )
}
