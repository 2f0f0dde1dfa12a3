/** Each rule of squawk: what applies is found on its line; what does not is not reported. */
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { file, found, lint, project } from './lint.test-support.ts'
import { appliedRule, decidedVersion, lintRules, pageOf } from './lint-rules.ts'
import { squawkBinary } from './squawk-binary.ts'

/** A script for each rule that applies, and all that is found in it. */
const applied: Readonly<Record<string, readonly [sql: string, ...findings: string[]]>> = {
  'adding-field-with-default': [
    `-- a key of its own for each row
ALTER TABLE orders
  ADD COLUMN note text,
  ADD COLUMN key uuid DEFAULT gen_random_uuid();`,
    '4 adding-field-with-default',
  ],
  'adding-foreign-key-constraint': [
    `ALTER TABLE orders ADD COLUMN buyer uuid;
ALTER TABLE orders
  ADD CONSTRAINT buyer_fkey FOREIGN KEY (buyer) REFERENCES users (id);`,
    '3 constraint-missing-not-valid',
    '3 adding-foreign-key-constraint',
  ],
  'adding-not-nullable-field': [
    `SELECT 1;

ALTER TABLE orders
  ALTER COLUMN note SET NOT NULL;`,
    '4 adding-not-nullable-field',
  ],
  'adding-required-field': [
    `ALTER TABLE orders
  ADD COLUMN note text NOT NULL;`,
    '2 adding-required-field',
  ],
  'adding-serial-primary-key-field': [
    `-- from natural to artificial
ALTER TABLE orders ADD PRIMARY KEY (id);`,
    '2 constraint-missing-not-valid',
    '2 adding-serial-primary-key-field',
  ],
  'ban-alter-domain-with-add-constraint': [
    `SELECT 1;
ALTER DOMAIN price ADD CONSTRAINT positive CHECK (value > 0);`,
    '2 ban-alter-domain-with-add-constraint',
  ],
  'ban-char-field': [
    `CREATE TABLE countries (
  code char(2) PRIMARY KEY
);`,
    '2 ban-char-field',
  ],
  'ban-concurrent-index-creation-in-transaction': [
    `-- lintel: step
-- alone in its step, and yet in a transaction
CREATE INDEX CONCURRENTLY orders_note_idx
  ON orders (note);`,
    '3 ban-concurrent-index-creation-in-transaction',
  ],
  'ban-create-domain-with-constraint': [
    `
CREATE DOMAIN price AS numeric CHECK (value > 0);`,
    '2 ban-create-domain-with-constraint',
  ],
  'ban-drop-column': ['ALTER TABLE orders\n  DROP COLUMN note;', '2 ban-drop-column'],
  'ban-drop-database': ['-- lintel: step concurrently\nDROP DATABASE shop;', '2 ban-drop-database'],
  'ban-drop-not-null': ['ALTER TABLE orders\n  ALTER COLUMN note DROP NOT NULL;', '2 ban-drop-not-null'],
  'ban-drop-table': ['SELECT 1;\n\nDROP TABLE orders;', '3 ban-drop-table'],
  'ban-duplicate-column-assignments': [
    'UPDATE orders\nSET note = 1,\n  total = 2,\n  note = 3\nWHERE id = 1;',
    '2 ban-duplicate-column-assignments',
    '4 ban-duplicate-column-assignments',
  ],
  'ban-truncate-cascade': ['\n\nTRUNCATE orders CASCADE;', '3 ban-truncate-cascade'],
  'changing-column-type': ['ALTER TABLE orders\n  ALTER COLUMN total TYPE bigint;', '2 changing-column-type'],
  'constraint-missing-not-valid': [
    `ALTER TABLE orders ADD CONSTRAINT total_check CHECK (total >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT total_check;`,
    '2 constraint-missing-not-valid',
  ],
  'disallowed-unique-constraint': [
    'SELECT 1;\nALTER TABLE orders ADD CONSTRAINT number_key UNIQUE (number);',
    '2 constraint-missing-not-valid',
    '2 disallowed-unique-constraint',
  ],
  'identifier-too-long': [`CREATE TABLE orders (\n  ${'x'.repeat(64)} text\n);`, '2 identifier-too-long'],
  'prefer-bigint-over-smallint': ['CREATE TABLE a (\n  b smallint\n);', '2 prefer-bigint-over-smallint'],
  'prefer-identity': ['CREATE TABLE a (\n  id bigserial\n);', '2 prefer-identity'],
  'prefer-text-field': ['CREATE TABLE a (\n  b varchar(20)\n);', '2 prefer-text-field'],
  'prefer-timestamp-tz': ['CREATE TABLE a (\n  b timestamp\n);', '2 prefer-timestamp-tz'],
  'renaming-column': ['ALTER TABLE orders\n  RENAME COLUMN note TO remark;', '2 renaming-column'],
  'renaming-table': ['\nALTER TABLE orders RENAME TO purchases;', '2 renaming-table'],
  'require-concurrent-index-creation': [
    'SELECT 1;\nCREATE INDEX orders_note_idx ON orders (note);',
    '2 require-concurrent-index-creation',
  ],
  'require-concurrent-index-deletion': [
    'SELECT 1;\nDROP INDEX orders_note_idx;',
    '2 require-concurrent-index-deletion',
  ],
  'require-concurrent-partition-detach': [
    'SELECT 1;\nALTER TABLE orders DETACH PARTITION orders_2020;',
    '2 require-concurrent-partition-detach',
  ],
  'require-concurrent-reindex': [
    '-- lintel: step concurrently\nREINDEX TABLE orders;',
    '2 require-concurrent-reindex',
  ],
  'require-enum-value-ordering': [
    "SELECT 1;\nALTER TYPE status ADD VALUE 'lost';",
    '2 require-enum-value-ordering',
  ],
  'syntax-error': ['SELECT 1;\nALTER TABLE orders ADD 1;', '2 syntax-error'],
  'transaction-nesting': [
    'BEGIN;\nSELECT 1;\nCOMMIT;\nSELECT 2;',
    '1 transaction-nesting',
    '3 transaction-nesting',
  ],
}

