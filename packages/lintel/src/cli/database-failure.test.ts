import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { databaseUnavailable } from '../database/database-problems.ts'
import { databasePlace, mayComeBack, reasonOf } from './database-failure.ts'

test.each([
  ['postgres://me:secret@db.example.com:6432/shop?sslmode=require', 'db.example.com:6432/shop'],
  ['postgresql://me@localhost/shop', 'localhost/shop'],
  ['postgres://:p%40ss@[::1]:5432/shop', '[::1]:5432/shop'],
  ['postgres://me@/shop?host=%2Frun%2Fpostgresql&port=5432', '/run/postgresql/shop'],
  ['postgres://me:sec/ret@db/shop', 'db/shop'],
])('%s is told without user and password', (connectionString, expected) => {
  const place = databasePlace(connectionString)
  expect(place).toBe(expected)
  expect(place).not.toMatch(/secret|p%40ss|me/)
})

test('a refusal of the user or of the database is not waited for', () => {
  const refused = (code: string) => databaseUnavailable(Object.assign(new Error('no'), { code }))
  expect(mayComeBack(refused('ECONNREFUSED'))).toBe(true)
  expect(mayComeBack(refused('57P03'))).toBe(true)
  expect(mayComeBack(refused('28P01'))).toBe(false)
  expect(mayComeBack(refused('3D000'))).toBe(false)
  expect(mayComeBack(new Error('something else'))).toBe(false)
})

test('the reason is there also when several addresses were tried', () => {
  const error = Object.assign(new AggregateError([new Error('connect ECONNREFUSED ::1:9')], ''), {
    code: 'ECONNREFUSED',
  })
  expect(reasonOf(databaseUnavailable(error))).toBe('connect ECONNREFUSED ::1:9')
})

test('a missing file is no missing database', async () => {
  const missing = await readFile('/nowhere/at/all').catch((error: unknown) => error)
  expect(mayComeBack(missing)).toBe(false)
  const socket = Object.assign(new Error('connect ENOENT /run/x'), { code: 'ENOENT', syscall: 'connect' })
  expect(mayComeBack(socket)).toBe(true)
})
