/** `mail`: a mail that leaves if, and only if, the transaction that asked for it is committed. */
import type { BoundClients, UsedClients } from './client.ts'
import type { FieldRecord, Received } from './fields.ts'
import type { Html } from './html.ts'
import type { IdentityMessage } from './identity/options.ts'
import { Job, type JobContext, type JobOptions } from './job.ts'

/** `'ada@shop.example'`, or with a name. One address each: a text never holds two. */
export type MailAddress = string | { readonly name: string; readonly address: string }

export interface MailAttachment {
  /** `'receipt.pdf'` */
  readonly name: string
  /** `'application/pdf'` */
  readonly type: string
  readonly content: string | Uint8Array
}

export interface MailMessage {
  readonly to: MailAddress | readonly MailAddress[]
  readonly cc?: MailAddress | readonly MailAddress[]
  readonly bcc?: MailAddress | readonly MailAddress[]
  readonly replyTo?: MailAddress
  readonly subject: string
  /** Plain text, which every reader can show. */
  readonly text: string
  /** The same for readers that show markup: made by `html`, so that values in it are escaped. */
  readonly html?: Html
  readonly attachments?: readonly MailAttachment[]
}

export interface MailContext<I> extends Omit<JobContext<I>, 'finish'> {
  /** Where links in it begin: `PUBLIC_URL` without a slash at its end, or the address of this process in development. */
  readonly publicUrl: string
}

/** As those of jobs. Tries are 20 (default), for some five hours, and five at once in one process. */
export interface MailOptions<I extends FieldRecord, U extends UsedClients = Readonly<Record<never, never>>>
  extends Omit<JobOptions<I, U>, 'run'> {
  /** Who sends it: `'Shop <orders@shop.example>'` (default: the setting `MAIL_FROM`). */
  readonly from?: string
  /** Reads what is true by now, and says what to send; `undefined`: nothing. It may be asked more than once. */
  compose(
    context: MailContext<Received<I>> & BoundClients<U>,
  ): Promise<MailMessage | undefined> | MailMessage | undefined
}

/** What a mail's job has beyond that of other jobs. */
export interface MailTools {
  readonly publicUrl: string
  send(message: MailMessage): Promise<void>
  /** What a message of identity says; `undefined` where there is nothing to say any more. */
  identityMail(message: IdentityMessage): MailMessage | undefined
}

type Composing = Omit<MailOptions<FieldRecord, UsedClients>, 'compose'> & {
  compose(context: never, tools: MailTools): Promise<MailMessage | undefined> | MailMessage | undefined
}

export class Mail<I extends FieldRecord = FieldRecord> extends Job<I> {
  readonly from: string | undefined

  constructor(name: string, { compose, from, ...options }: Composing) {
    super(name, {
      ...options,
      retry: { attempts: 20, baseMs: 5_000, ...options.retry },
      concurrency: options.concurrency ?? 5,
      run: async (context: JobContext<never>) => {
        const tools = context as JobContext<never> & MailTools
        const message = await compose(context as never, tools)
        if (message) await tools.send(message)
      },
    })
    this.from = from
  }
}

/**
 * Declares a mail. It is enqueued as jobs are: `tx.enqueue(receipt, { order: order.id })`, or by an event, or a schedule.
 *
 * @param name     `'receipt'`; mails that wait are found by it, so a release keeps it
 * @param options  as of a job, with `compose` in the place of `run`
 */
export function mail<
  I extends FieldRecord = Readonly<Record<never, never>>,
  U extends UsedClients = Readonly<Record<never, never>>,
>(name: string, options: MailOptions<I, U>): Mail<I> {
  return new Mail(name, options as unknown as Composing)
}
