/** What cannot work is refused before anything starts, at its place. */
import { application, entity, event, identity, mail, t } from 'lintel'
import { expect, test } from 'vitest'

const User = entity('user', { email: t.email().unique(), password: t.password() })
const compose = () => undefined
const happened = event('happened', { data: { what: t.text() } })

test.each<[string, () => object, RegExp]>([
  [
    'a sender that is none',
    () => mail('letter', { from: 'the shop', compose }),
    /The mail letter is from "the shop"/,
  ],
  ['two senders', () => mail('letter', { from: 'a@b.example, c@d.example', compose }), /no e-mail address/],
  [
    'two sources',
    () => mail('letter', { on: happened, input: { what: t.text() }, compose }),
    /has input and on/,
  ],
  [
    'no tries',
    () => mail('letter', { retry: { attempts: 0 }, compose }),
    /retry\.attempts of the job letter is 0/,
  ],
  ['a name that is none', () => mail('The Letter', { compose }), /"The Letter" has a name that is no name/],
  [
    'two ways to send',
    () => identity(User, { passwordReset: true, mails: true, deliver: () => undefined }),
    /identity\(user\) has deliver and mails/,
  ],
  [
    'a page elsewhere',
    () => identity(User, { passwordReset: true, mails: { passwordResetPage: '/reset?token=' as '/' } }),
    /mails\.passwordResetPage of identity\(user\) is "\/reset\?token=", which is no path/,
  ],
])('%s', (_what, declare, message) => {
  const at = expect.objectContaining({ file: import.meta.filename })
  const failure = (() => {
    try {
      return application('club', { parts: [[declare()]] })
    } catch (error) {
      return error
    }
  })()
  expect(String(failure)).toMatch(message)
  expect(Reflect.get(failure as object, 'problems')).toMatchObject([{ at }])
})

test('two of one name are told apart from one that is listed twice', () => {
  const letter = mail('letter', { compose })
  expect(() => application('club', { parts: [[letter], { letter }] })).not.toThrow()
  expect(() => application('club', { parts: [[letter, mail('letter', { compose })]] })).toThrow(
    /A second job is called "letter"/,
  )
})

test('the model says which jobs are mails, and how often they are tried', () => {
  const { jobs } = application('club', {
    parts: [
      [mail('letter', { from: 'Club <club@b.example>', compose }), identity(User, { passwordReset: true })],
    ],
  }).model
  expect(jobs).toMatchObject({
    letter: {
      mail: { from: 'Club <club@b.example>' },
      retry: { attempts: 20, baseMs: 5_000 },
      concurrency: 5,
    },
    'auth.password_reset': { mail: {} },
    'auth.password_changed': { mail: {} },
  })
  expect(JSON.parse(JSON.stringify(jobs))).toEqual(jobs)
})
