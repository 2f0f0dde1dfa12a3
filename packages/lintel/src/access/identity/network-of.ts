/** Which addresses are counted as one caller. */
import { isIPv6 } from 'node:net'

/**
 * An IPv4 address, or an IPv6 network of 64 bits: it belongs to one line, whose holder has all of its addresses
 * (RFC 6177).
 *
 * @param address  of a peer, or as a proxy writes it: with a port, maybe
 */
export function networkOf(address: string): string {
  const plain = withoutPort(address.trim()).replace(/%.*$/, '').toLowerCase()
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1]
  if (mapped !== undefined) return mapped
  return isIPv6(plain) ? groupsOf(plain).slice(0, 4).join(':') : plain
}

// Some proxies add the port, which is another one for each connection.
function withoutPort(address: string): string {
  return /^\[([^\]]*)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
}

function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(8 - before.length - after.length, 0)
  return [...before, ...Array<string>(zeros).fill('0'), ...after].map((group) =>
    group.replace(/^0+(?=.)/, ''),
  )
}
