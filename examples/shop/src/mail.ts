// How mails leave: to the service that MAIL_URL names. Without it development shows them in its log, and production,
// where nobody would get them, does not start.
import type { IdentityMessage } from 'lintel'

const { MAIL_URL: service } = process.env

export const deliver =
  service === undefined
    ? undefined
    : async (message: IdentityMessage): Promise<void> => {
        const headers = { 'content-type': 'application/json' }
        const body = JSON.stringify(message)
        const signal = AbortSignal.timeout(10_000)
        const answer = await fetch(service, { method: 'POST', headers, body, signal })
        if (!answer.ok) throw new Error(`The mail service answered ${answer.status}.`)
      }
