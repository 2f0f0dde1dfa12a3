/** The transport against a real server: TLS, names, answers. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SMTPServerAuthentication, SMTPServerAuthenticationResponse } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { Authority } from '../../test/certificates.ts'
import { answer, type MailServer, startMailServer } from '../../test/mail/mail-server.ts'
import { MailRefused } from './mail-refused.ts'
import type { MailTransport } from './mail-transport.ts'
import type { SmtpServer } from './mail-url.ts'
import { preparedMail } from './prepared-mail.ts'
import { smtpTransport } from './smtp-transport.ts'

const authority = new Authority('Mail Authority')
const certificate = authority.issue({ commonName: 'localhost', dns: ['localhost'] })
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

async function transportTo(server: MailServer, given: Partial<SmtpServer> = {}): Promise<MailTransport> {
  const transport = await smtpTransport({
    kind: 'smtp',
    host: 'localhost',
    port: server.port,
    tls: 'offered',
    isLocal: false,
    user: undefined,
    password: undefined,
    authorities: undefined,
    ...given,
  })
  closing.push(() => server.close(), transport.close)
  return transport
}

async function authorityFile(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'lintel-mail-'))
  closing.push(() => rm(directory, { recursive: true }))
  const file = join(directory, 'authority.pem')
  await writeFile(file, authority.certificate.cert)
  return file
}

const mail = preparedMail(
  { to: ['ada@shop.example', 'bob@shop.example'], subject: 'Hello', text: 'Good morning.' },
  { id: 'an-id', name: 'greeting', from: { name: 'Shop', address: 'orders@shop.example' } },
)
const send = (transport: MailTransport) => transport.send(mail, new AbortController().signal)
const login = (name: string, password: string) => ({
  onAuth: (
    { username, password: given }: SMTPServerAuthentication,
    _session: unknown,
    done: (error: Error | null, response?: SMTPServerAuthenticationResponse) => void,
  ) => {
    if (username === name && given === password) return done(null, { user: name })
    done(answer(535, `5.7.8 ${name} may not`))
  },
})

describe('a server', () => {
  test('is spoken to by STARTTLS, and signed in to', async () => {
    const server = await startMailServer({
      ...certificate,
      authOptional: false,
      ...login('shop', 'p@ss w%rd'),
    })
    const transport = await transportTo(server, {
      tls: 'required',
      authorities: await authorityFile(),
      user: 'shop',
      password: 'p@ss w%rd',
    })
    expect(await send(transport)).toEqual({ refused: 0 })
    expect(server.received).toMatchObject([{ isSecure: true, user: 'shop', mail: { subject: 'Hello' } }])
  })

  test('is spoken to by TLS from the first byte', async () => {
    const server = await startMailServer({ ...certificate, secure: true })
    await send(await transportTo(server, { tls: 'implicit', authorities: await authorityFile() }))
    expect(server.received).toMatchObject([{ isSecure: true }])
  })

  test('without TLS gets nothing where TLS is required', async () => {
    const server = await startMailServer()
    await expect(send(await transportTo(server, { tls: 'required' }))).rejects.toThrow(/STARTTLS with 500/)
    expect(server.received).toEqual([])
  })

  test('whose certificate nobody vouches for gets nothing', async () => {
    const server = await startMailServer({ ...certificate })
    await expect(send(await transportTo(server, { tls: 'required' }))).rejects.toThrow(/certificate/)
    await expect(send(await transportTo(server, { tls: 'offered' }))).rejects.toThrow(/certificate/)
    expect(server.received).toEqual([])
  })

  test('whose certificate is for another name gets nothing', async () => {
    const other = authority.issue({ commonName: 'other.example', dns: ['other.example'] })
    const server = await startMailServer({ ...other })
    const transport = await transportTo(server, { tls: 'required', authorities: await authorityFile() })
    await expect(send(transport)).rejects.toThrow(/altnames|Hostname/)
    expect(server.received).toEqual([])
  })

  test('of this machine may show a certificate of its own', async () => {
    const server = await startMailServer({ ...certificate })
    await send(await transportTo(server, { isLocal: true }))
    expect(server.received).toMatchObject([{ isSecure: true }])
  })
})

describe('an answer', () => {
  test.each([
    [421, false],
    [451, false],
    [452, false],
    [550, true],
    [554, true],
    [552, true],
  ])('%i to a message is final: %s', async (code, isFinal) => {
    const server = await startMailServer()
    server.next.push(() => answer(code, 'about bob@shop.example and <ada@shop.example>'))
    const error = await send(await transportTo(server)).catch((failure: unknown) => failure)
    expect(error instanceof MailRefused).toBe(isFinal)
    expect(String(error)).toContain(`${code} about [address] and <[address]>`)
  })

  test.each([
    ['all', /./, [550, 550], true],
    ['one for now', /./, [550, 450], false],
  ] as const)('to recipients: %s refused', async (_what, _of, codes, isFinal) => {
    const left: number[] = [...codes]
    const server = await startMailServer({
      onRcptTo: ({ address }, _session, done) => done(answer(left.shift() ?? 500, `no ${address}`)),
    })
    const error = await send(await transportTo(server)).catch((failure: unknown) => failure)
    expect(error instanceof MailRefused).toBe(isFinal)
    expect(String(error)).not.toContain('@')
  })

  test('that takes some recipients counts the others', async () => {
    const server = await startMailServer({
      onRcptTo: ({ address }, _session, done) => done(address.startsWith('bob') ? answer(550, 'no') : null),
    })
    expect(await send(await transportTo(server))).toEqual({ refused: 1 })
    expect(server.received).toMatchObject([{ to: ['ada@shop.example'] }])
  })

  test('about who we are is no answer to the mail, and tells no password', async () => {
    const server = await startMailServer({
      authOptional: false,
      allowInsecureAuth: true,
      ...login('shop', 'right'),
    })
    const transport = await transportTo(server, { user: 'shop', password: 'wrong-one' })
    const error = await send(transport).catch((failure: unknown) => failure)
    expect(error).not.toBeInstanceOf(MailRefused)
    expect(String(error)).toMatch(/535/)
    expect(String(error)).not.toContain('wrong-one')
  })

  test('that never comes is not waited for longer than the signal says', async () => {
    const server = await startMailServer({ onData: () => undefined })
    const transport = await transportTo(server)
    const controller = new AbortController()
    const sent = transport.send(mail, controller.signal).catch((failure: unknown) => failure)
    setTimeout(() => controller.abort(new Error('Too long.')), 50)
    expect(await sent).not.toBeInstanceOf(MailRefused)
  })
})
