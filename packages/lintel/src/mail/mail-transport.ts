/** How mails leave this process. */
import type { PreparedMail } from './prepared-mail.ts'

export interface Sent {
  /** Where it was written down instead of being sent. */
  readonly file?: string
  /** Recipients that the server does not take, while it took others. */
  readonly refused: number
}

export interface MailTransport {
  /**
   * Returns once somebody else has it.
   *
   * @throws MailRefused where another try would be answered alike; other errors where it may not be
   */
  send(mail: PreparedMail, signal: AbortSignal): Promise<Sent>
  close(): Promise<void>
}
