/** Services that prove who they are by a client certificate (mutual TLS). */
import { TLSSocket } from 'node:tls'
import type { Principal, PrincipalData } from '../spec/principal.ts'
import type { Call } from './call.ts'
import { principalOf } from './principal-of.ts'

/** A connection has one certificate, for all its requests. */
const bySocket = new WeakMap<TLSSocket, Principal | undefined>()

/**
 * The service whose DNS name is in the client's certificate; `undefined` without one that our authorities vouch for.
 *
 * @source RFC 8705 §2.1.2: `tls_client_auth_san_dns`
 */
export function certifiedPrincipal(
  certified: ReadonlyMap<string, PrincipalData>,
  { message: { socket } }: Call,
): Principal | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined
  if (!bySocket.has(socket)) bySocket.set(socket, find(certified, socket))
  return bySocket.get(socket)
}

function find(certified: ReadonlyMap<string, PrincipalData>, socket: TLSSocket): Principal | undefined {
  const certificate = socket.getPeerX509Certificate()
  // The name to the letter: a wildcard stands for many, and the common name is a relic that no authority checks.
  const named = (name: string) =>
    certificate?.checkHost(name, { subject: 'never', wildcards: false }) === name
  const found = [...certified].find(([name]) => named(name))
  return found && principalOf(found[1])
}
