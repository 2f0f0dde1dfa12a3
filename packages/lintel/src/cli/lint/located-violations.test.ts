/** What PostgreSQL reads and squawk does not: no such statement is known, so squawk is shown some that neither reads. */
import { expect, test } from 'vitest'
import { file, project } from './lint.test-support.ts'
import { locatedViolations } from './located-violations.ts'
import { scriptSteps } from './script-steps.ts'
import { squawkBinary } from './squawk-binary.ts'

test('a statement that squawk does not read is one finding, and hides none of the others', async () => {
  const sql = `-- lintel: step
DROP TABLE a;
CREATE NONSENSE b c; DROP TABLE d;
ALTER TABLE e
  ADD 1;
-- lintel: step
SELECT 'ünlesbar'; ALTER TABLE f DROP COLUMN g;`
  const found = await violations(sql)
  expect(found.map(({ line, rule }) => `${line} ${rule}`).toSorted()).toEqual([
    '2 ban-drop-table',
    '3 ban-drop-table',
    '3 syntax-error',
    '5 syntax-error',
    '7 ban-drop-column',
  ])
  const unread = found.filter(({ rule }) => rule === 'syntax-error')
  expect(unread.map(({ statement }) => statement?.text)).toEqual([
    'CREATE NONSENSE b c',
    'ALTER TABLE e\n  ADD 1',
  ])
  expect(unread[0]?.message).toBe(
    'squawk does not read this, so it lints none of it: expected command, found CREATE_KW.',
  )
})

test('what is missing at the end of a step is on its last line', async () => {
  const found = await violations('-- lintel: step\nSELECT 1;\nCREATE\n\n-- lintel: step\n\nSELECT 2;')
  expect(found.map(({ line, rule }) => `${line} ${rule}`)).toEqual(['3 syntax-error'])
})

function violations(sql: string) {
  const binary = squawkBinary(project)
  if ('missing' in binary) throw new Error(binary.missing)
  return locatedViolations(
    binary.path,
    { file, sql },
    { steps: scriptSteps({ file, sql }), hidden: new Set() },
  )
}
