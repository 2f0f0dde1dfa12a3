/** No value of a mail makes a header, a recipient or a part that its author did not mean. */
import fc from 'fast-check'
import MailComposer from 'nodemailer/lib/mail-composer'
import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { html } from '../spec/html.ts'
import type { MailMessage } from '../spec/mail.ts'
import { mailOptions } from './mail-options.ts'
import { MailRefused } from './mail-refused.ts'
import { preparedMail } from './prepared-mail.ts'

const sender = { id: 'an-id', name: 'greeting', from: { name: 'Shop', address: 'orders@shop.example' } }
const plain: MailMessage = { to: 'ada@shop.example', subject: 'Hello', text: 'Good morning.' }

async function written(message: MailMessage): Promise<string> {
  const composer = new MailComposer(mailOptions(preparedMail(message, sender)))
  return (await composer.compile().build()).toString('utf8')
}
const read = async (message: MailMessage) => PostalMime.parse(await written(message))

const evil = fc.oneof(
  fc.constantFrom(
    'a\r\nBcc: eve@evil.example',
    'a\nBcc: eve@evil.example\n\nbody',
    'a\u2028Bcc: eve@evil.example',
    'a\0b',
    '=?utf-8?Q?a=0D=0ABcc:_eve@evil.example?=',
    '"\r\n.\r\nMAIL FROM:<eve@evil.example>',
  ),
  fc.string({ unit: 'binary', maxLength: 200 }),
)

test('whatever a subject, a name or the name of a file holds, there are the same headers', async () => {
  const names = async (message: MailMessage) => (await read(message)).headers.map(({ key }) => key).toSorted()
  const attachments = [{ name: 'a.txt', type: 'text/plain', content: 'x' }]
  const to = { name: 'Ada', address: 'ada@shop.example' }
  const expected = await names({ ...plain, to, replyTo: to, attachments })
  await fc.assert(
    fc.asyncProperty(evil, async (text) => {
      const message = {
        to: { ...to, name: text },
        replyTo: { ...to, name: text },
        subject: text,
        text: 'Good morning.',
        attachments: [{ ...attachments[0], name: text, type: 'text/plain', content: 'x' }],
      }
      const mail = await read(message)
      // An empty subject leaves its header out.
      const found = [...new Set([...mail.headers.map(({ key }) => key), 'subject'])].toSorted()
      expect(found).toEqual(expected)
      expect(mail.to?.map((each) => each.address)).toEqual(['ada@shop.example'])
      expect(mail.text?.trim()).toBe('Good morning.')
      expect(mail.attachments).toHaveLength(1)
    }),
  )
})

describe('an address', () => {
  test.each([
    'ada@shop.example, eve@evil.example',
    'ada@shop.example\r\nBcc: eve@evil.example',
    'Ada <ada@shop.example>',
    '<ada@shop.example>',
    'ada@shop.example>',
    'group: ada@shop.example;',
    '"a b"@shop.example',
    'ada@[127.0.0.1]',
    'ada@shop@evil.example',
    'ada',
    '@shop.example',
    'ada@',
    '.ada@shop.example',
    'a..da@shop.example',
    'ada@shop..example',
    'ada@-shop.example',
    'ada\u200b@shop.example',
    `${'a'.repeat(65)}@shop.example`,
    '',
  ])('%j is refused, and not repeated', (address) => {
    for (const field of ['to', 'cc', 'bcc', 'replyTo'] as const) {
      const make = () => preparedMail({ ...plain, [field]: address }, sender)
      expect(make).toThrow(MailRefused)
      expect(make).toThrow(`"${field}" holds what is no e-mail address.`)
    }
  })

  test.each([
    'ada@shop.example',
    'ada+x@shop.example',
    "o'neil@shop.example",
    'jörg@shöp.example',
    'a@b',
  ])('%s is taken', (address) => {
    expect(preparedMail({ ...plain, to: address }, sender).to).toEqual([{ name: '', address }])
  })
})

test('hidden recipients stand in no header', async () => {
  expect(await written({ ...plain, bcc: 'hidden@shop.example' })).not.toContain('hidden@')
})

test('its markup, its attachments and its signs of a machine arrive', async () => {
  const mail = await read({
    ...plain,
    text: 'Grüße\n.\n..\nFrom here',
    html: html`<p>${'<b>'}</p>`,
    attachments: [
      { name: '../../Rechnung ä.pdf', type: 'application/pdf', content: new Uint8Array([0, 1, 255]) },
    ],
  })
  expect(mail).toMatchObject({
    messageId: '<an-id@shop.example>',
    html: expect.stringContaining('<p>&lt;b&gt;</p>'),
    attachments: [{ filename: '.._.._Rechnung ä.pdf', mimeType: 'application/pdf' }],
  })
  expect(mail.text?.trim().split(/\r?\n/)).toEqual(['Grüße', '.', '..', 'From here'])
  expect(new Uint8Array(mail.attachments[0]?.content as ArrayBuffer)).toEqual(new Uint8Array([0, 1, 255]))
  expect(mail.headers).toContainEqual(
    expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
  )
})
