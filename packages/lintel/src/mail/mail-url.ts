/** The setting `MAIL_URL`: which server takes mails, or which folder. */

export interface SmtpServer {
  readonly kind: 'smtp'
  readonly host: string
  readonly port: number
  /** TLS from the first byte, after STARTTLS, or only where the server offers it: on this machine, or where `tls=no` says so. */
  readonly tls: 'implicit' | 'required' | 'offered'
  readonly isLocal: boolean
  readonly user: string | undefined
  readonly password: string | undefined
  /** File with the authorities that its certificate may come from (default: those that Node knows). */
  readonly authorities: string | undefined
}

export interface MailFolder {
  readonly kind: 'file'
  readonly directory: string
}

export type MailPlace = SmtpServer | MailFolder

const forms = 'smtp://user:password@mail.example.com:587, smtps://… or file:./mails'

/** No part of the text is in what is wrong: it may be a password. */
export function readMailUrl(text: string): { readonly value: MailPlace } | { readonly wrong: string } {
  if (text.startsWith('file:')) {
    const directory = text.slice('file:'.length).replace(/^\/\/(?=\/)/, '')
    return directory === '' ? { wrong: 'names no folder.' } : { value: { kind: 'file', directory } }
  }
  const url = URL.canParse(text) ? new URL(text) : undefined
  const scheme = url?.protocol
  if (!url || url.hostname === '' || (scheme !== 'smtp:' && scheme !== 'smtps:'))
    return { wrong: `must be an address such as ${forms}.` }
  const unknown = [...url.searchParams.keys()].filter((name) => name !== 'tls' && name !== 'ca')
  const tls = url.searchParams.get('tls')
  if (unknown.length > 0) return { wrong: 'has parameters other than tls and ca.' }
  if (tls !== null && (tls !== 'no' || scheme === 'smtps:'))
    return { wrong: 'has a tls that is not "no", for smtp://.' }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const isLocal = isLoopback(host)
  if (tls === 'no' && url.password !== '' && !isLocal)
    return { wrong: 'has a password, which tls=no would let everybody on the way read.' }
  const isImplicit = scheme === 'smtps:'
  try {
    return {
      value: {
        kind: 'smtp',
        host,
        port: url.port === '' ? (isImplicit ? 465 : 587) : Number(url.port),
        tls: isImplicit ? 'implicit' : isLocal || tls === 'no' ? 'offered' : 'required',
        isLocal,
        user: url.username === '' ? undefined : decodeURIComponent(url.username),
        password: url.password === '' ? undefined : decodeURIComponent(url.password),
        authorities: url.searchParams.get('ca') ?? undefined,
      },
    }
  } catch {
    return { wrong: 'has a user or a password with a % that is not %25.' }
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}