/** A script for each rule that does not apply: squawk would report it. */
const inapplicable: Readonly<Record<string, string>> = {
  'ban-uncommitted-transaction': 'BEGIN;\nSELECT 1;',
  'prefer-bigint-over-int': 'CREATE TABLE a (b integer);',
  'prefer-repack': '-- lintel: step concurrently\nVACUUM FULL orders;',
  'prefer-robust-stmts': '-- lintel: step concurrently\nCREATE INDEX CONCURRENTLY i ON orders (note);',
  'require-lock-timeout': 'ALTER TABLE orders ADD COLUMN note text;',
  'require-statement-timeout': 'ALTER TABLE orders ADD COLUMN note text;',
  'require-table-schema': 'ALTER TABLE orders ADD COLUMN note text;',
  'require-timeout-settings': 'ALTER TABLE orders ADD COLUMN note text;',
  'unused-ignore': '-- squawk-ignore nonsense\nSELECT 1;',
}

test.each(Object.entries(applied))('%s is found', async (rule, [sql, ...findings]) => {
  expect(await found(sql)).toEqual(findings)
  const finding = (await lint(sql)).find((each) => each.rule === rule)
  const { severity, hint } = appliedRule(rule) ?? {}
  expect(finding).toMatchObject({ severity, hint, file, link: pageOf(rule) })
})

test.each(Object.entries(inapplicable))('%s is not reported', async (rule, sql) => {
  const raw = spawnSync(binary(), ['--reporter=json', `--pg-version=19`, ...included(rule)], { input: sql })
  const reported: readonly { readonly rule_name: string }[] = JSON.parse(String(raw.stdout))
  // An older name is never reported itself.
  const expected = rule === 'require-timeout-settings' ? 'require-lock-timeout' : rule
  expect(reported.map((each) => each.rule_name)).toContain(expected)
  expect((await lint(sql)).filter((each) => each.rule === rule || each.rule === expected)).toEqual([])
})

test('every rule is tried', () => {
  expect(Object.keys({ ...applied, ...inapplicable }).toSorted()).toEqual(Object.keys(lintRules).toSorted())
  const appliedNames = Object.keys(lintRules).filter(appliedRule)
  expect(appliedNames).toEqual(Object.keys(applied).toSorted())
})

test('the table decides every rule of the installed squawk, and no other', () => {
  expect(String(execFileSync(binary(), ['--version'])).trim()).toBe(`squawk ${decidedVersion}`)
  const names = Object.keys(lintRules)
  // These two are reported without being options.
  const options = names.filter((name) => !['syntax-error', 'unused-ignore'].includes(name))
  expect(options.filter((name) => !isRule(name))).toEqual([])
  expect(installedNames().filter((name) => !names.includes(name))).toEqual([])
})

test('a name that is none is noticed, so that the test above can fail', () => {
  expect(isRule('require-nothing')).toBe(false)
  expect(installedNames()).toEqual(expect.arrayContaining(['ban-drop-table', 'require-lock-timeout']))
  expect(installedNames().length).toBeGreaterThan(35)
})

function binary(): string {
  const found = squawkBinary(project)
  if ('missing' in found) throw new Error(found.missing)
  return found.path
}

function isRule(name: string): boolean {
  return spawnSync(binary(), [`--exclude=${name}`, '--reporter=json'], { input: '' }).status === 0
}

function included(rule: string): string[] {
  return rule === 'require-table-schema' ? [`--include=${rule}`] : []
}

/**
 * squawk lists its rules nowhere. Its program holds their names one behind the other; what is left of that text when the
 * names of the table are cut out is a name that the table lacks.
 */
function installedNames(): readonly string[] {
  const text = readFileSync(binary(), 'latin1')
  const start = text.indexOf('require-concurrent-index-creationrequire-')
  const names = /^[a-z-]+/.exec(text.slice(start))?.[0] ?? ''
  const known = Object.keys(lintRules).toSorted((one, other) => other.length - one.length)
  return names.split(new RegExp(`(${known.join('|')})`)).filter((name) => name !== '')
}
