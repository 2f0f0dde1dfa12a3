/** Closes a connection, of whose request bytes are still on their way, so that the client gets to read its answer. */
import type { IncomingMessage } from 'node:http'

/** How long bytes are taken and thrown away; a client that stops sending is waited for no longer than this either. */
const lingerMs = 2_000

/**
 * RFC 9112 §9.6: a server that closes while bytes arrive makes its own system reset the connection, and the reset
 * may destroy an answer that the client has not read yet. So our side is closed first, and the other read out.
 */
export function lingerOnClose(message: IncomingMessage): void {
  const { socket } = message
  const closeAtOnce = socket.destroySoon
  // What Node calls after the last answer of a connection.
  socket.destroySoon = () => {
    socket.destroySoon = closeAtOnce
    if (message.complete) return socket.destroySoon()
    socket.end()
    message.resume()
    const timer = setTimeout(() => socket.destroy(), lingerMs)
    socket.once('close', () => clearTimeout(timer))
  }
}
