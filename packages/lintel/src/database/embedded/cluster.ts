/** Names the one server of a home directory, as all steps of starting and stopping it see it. */

import type { Account } from './account.ts'
import type { HomeDirectory } from './home-directory.ts'

/** A Unix socket, or 127.0.0.1 with a password on systems (Windows) where PostgreSQL has no private socket. */
export type Transport = 'socket' | 'tcp'

export interface Cluster {
  readonly home: HomeDirectory
  readonly account: Account | undefined
  readonly transport: Transport
}

export type ServerAddress =
  | { readonly transport: 'socket'; readonly directory: string; readonly port: number }
  | { readonly transport: 'tcp'; readonly port: number; readonly password: string }
