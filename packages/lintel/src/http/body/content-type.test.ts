import { expect, test } from 'vitest'
import { requireMediaType } from './content-type.ts'

const accepted = ['application/json', 'text/csv']

test.each([
  'application/json',
  'Application/JSON',
  'text/csv; header=present',
  'application/json; charset="UTF-8"',
])('takes %s', (value) => {
  expect(accepted).toContain(requireMediaType(value, accepted).name)
})

test.each([
  undefined,
  '',
  'text/plain',
  'application/json-patch+json',
  'application/json, text/csv',
  'json',
])('refuses %s and says what it takes', (value) => {
  expect(() => requireMediaType(value, accepted)).toThrow(
    expect.objectContaining({
      code: 'media_type_unsupported',
      status: 415,
      headers: { accept: 'application/json, text/csv' },
    }),
  )
})

test.each(['iso-8859-1', 'utf-16'])('refuses charset %s', (charset) => {
  expect(() => requireMediaType(`application/json; charset=${charset}`, accepted)).toThrow(
    expect.objectContaining({ code: 'charset_unsupported', status: 415 }),
  )
})
