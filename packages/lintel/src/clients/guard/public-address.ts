/**
 * Which addresses belong to the public internet: everything else is refused where somebody else says where to connect to.
 *
 * @source https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry: what is not
 *         globally reachable, and what carries another address in it
 */
import { BlockList, isIP } from 'node:net'

const forbiddenIpv4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8], // this network (RFC 791)
  ['10.0.0.0', 8], // private (RFC 1918)
  ['100.64.0.0', 10], // shared by carriers (RFC 6598)
  ['127.0.0.0', 8], // loopback (RFC 1122)
  ['169.254.0.0', 16], // link-local, and where clouds tell credentials (RFC 3927)
  ['172.16.0.0', 12], // private (RFC 1918)
  ['192.0.0.0', 24], // protocol assignments (RFC 6890)
  ['192.0.2.0', 24], // documentation (RFC 5737)
  ['192.31.196.0', 24], // AS112 (RFC 7535)
  ['192.52.193.0', 24], // AMT (RFC 7450)
  ['192.88.99.0', 24], // relays of 6to4 (RFC 7526)
  ['192.168.0.0', 16], // private (RFC 1918)
  ['192.175.48.0', 24], // AS112 (RFC 7534)
  ['198.18.0.0', 15], // benchmarks (RFC 2544)
  ['198.51.100.0', 24], // documentation (RFC 5737)
  ['203.0.113.0', 24], // documentation (RFC 5737)
  ['224.0.0.0', 4], // multicast (RFC 5771)
  ['240.0.0.0', 4], // reserved, and broadcast (RFC 1112)
  ['168.63.129.16', 32], // the platform of Azure, which any of its machines reaches
]

// Of IPv6 only 2000::/3 is given out as global unicast: the rest is refused as a whole.
const forbiddenIpv6: readonly (readonly [string, number])[] = [
  ['2001::', 23], // protocol assignments, Teredo and ORCHID among them (RFC 2928)
  ['2001:db8::', 32], // documentation (RFC 3849)
  ['2002::', 16], // 6to4, which carries an IPv4 address (RFC 3056)
  ['2620:4f:8000::', 48], // AS112 (RFC 7534)
  ['3fff::', 20], // documentation (RFC 9637)
  ['3ffe::', 16], // the former 6bone (RFC 3701)
]

const forbidden = new BlockList()
for (const [network, prefix] of forbiddenIpv4) forbidden.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of forbiddenIpv6) forbidden.addSubnet(network, prefix, 'ipv6')

const globalUnicast = new BlockList()
globalUnicast.addSubnet('2000::', 3, 'ipv6')

/** Carry an IPv4 address in their last 32 bits: ::ffff:0:0/96 (RFC 4291) and, of networks without IPv4, 64:ff9b::/96 (RFC 6052). */
const carriers = new BlockList()
carriers.addSubnet('::ffff:0:0', 96, 'ipv6')
carriers.addSubnet('64:ff9b::', 96, 'ipv6')

/** @param address  in the form that a resolver or the URL parser gives; with a zone it is refused */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !forbidden.check(address, 'ipv4')
  if (family !== 6 || address.includes('%')) return false
  const carried = carriedIpv4(address)
  if (carried !== undefined) return isPublicAddress(carried)
  return globalUnicast.check(address, 'ipv6') && !forbidden.check(address, 'ipv6')
}

function carriedIpv4(address: string): string | undefined {
  if (!carriers.check(address, 'ipv6')) return undefined
  // The URL parser writes the last 32 bits as two groups of hexadecimal digits.
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(':').slice(-2)
  const [high = 0, low = 0] = groups.map((group) => Number.parseInt(group || '0', 16))
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/**
 * A list of networks: `127.0.0.0/8`, `fd00::/8`, or single addresses.
 *
 * @returns `undefined` where one of them is none
 */
export function networksOf(texts: readonly string[]): BlockList | undefined {
  const networks = new BlockList()
  for (const text of texts) {
    const [address = '', bits] = text.split('/')
    const family = isIP(address)
    const longest = family === 4 ? 32 : 128
    const prefix = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN
    if (family === 0 || !(prefix <= longest)) return undefined
    networks.addSubnet(address, prefix, family === 4 ? 'ipv4' : 'ipv6')
  }
  return networks
}
