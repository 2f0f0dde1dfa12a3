/** Says where a request may go whose address comes from somebody else: only out to the public internet. */
import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { type BlockList, isIP } from 'node:net'
import { isPublicAddress, networksOf } from './public-address.ts'

/** Where a request may not go, and why: for whoever gave the address. */
export class AddressRefused extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'AddressRefused'
  }
}

export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>

export interface GuardOptions {
  /** Refuses plain HTTP (default `true`). */
  readonly httpsOnly?: boolean
  /** Networks that are open beside the public internet, for development and tests. */
  readonly allow?: readonly string[]
  /** Default: what the machine asks for every name. */
  readonly resolve?: Resolve
}

/** What was checked, to be connected to and nothing else. */
export interface CheckedTarget {
  readonly url: URL
  readonly addresses: readonly LookupAddress[]
}

// RFC 6761, 6762, 7686, 8375, 9476: names that no public server has.
const specialNames =
  /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa|onion|invalid|test|example|alt)$/

export class AddressGuard {
  readonly #httpsOnly: boolean
  readonly #allowed: BlockList | undefined
  readonly #resolve: Resolve

  /** @throws TypeError for a network that is none */
  constructor({ httpsOnly = true, allow = [], resolve = resolveName }: GuardOptions = {}) {
    const networks = networksOf(allow)
    if (!networks) throw new TypeError(`One of ${allow.join(', ')} is no network.`)
    this.#httpsOnly = httpsOnly
    this.#allowed = allow.length > 0 ? networks : undefined
    this.#resolve = resolve
  }

  /**
   * What can be said of an address without asking for its name.
   *
   * @throws AddressRefused
   */
  read(text: string): URL {
    // The WHATWG parser turns decimal, octal, hexadecimal and short forms, and other digits, into the usual one.
    if (!URL.canParse(text)) throw new AddressRefused('It is no address.')
    const url = new URL(text)
    if (url.protocol !== 'https:' && (this.#httpsOnly || url.protocol !== 'http:'))
      throw new AddressRefused(`It must begin with https://${this.#httpsOnly ? '' : ' or http://'}.`)
    if (url.username !== '' || url.password !== '') throw new AddressRefused('It has a user or a password.')
    if (!isOpenPort(url.port)) throw new AddressRefused(`The port ${url.port} is none of the web.`)
    const host = hostOf(url)
    if (isIP(host) !== 0) this.#requireOpen(host)
    else if (!this.#allowed && (!host.includes('.') || specialNames.test(host)))
      throw new AddressRefused(`${host} is no public name.`)
    return url
  }

  /**
   * Asks where an address leads right now. Every address of a name must be open: of several, any may be taken.
   *
   * @throws AddressRefused, or what the resolver fails with
   */
  async check(text: string): Promise<CheckedTarget> {
    const url = this.read(text)
    const host = hostOf(url)
    const family = isIP(host)
    const addresses = family === 0 ? await this.#resolve(host) : [{ address: host, family }]
    if (addresses.length === 0) throw new AddressRefused(`${host} leads nowhere.`)
    for (const { address } of addresses) this.#requireOpen(address)
    return { url, addresses }
  }

  #requireOpen(address: string): void {
    if (isPublicAddress(address) || this.#isAllowed(address)) return
    throw new AddressRefused(`${address} is not of the public internet.`)
  }

  #isAllowed(address: string): boolean {
    const family = isIP(address)
    if (!this.#allowed || family === 0 || address.includes('%')) return false
    return this.#allowed.check(address, family === 4 ? 'ipv4' : 'ipv6')
  }
}

/** Without brackets, and without the dot that ends a full name. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

function isOpenPort(port: string): boolean {
  return port === '' || port === '80' || port === '443' || Number(port) >= 1024
}

function resolveName(hostname: string): Promise<readonly LookupAddress[]> {
  return lookup(hostname, { all: true, verbatim: true })
}
