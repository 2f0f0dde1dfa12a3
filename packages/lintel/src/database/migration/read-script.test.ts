import { describe, expect, it } from 'vitest'
import { MigrationError } from './migration-error.ts'
import { readScript } from './read-script.ts'

const read = (sql: string) => readScript({ file: 'migrations/0002-x/up.sql', sql })

function problemOf(sql: string): MigrationError {
  try {
    read(sql)
  } catch (error) {
    if (error instanceof MigrationError) return error
    throw error
  }
  throw new Error('nothing was wrong with it')
}

describe('a script without steps', () => {
  it('is one transaction', () => {
    const script = read('-- Why it is done.\nALTER TABLE a ADD b text;\nALTER TABLE a ADD c text;\n')
    expect(script).toMatchObject({ isContract: false, steps: [{ mode: 'whole' }] })
    expect(script.compatibleFrom).toBeUndefined()
    expect(script.steps[0]?.statements.map(({ line }) => line)).toEqual([2, 3])
  })

  it('may be no transaction: each statement by itself', () => {
    const { steps } = read('-- lintel: no-transaction\nVACUUM a;\nCREATE INDEX CONCURRENTLY i ON a (b);')
    expect(steps.map(({ mode, statements }) => [mode, statements.length])).toEqual([
      ['concurrently', 1],
      ['concurrently', 1],
    ])
  })

  it('may be empty', () => {
    expect(read('').steps).toMatchObject([{ mode: 'whole', statements: [] }])
  })
})

describe('a script of steps', () => {
  const script = read(
    [
      '-- lintel: compatible from 7',
      '-- lintel: contract',
      '-- lintel: allow ban-drop-column',
      '',
      '-- lintel: step',
      '-- 1. Add it.',
      'ALTER TABLE a ADD b text; ALTER TABLE a ADD c text;',
      '-- lintel: step long',
      'ALTER TABLE a VALIDATE CONSTRAINT c;',
      '-- lintel: step concurrently',
      'CREATE INDEX CONCURRENTLY i ON a (b);',
      '-- lintel: step backfill over "odd ""name""" by one, "Two"',
      'UPDATE x SET y = 1;',
      '--lintel:step',
      '-- Nothing is run.',
    ].join('\r\n'),
  )

  it('says what builds it serves, and what it ends', () => {
    expect(script).toMatchObject({ compatibleFrom: 7, isContract: true })
    expect(read('-- lintel: compatible\nSELECT 1').compatibleFrom).toBe(0)
  })

  it('has each step with its mode, title, statements and their lines', () => {
    expect(
      script.steps.map(({ mode, title, statements }) => [mode, title, statements.map(({ line }) => line)]),
    ).toEqual([
      ['brief', '1. Add it.', [7, 7]],
      ['long', '', [9]],
      ['concurrently', '', [11]],
      ['backfill', '', [13]],
      ['empty', 'Nothing is run.', []],
    ])
    expect(script.steps[3]?.over).toEqual({ table: 'odd "name"', key: ['one', 'Two'] })
  })

  it('may be indented', () => {
    expect(read('  -- lintel: step\n  SELECT 1;\n\t-- lintel: step long\n  SELECT 2;').steps).toHaveLength(2)
  })
})

describe('the checksum of a step', () => {
  const checksum = (sql: string) => read(sql).steps[0]?.checksum

  it('is of what is run, not of what is said about it, nor of line ends', () => {
    const one = checksum('-- lintel: step\n-- A title.\nSELECT 1,\n 2;')
    expect(checksum('-- lintel: step\r\n-- Another.\r\n\r\nSELECT 1,\r\n 2;\r\n')).toBe(one)
    expect(checksum('-- lintel: step\nSELECT 1,\n 3;')).not.toBe(one)
    expect(checksum('-- lintel: step long\nSELECT 1,\n 2;')).not.toBe(one)
  })

  it('tells the key of a backfill, and one statement from two', () => {
    const over = (key: string) => checksum(`-- lintel: step backfill over a by ${key}\nSELECT 1;`)
    expect(over('b')).not.toBe(over('c'))
    expect(checksum('-- lintel: step\nSELECT 1; SELECT 2;')).not.toBe(
      checksum('-- lintel: step\nSELECT 1\nSELECT 2;'),
    )
  })
})

describe('a directive that cannot be understood', () => {
  const is = (words: string) => `migrations/0002-x/up.sql:2 "-- lintel: ${words}" is not a directive.`

  it.each([
    'steps',
    'step quickly',
    'step Long',
    'step backfill over a',
    'step backfill over a by',
    'step backfill over a.b by c',
    'step backfill over a by b c',
    'compatible from now',
    'contracts',
    'no transaction',
    '',
  ])('names file and line: %s', (words) => {
    const error = problemOf(`-- first line\n-- lintel: ${words}\nSELECT 1;`)
    expect(error).toMatchObject({
      code: 'migration_directive',
      file: 'migrations/0002-x/up.sql',
      line: 2,
      message: is(words),
    })
    expect(error.hint).toContain('step backfill over <table> by <key>')
  })

  it.each([
    ['step concurrently', 'SELECT 1; SELECT 2;', 'A step concurrently has one statement, not 2.'],
    ['step backfill over a by b', 'SELECT 1; SELECT 2;', 'A step backfill has one statement, not 2.'],
    ['step backfill', 'SELECT 1;', 'A backfill says "over <table> by <key>", and nothing else does.'],
    ['step long over a by b', 'SELECT 1;', 'A backfill says "over <table> by <key>", and nothing else does.'],
    ['step over a by b', 'SELECT 1;', 'A backfill says "over <table> by <key>", and nothing else does.'],
  ])('says what is wrong: %s', (words, sql, why) => {
    const error = problemOf(`\n-- lintel: ${words}\n${sql}`)
    expect(error.message).toBe(`migrations/0002-x/up.sql:2 "-- lintel: ${words}" ${why}`)
  })

  it('has statements before it that belong to no step', () => {
    const error = problemOf('SELECT 1;\n-- lintel: step\nSELECT 2;')
    expect(error.message).toContain(':2 "-- lintel: step" Statements stand before the first step.')
  })

  it('speaks of no transaction where steps say that already', () => {
    const error = problemOf('-- lintel: no-transaction\n-- lintel: step\nSELECT 1;')
    expect(error).toMatchObject({ code: 'migration_directive', line: 1 })
  })
})
