/** Mails to a server by SMTP: few connections that are used again, TLS, and answers told apart by what they mean. */
import { readFile } from 'node:fs/promises'
import { createTransport, type SMTPPoolOptions } from 'nodemailer'
import { mailOptions } from './mail-options.ts'
import { MailRefused } from './mail-refused.ts'
import type { MailTransport } from './mail-transport.ts'
import type { SmtpServer } from './mail-url.ts'

/** Connections to one server at once. */
const mostConnections = 5

const limits = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
  dnsTimeout: 10_000,
  // Mails come in bursts. A connection that is kept for longer is one that the server ends while a mail begins.
  idleTimeout: 10_000,
  // The queue tries again, with its waits.
  maxRequeues: 0,
} as const

export async function smtpTransport(server: SmtpServer): Promise<MailTransport> {
  const pool = createTransport(await poolOptions(server))
  const sending = new Set<Promise<unknown>>()
  return {
    send: async (mail, signal) => {
      const sent = pool.sendMail({ ...mailOptions(mail), signal }).catch((error: unknown) => {
        throw failureOf(error)
      })
      const settled = sent.catch(() => undefined).finally(() => sending.delete(settled))
      sending.add(settled)
      return { refused: (await sent).rejected.length }
    },
    close: async () => {
      // Jobs were waited for by now: what is still under way is held up by the server.
      pool.close({ force: true })
      await Promise.all(sending)
    },
  }
}

async function poolOptions(server: SmtpServer): Promise<SMTPPoolOptions & { pool: true }> {
  const { host, port, tls, isLocal, user, password, authorities } = server
  return {
    pool: true,
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'required',
    maxConnections: mostConnections,
    ...limits,
    tls: {
      minVersion: 'TLSv1.2',
      // Between this process and a server of the same machine nobody stands who could show another certificate.
      rejectUnauthorized: !(isLocal && authorities === undefined),
      ...(authorities === undefined ? {} : { ca: await readFile(authorities, 'utf8') }),
    },
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
  }
}

interface SmtpFailure {
  readonly code?: unknown
  readonly command?: unknown
  readonly response?: unknown
  readonly responseCode?: unknown
  readonly rejectedErrors?: readonly SmtpFailure[]
}

/** Without addresses, and of the command its name alone: what is said here comes into logs. */
function failureOf(error: unknown): Error {
  const failure = (error ?? {}) as SmtpFailure
  const { code, command, response } = failure
  if (typeof response === 'string' && response !== '') {
    const [asked] = /^[A-Z]+(?: [A-Z]+)*/.exec(String(command)) ?? ['it']
    const text = `The mail server answered ${asked} with ${withoutAddresses(response)}`
    return isFinal(failure) ? new MailRefused(text) : new Error(text)
  }
  const reason = typeof code === 'string' ? ` (${code})` : ''
  const message = error instanceof Error ? withoutAddresses(error.message) : 'No reason was given.'
  return new Error(`The mail server did not take it${reason}: ${message}`)
}

// 530, 535 and 538 are about who we are, 503 about the order of commands: not about this mail.
const notAboutTheMail: readonly unknown[] = [503, 530, 535, 538]

/** RFC 5321 §4.2.1: 5yz is for good. What is said about the connection or about us concerns whoever runs the service. */
function isFinal({ code, responseCode, rejectedErrors }: SmtpFailure): boolean {
  if (rejectedErrors && rejectedErrors.length > 0) return rejectedErrors.every((each) => isFinal(each))
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return false
  return Number(responseCode) >= 500 && !notAboutTheMail.includes(responseCode)
}

const longestAnswer = 500

function withoutAddresses(text: string): string {
  return text
    .replaceAll(/[^\s<>()[\]"',;:=]+@[^\s<>()[\]"',;]+/g, '[address]')
    .replaceAll(/\s+/g, ' ')
    .slice(0, longestAnswer)
}
