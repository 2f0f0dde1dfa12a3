/** The name of the session's cookie, which holds the application's: cookies of one host are shared by all its ports. */
import type { ApplicationModel } from '../model.ts'

/** `undefined` where nobody signs in by a cookie. */
export function sessionCookieName({
  name,
  identity,
}: Pick<ApplicationModel, 'name' | 'identity'>): string | undefined {
  const sessions = identity?.flows?.sessions
  return sessions && (sessions.cookie ?? `${name.replaceAll(/[^\w-]/g, '-')}-session`)
}
