/** Mails as files, for development: any mail program shows them. */
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mailOptions } from './mail-options.ts'
import type { MailTransport } from './mail-transport.ts'

export function fileTransport(directory: string): MailTransport {
  return {
    send: async (mail) => {
      const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
      const composed = new MailComposer(mailOptions(mail)).compile()
      // It goes to nobody, so whoever is hidden from the others may be seen.
      composed.keepBcc = true
      const file = join(directory, `${mail.id}.eml`)
      await mkdir(directory, { recursive: true })
      // What is there is whole, whatever becomes of this process.
      await writeFile(`${file}.part`, await composed.build(), { mode: 0o600 })
      await rename(`${file}.part`, file)
      return { file, refused: 0 }
    },
    close: async () => undefined,
  }
}
