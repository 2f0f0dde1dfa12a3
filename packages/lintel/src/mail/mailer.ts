/** Sends what a mail's function has composed, and says so. */
import type { IdentityMessage } from '../spec/identity/options.ts'
import type { MailMessage } from '../spec/mail.ts'
import { type ReadAddress, readSender } from '../spec/mail-address.ts'
import type { Observe } from '../spec/observation.ts'
import type { MailTransport } from './mail-transport.ts'
import { preparedMail } from './prepared-mail.ts'

export interface MailerOptions {
  readonly transport: MailTransport
  /** Who sends what says nothing else. */
  readonly from: ReadAddress
  /** Without a slash at its end. */
  readonly publicUrl: string
  readonly identityMail: (message: IdentityMessage) => MailMessage | undefined
  readonly observe: Observe
}

/** The job that sends it. */
export interface MailJob {
  readonly id: string
  readonly name: string
  readonly from: string | undefined
  readonly signal: AbortSignal
}

export class Mailer {
  readonly #options: MailerOptions

  constructor(options: MailerOptions) {
    this.#options = options
  }

  get publicUrl(): string {
    return this.#options.publicUrl
  }

  identityMail(message: IdentityMessage): MailMessage | undefined {
    return this.#options.identityMail(message)
  }

  /** @throws MailRefused where it will never leave */
  async send(message: MailMessage, { id, name, from, signal }: MailJob): Promise<void> {
    const { transport, observe } = this.#options
    const sender = (from === undefined ? undefined : readSender(from)) ?? this.#options.from
    const mail = preparedMail(message, { id, name, from: sender })
    const { file, refused } = await transport.send(mail, signal)
    const recipients = mail.to.length + mail.cc.length + mail.bcc.length
    observe({ event: 'mail', mail: name, id, recipients, refused, ...(file === undefined ? {} : { file }) })
  }

  close(): Promise<void> {
    return this.#options.transport.close()
  }
}
