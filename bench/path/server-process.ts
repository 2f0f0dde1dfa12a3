/** Starts one of the servers that are compared. */

import { type ServerProcess as AnyServerProcess, startServer as startAny } from '../harness/server-process.ts'
import type { ServerUnderTest } from './servers.ts'

export type ServerProcess = AnyServerProcess<ServerUnderTest>

/** Spawns the command. @throws Error when it cannot be spawned */
export function startServer(
  server: ServerUnderTest,
  port: number,
  { databaseUrl, secret }: { readonly databaseUrl: string; readonly secret: string },
): ServerProcess {
  return startAny(server, port, { DATABASE_URL: databaseUrl, BENCH_SECRET: secret })
}
