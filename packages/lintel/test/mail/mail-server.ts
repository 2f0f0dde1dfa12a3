/** A real SMTP server that keeps what it takes, and answers as a test wants. */
import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface Received {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: string
  readonly mail: Email
  readonly isSecure: boolean
  readonly user: string | undefined
}

export interface MailServer {
  readonly port: number
  readonly received: Received[]
  /** What the next messages are answered with, or what happens instead; then they are taken. */
  readonly next: ((socket: Socket) => Error | undefined)[]
  close(): Promise<void>
}

/** An answer such as `451 4.3.0 Try again`. */
export function answer(code: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode: code })
}

export async function startMailServer(options: SMTPServerOptions = {}, port = 0): Promise<MailServer> {
  const received: Received[] = []
  const next: MailServer['next'] = []
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: options.key ? [] : ['STARTTLS'],
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
      })
      stream.on('end', async () => {
        const socket = [...server.connections].find(({ id }) => id === session.id)?._socket as Socket
        const refused = next.shift()?.(socket)
        if (refused) return done(refused)
        if (socket.destroyed) return
        const raw = Buffer.concat(chunks).toString('utf8')
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw,
          mail: await PostalMime.parse(raw),
          isSecure: session.secure,
          user: session.user as string | undefined,
        })
        done(null, 'Taken')
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  server.listen(port, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    next,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
