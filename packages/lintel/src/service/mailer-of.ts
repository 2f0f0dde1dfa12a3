/** The mailer of an application, with the transport that its settings name. */
import { resolve } from 'node:path'
import type { IdentityService } from '../access/identity/identity-service.ts'
import type { MailTransport } from '../mail/mail-transport.ts'
import type { MailPlace } from '../mail/mail-url.ts'
import type { Mailer } from '../mail/mailer.ts'
import { readSender } from '../spec/mail-address.ts'
import type { ApplicationModel } from '../spec/model.ts'
import type { Observe } from '../spec/observation.ts'
import { type Project, stateDirectory } from './project.ts'
import { ConfigurationError, type Mode, mailProblems, type ServiceSettings } from './settings.ts'

export interface MailerRequest {
  readonly model: ApplicationModel
  readonly settings: ServiceSettings
  readonly mode: Mode
  readonly project: Project
  /** Where mails go that no setting sends elsewhere. */
  readonly transport: MailTransport | undefined
  readonly identity: IdentityService | undefined
  /** Address of this process. */
  readonly url: string
  readonly observe: Observe
}

/**
 * `undefined` where no mail is declared.
 *
 * @throws ConfigurationError in production, where a setting is missing
 */
export async function mailerOf(request: MailerRequest): Promise<Mailer | undefined> {
  const { model, settings, mode, identity, url, observe } = request
  if (!Object.values(model.jobs ?? {}).some(({ mail }) => mail)) return undefined
  const missing = mode === 'production' ? mailProblems(model, settings) : []
  if (missing.length > 0) throw new ConfigurationError(missing)
  const { Mailer } = await import('../mail/mailer.ts')
  const publicUrl = settings.publicUrl?.replace(/\/+$/, '')
  return new Mailer({
    transport: await transportOf(request),
    from: readSender(settings.mailFrom ?? '') ?? { name: model.name, address: 'noreply@localhost' },
    publicUrl: publicUrl ?? url,
    identityMail: (message) => identity?.composeMail(message, publicUrl),
    observe,
  })
}

async function transportOf({ settings, project, transport }: MailerRequest): Promise<MailTransport> {
  const { mailUrl } = settings
  if (transport && !mailUrl) return transport
  const place: MailPlace = mailUrl ?? { kind: 'file', directory: resolve(stateDirectory(project), 'mail') }
  if (place.kind === 'file') {
    const { fileTransport } = await import('../mail/file-transport.ts')
    return fileTransport(resolve(project.directory, place.directory))
  }
  const { smtpTransport } = await import('../mail/smtp-transport.ts')
  const { authorities } = place
  return smtpTransport({
    ...place,
    authorities: authorities === undefined ? undefined : resolve(project.directory, authorities),
  })
}
