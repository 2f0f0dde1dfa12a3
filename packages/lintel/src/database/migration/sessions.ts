/** The sessions of a runner: one works, a second one holds the lock meanwhile. */
import { Client, type ClientBase } from 'pg'

/** By this name a session is known as one that runs a migration's statements. */
export const workName = 'lintel migration'

/**
 * One more session, on the same database as the same user.
 *
 * @throws the driver's error, when there is no connection
 */
export async function openBeside(client: ClientBase, applicationName: string): Promise<Client> {
  const { host, port, user, database, password, ssl } = client as Client
  const beside = new Client({
    host,
    port,
    application_name: applicationName,
    keepAlive: true,
    ...(user === undefined ? {} : { user }),
    ...(database === undefined ? {} : { database }),
    ...(typeof password === 'string' ? { password } : {}),
    ssl,
  })
  beside.on('error', () => undefined)
  await beside.connect()
  return beside
}
