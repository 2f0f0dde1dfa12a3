/** What the mails of identity say where the specification does not: plain, short, and good for reading aloud. */
import type { IdentityMail, IdentityMailText } from '../../spec/identity/options.ts'

export function defaultText({ kind, application, link, token, expiresAt }: IdentityMail): IdentityMailText {
  const until = expiresAt === undefined ? '' : `It is good for one use, until ${readable(expiresAt)}.`
  const way = (what: string) =>
    link === undefined ? [`${what} with this token:`, `${token}`, until] : [`${what} here:`, link, until]
  switch (kind) {
    case 'verify_email':
      return {
        subject: `Confirm your e-mail address for ${application}`,
        text: letter(
          `Somebody has asked for an account at ${application} with this e-mail address.`,
          ...way('If it was you, confirm the address'),
          'If it was not you, ignore this mail: without it there is no account.',
        ),
      }
    case 'account_exists':
      return {
        subject: `You already have an account at ${application}`,
        text: letter(
          `Somebody has tried to open an account at ${application} with this e-mail address, which has one already.`,
          'If it was you, sign in, or ask for a new password if you have forgotten yours.',
          'If it was not you, ignore this mail: nothing has changed.',
        ),
      }
    case 'password_reset':
      return {
        subject: `Choose a new password for ${application}`,
        text: letter(
          `Somebody has asked for a new password for your account at ${application}.`,
          ...way('If it was you, choose one'),
          'If it was not you, ignore this mail: your password stays as it is.',
        ),
      }
    case 'password_changed':
      return {
        subject: `Your password for ${application} was changed`,
        text: letter(
          `The password of your account at ${application} is a new one.`,
          'If it was not you, ask for another one at once: that ends every session.',
        ),
      }
    case 'sign_in_changed':
      return {
        subject: `How you sign in to ${application} was changed`,
        text: letter(
          `A second factor, a passkey or an account elsewhere was added to your account at ${application}, or taken away from it.`,
          'If it was not you, change your password and look at how you sign in.',
        ),
      }
  }
}

function letter(...paragraphs: readonly string[]): string {
  return `${paragraphs.filter((each) => each !== '').join('\n\n')}\n`
}

/** `2026-11-24T16:30:00.000Z` → `2026-11-24 16:30 UTC` */
function readable(moment: string): string {
  return `${new Date(moment).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
