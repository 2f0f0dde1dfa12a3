/** Serves a release, as in production. */

import { freePort, type ServerProcess, startServer } from '../../harness/server-process.ts'
import { places } from '../places.ts'

export interface ReleaseEnvironment {
  readonly databaseUrl: string
  /** Signs access tokens. */
  readonly secret: string
}

/** @throws Error with the end of its log when it does not come to serve */
export async function startRelease(
  directory: string,
  { databaseUrl, secret }: ReleaseEnvironment,
): Promise<ServerProcess> {
  const command = [process.execPath, places.command, 'start', directory, '--json']
  const environment = {
    DATABASE_URL: databaseUrl,
    TOKEN_SECRET: secret,
    HOST: '127.0.0.1',
    // The shop asks for these in production; the load neither signs in nor gets mail.
    PUBLIC_URL: 'https://shop.example',
    MAIL_URL: 'file:./mails',
    MAIL_FROM: 'shop@shop.example',
    DRAIN_DELAY_MS: '0',
  }
  const server = startServer({ name: 'lintel start', command }, await freePort(), environment)
  try {
    await server.ready()
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}
