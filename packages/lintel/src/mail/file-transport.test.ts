import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { fileTransport } from './file-transport.ts'
import { preparedMail } from './prepared-mail.ts'

test('a mail becomes one file that its owner alone reads, and any mail program shows', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'lintel-mail-'))
  const directory = join(parent, 'mail')
  try {
    const message = { to: 'ada@shop.example', bcc: 'bob@shop.example', subject: 'Grüße', text: 'Guten Tag.' }
    const from = { name: '', address: 'orders@shop.example' }
    const mail = preparedMail(message, { id: 'an-id', name: 'greeting', from })
    const transport = fileTransport(directory)
    const { signal } = new AbortController()
    const file = join(directory, 'an-id.eml')
    expect(await transport.send(mail, signal)).toEqual({ file, refused: 0 })
    await transport.send(mail, signal)
    expect(await readdir(directory)).toEqual(['an-id.eml'])
    expect((await stat(file)).mode & 0o077).toBe(0)
    expect(await PostalMime.parse(await readFile(file))).toMatchObject({
      subject: 'Grüße',
      bcc: [{ address: 'bob@shop.example' }],
      messageId: '<an-id@shop.example>',
    })
  } finally {
    await rm(parent, { recursive: true })
  }
})
