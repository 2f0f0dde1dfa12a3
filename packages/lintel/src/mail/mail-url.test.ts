import { expect, test } from 'vitest'
import { readMailUrl } from './mail-url.ts'

test.each([
  ['smtp://mail.example.com', { host: 'mail.example.com', port: 587, tls: 'required', isLocal: false }],
  ['smtps://mail.example.com', { host: 'mail.example.com', port: 465, tls: 'implicit', isLocal: false }],
  ['smtp://mail.example.com:25?tls=no', { port: 25, tls: 'offered', isLocal: false }],
  ['smtp://localhost:1025', { host: 'localhost', port: 1025, tls: 'offered', isLocal: true }],
  ['smtp://127.0.0.1:1025', { tls: 'offered', isLocal: true }],
  ['smtp://[::1]:1025', { host: '::1', tls: 'offered', isLocal: true }],
  ['smtp://127.0.0.1.example.com', { tls: 'required', isLocal: false }],
  ['smtp://user%40example.com:p%25ss@mail.example.com', { user: 'user@example.com', password: 'p%ss' }],
  ['smtp://mail.example.com?ca=./authority.pem', { authorities: './authority.pem' }],
  ['file:./mails', { kind: 'file', directory: './mails' }],
  ['file:///var/mails', { kind: 'file', directory: '/var/mails' }],
])('%s', (text, expected) => {
  expect(readMailUrl(text)).toMatchObject({ value: expected })
})

test.each([
  'mail.example.com',
  'http://mail.example.com',
  'smtp://',
  'file:',
  'smtp://user:secret@host?tls=maybe',
  'smtps://user:secret@host?tls=no',
  'smtp://user:secret@host?rejectUnauthorized=false',
  'smtp://user:sec%ret@host',
  'smtp://user:secret@mail.example.com?tls=no',
])('%s is refused, without what it holds', (text) => {
  const { wrong } = readMailUrl(text) as { readonly wrong: string }
  expect(wrong).toBeTypeOf('string')
  expect(wrong).not.toContain('sec')
})
