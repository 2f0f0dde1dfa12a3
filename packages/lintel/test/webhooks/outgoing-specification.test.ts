/** What is refused of outgoing webhooks before an application starts. */
import { application, entity, event, identity, t, webhooks } from 'lintel'
import { testApplication } from 'lintel/testing'
import { expect, test } from 'vitest'

const User = entity('user', { name: t.text() })
const Note = entity('note', { text: t.text() })
const accounts = identity(User)
const noted = event('noted', { data: { note: t.ref(() => Note) } })
const loose = event('loose', { data: { text: t.text() } })

test.each([
  ['events that refer to nothing', webhooks(User, { events: [loose] }), 'The event loose refers to no row'],
  ['no event', webhooks(User, { events: [] }), 'webhooks(…) names no event.'],
  ['an entity that does not sign in', webhooks(Note, { events: [noted] }), 'whose rows do not sign in'],
  ['no days', webhooks(User, { events: [noted], keepDays: 0 }), 'keepDays of webhooks(…) is 0.'],
])('%s', (_, hooks, message) => {
  expect(() => application('refused', { parts: [{ User, accounts, hooks }] })).toThrow(message)
})

test('what refers to nothing may be announced', () => {
  const hooks = webhooks(User, { events: [noted], announcements: [loose] })
  expect(application('told', { parts: [{ User, accounts, hooks }] }).model.outgoing).toMatchObject({
    events: ['noted'],
    announcements: ['loose'],
  })
})

test('a start is refused with networks that are none', async () => {
  const start = testApplication(application('refused', { parts: [{ User, accounts }] }), {
    environment: { WEBHOOKS_ALLOW_ADDRESSES: 'localhost' },
  })
  await expect(start).rejects.toThrow('WEBHOOKS_ALLOW_ADDRESSES must be networks separated by commas')
})
