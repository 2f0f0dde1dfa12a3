/** States what an embedded server is not for, in sentences to print when it starts. */

import type { Cluster } from './cluster.ts'
import type { RunningServer } from './running-server.ts'

export function describeLimits(cluster: Cluster, server: RunningServer): readonly string[] {
  const { home, account } = cluster
  return [
    'For development and tests on this machine, not for production: no backups, no replica, no TLS, 100 connections. Set DATABASE_URL for anything else.',
    server.address.transport === 'socket'
      ? `No network access: it listens on the Unix socket in ${server.address.directory} only, and asks those who can enter there for no password.`
      : `No network access: it listens on 127.0.0.1:${server.address.port} only; the password is in ${home.password}.`,
    "The connection is a superuser's: row level security and missing grants do not bind it unless the application changes its role.",
    ...(server.source === 'package'
      ? [
          'The binaries of the npm package are without psql and pg_dump, and their bundled libraries get no security updates.',
        ]
      : []),
    ...(server.isDurable ? [] : ['fsync is off: when the machine crashes, the data may be lost.']),
    ...(account ? [`It runs as the account "${account.name}", because PostgreSQL refuses root.`] : []),
    ...(home.storage === home.path
      ? []
      : [`Its files are in ${home.storage}, because the account cannot enter ${home.path}.`]),
  ]
}
