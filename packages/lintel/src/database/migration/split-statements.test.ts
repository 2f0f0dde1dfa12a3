import { expect, it } from 'vitest'
import { splitStatements } from './split-statements.ts'

const texts = (script: string) => splitStatements(script).map(({ text }) => text)

it('splits at semicolons and keeps the lines', () => {
  const script = '-- first\nSELECT 1;\n\n/* second */ SELECT\n  2 ; SELECT 3\n-- the end; really\n'
  expect(splitStatements(script)).toEqual([
    { text: 'SELECT 1', line: 2 },
    { text: 'SELECT\n  2', line: 4 },
    { text: 'SELECT 3\n-- the end; really', line: 5 },
  ])
})

it.each([
  [`SELECT ';', 'it''s;'`],
  [`SELECT E'\\';', e'\\\\;'`],
  ['SELECT ";", "a"";"'],
  ['SELECT $$;$$, $a$ $$;$$ $b$; $a$'],
  ['SELECT $größe$ ; $größe$'],
  ['SELECT 1 -- ; no\n + 1'],
  ['SELECT 1 /* ; /* ; */ ; */ + 1'],
  ['SELECT a$b$c FROM x'],
  ['CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$'],
  [
    'CREATE OR REPLACE FUNCTION f(a int) RETURNS int BEGIN ATOMIC SELECT CASE a WHEN 1 THEN 2 END; SELECT 3; END',
  ],
  ['CREATE PROCEDURE p() BEGIN ATOMIC INSERT INTO x VALUES (1); END'],
])('keeps %s whole', (statement) => {
  expect(texts(`${statement};SELECT 2`)).toEqual([statement, 'SELECT 2'])
})

it('finds nothing in what says nothing', () => {
  expect(texts('')).toEqual([])
  expect(texts(' ;; -- ;\n/* ; */ ;')).toEqual([])
})

it('takes an open quote to the end', () => {
  expect(texts("SELECT 'a; SELECT 2")).toEqual(["SELECT 'a; SELECT 2"])
  expect(texts('SELECT $$a; SELECT 2')).toEqual(['SELECT $$a; SELECT 2'])
})

it('is quick with long scripts', () => {
  const script = "INSERT INTO x VALUES (1, 'a');\n".repeat(20_000)
  const startedAt = performance.now()
  const statements = splitStatements(script)
  expect(statements).toHaveLength(20_000)
  expect(statements.at(-1)?.line).toBe(20_000)
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})
