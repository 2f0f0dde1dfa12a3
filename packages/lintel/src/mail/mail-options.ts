/** A prepared mail as nodemailer takes it. */
import type { SendMailOptions } from 'nodemailer'
import type { PreparedMail } from './prepared-mail.ts'

export function mailOptions(mail: PreparedMail): SendMailOptions {
  const { messageId, from, to, cc, bcc, replyTo, subject, text, html, attachments } = mail
  return {
    messageId,
    from,
    to: [...to],
    cc: [...cc],
    bcc: [...bcc],
    ...(replyTo ? { replyTo } : {}),
    subject,
    text,
    ...(html === undefined ? {} : { html }),
    attachments: attachments.map(({ name, type, content }) => ({
      filename: name,
      contentType: type,
      content: typeof content === 'string' ? content : Buffer.from(content),
    })),
    // RFC 3834 §5: so that no machine answers it with a mail of its own.
    headers: { 'Auto-Submitted': 'auto-generated' },
    xMailer: false,
    // A mail is made of what its function gave, never of files or addresses that stand in it.
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
