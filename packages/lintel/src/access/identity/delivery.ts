/** How mails leave: by the specification's hook, or through the queue. */
import type { DataAccess } from '../../database/data-access.ts'
import { identityMailName } from '../../spec/identity/mails.ts'
import type { Deliver, IdentityMailText, IdentityMessage, MailsOptions } from '../../spec/identity/options.ts'
import type { Identity } from '../../spec/identity.ts'
import type { MailMessage } from '../../spec/mail.ts'
import type { IdentityFlowsModel } from '../../spec/model.ts'
import { defaultText } from './mail-texts.ts'
import type { SecretBox } from './secret-box.ts'

export interface DeliveryParts {
  /** The application's name. */
  readonly application: string
  readonly identity: Identity
  readonly flows: IdentityFlowsModel
  readonly db: DataAccess
  /** Encrypts what waits in the queue and opens an account. */
  readonly secrets: SecretBox
}

export class Delivery {
  readonly #parts: DeliveryParts
  readonly #hook: Deliver | undefined
  readonly #options: MailsOptions

  constructor(parts: DeliveryParts) {
    this.#parts = parts
    const { deliver, mails } = parts.identity.options
    this.#hook = deliver
    this.#options = typeof mails === 'object' ? mails : {}
  }

  /** Nothing where nobody sends mails. */
  async deliver(message: IdentityMessage): Promise<void> {
    if (this.#hook) return this.#hook(message)
    const { db, identity, secrets } = this.#parts
    const { kind, to, token, expiresAt } = message
    const name = identityMailName(kind)
    const declared = identity.added.mails.find((each) => each.name === name)
    if (!declared) return
    await db.enqueue(declared, {
      to,
      ...(token === undefined ? {} : { token: secrets.seal(token, to) }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    })
  }

  /** @param message  as it waited in the queue; `undefined` for what is of no use any more */
  compose(message: IdentityMessage, publicUrl: string | undefined): MailMessage | undefined {
    const { kind, to, token: sealed, expiresAt } = message
    if (expiresAt !== undefined && Date.parse(expiresAt) <= Date.now()) return undefined
    const token = sealed === undefined ? undefined : this.#parts.secrets.open(sealed, to).text
    const { subject, text, html } = this.#text({
      kind,
      to,
      application: this.#parts.application,
      ...(token === undefined ? {} : { token }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...(token === undefined || publicUrl === undefined ? {} : { link: this.#link(kind, token, publicUrl) }),
    })
    return { to, subject, text, ...(html ? { html } : {}) }
  }

  #text(mail: Parameters<typeof defaultText>[0]): IdentityMailText {
    return this.#options.compose?.(mail) ?? defaultText(mail)
  }

  /** Behind a `#`, where it is sent to no server. */
  #link(kind: IdentityMessage['kind'], token: string, publicUrl: string): string {
    const { mails } = this.#parts.flows
    const page = kind === 'verify_email' ? mails?.verifyEmailPage : mails?.passwordResetPage
    return `${publicUrl}${page}#token=${token}`
  }
}
