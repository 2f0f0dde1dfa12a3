/** When a delivery was sent, as its sender signs it, and whether that is now. */
import { WebhookUnverified } from './webhook-unverified.ts'

/**
 * @param seconds  since 1970, as text
 * @throws WebhookUnverified for what is no moment, or one outside of the tolerance
 */
export function sentAt(seconds: string, toleranceSeconds: number, now = Date.now()): Date {
  if (!/^\d{1,12}$/.test(seconds)) throw new WebhookUnverified('Its time is no number of seconds.')
  const sent = Number(seconds) * 1000
  const offSeconds = Math.round((now - sent) / 1000)
  if (Math.abs(offSeconds) > toleranceSeconds) {
    const which = offSeconds > 0 ? 'old' : 'ahead of our clock'
    throw new WebhookUnverified(`It is ${Math.abs(offSeconds)} s ${which}.`)
  }
  return new Date(sent)
}
