/** A mail as it leaves: every address looked at, every header on one line. */
import { domainToASCII } from 'node:url'
import type { MailAddress, MailAttachment, MailMessage } from '../spec/mail.ts'
import { oneLine, type ReadAddress, readAddress } from '../spec/mail-address.ts'
import { MailRefused } from './mail-refused.ts'

export interface PreparedMail {
  /** Of the job: the same at each try. */
  readonly id: string
  /** Name of its declaration. */
  readonly name: string
  readonly messageId: string
  readonly from: ReadAddress
  readonly to: readonly ReadAddress[]
  readonly cc: readonly ReadAddress[]
  readonly bcc: readonly ReadAddress[]
  readonly replyTo: ReadAddress | undefined
  readonly subject: string
  readonly text: string
  readonly html: string | undefined
  readonly attachments: readonly MailAttachment[]
}

export interface Sender {
  readonly id: string
  readonly name: string
  readonly from: ReadAddress
}

/** @throws MailRefused for what is no mail; no value is in its message */
export function preparedMail(message: MailMessage, { id, name, from }: Sender): PreparedMail {
  const to = addresses('to', message.to)
  const cc = addresses('cc', message.cc)
  const bcc = addresses('bcc', message.bcc)
  if (to.length + cc.length + bcc.length === 0) throw new MailRefused('It is for nobody: "to" is empty.')
  for (const field of ['subject', 'text'] as const)
    if (typeof message[field] !== 'string') throw new MailRefused(`It has no ${field}.`)
  return {
    id,
    name,
    // Receivers may know a second one by it.
    messageId: `<${id}@${domainToASCII(from.address.split('@')[1] ?? '')}>`,
    from,
    to,
    cc,
    bcc,
    replyTo: addresses('replyTo', message.replyTo)[0],
    subject: oneLine(message.subject),
    text: message.text,
    html: message.html?.markup,
    attachments: (message.attachments ?? []).map(attachment),
  }
}

function addresses(
  field: string,
  given: MailAddress | readonly MailAddress[] | undefined,
): readonly ReadAddress[] {
  if (given === undefined) return []
  const list: readonly MailAddress[] = Array.isArray(given) ? given : [given]
  return list.map((each) => {
    const read = readAddress(each)
    if (!read) throw new MailRefused(`"${field}" holds what is no e-mail address.`)
    return read
  })
}

const mediaType = /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/

function attachment({ name, type, content }: MailAttachment): MailAttachment {
  if (!mediaType.test(type)) throw new MailRefused('An attachment has a type that is no media type.')
  // A reader may save it under its name.
  return { name: oneLine(name).replaceAll(/[/\\]/g, '_') || 'attachment', type, content }
}
