/** Mails of a test: sent to nobody, and kept to be looked at. */
import type { MailTransport } from '../mail/mail-transport.ts'
import type { PreparedMail } from '../mail/prepared-mail.ts'
import type { ReadAddress } from '../spec/mail-address.ts'

/** A mail as its receivers would get it. */
export interface TestMail {
  /** Name of its declaration; those of identity are `auth.verify_email` and the like. */
  readonly mail: string
  readonly messageId: string
  /** Addresses, without names. */
  readonly from: string
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
  readonly replyTo: string | undefined
  readonly subject: string
  readonly text: string
  readonly html: string | undefined
  readonly attachments: PreparedMail['attachments']
}

export class KeptMails implements MailTransport {
  readonly mails: TestMail[] = []

  async send(mail: PreparedMail) {
    this.mails.push(testMail(mail))
    return { refused: 0 }
  }

  async close(): Promise<void> {}
}

const addressesOf = (list: readonly ReadAddress[]) => list.map(({ address }) => address)

function testMail({ name, from, to, cc, bcc, replyTo, ...rest }: PreparedMail): TestMail {
  const { messageId, subject, text, html, attachments } = rest
  return {
    mail: name,
    messageId,
    from: from.address,
    to: addressesOf(to),
    cc: addressesOf(cc),
    bcc: addressesOf(bcc),
    replyTo: replyTo?.address,
    subject,
    text,
    html,
    attachments,
  }
}
