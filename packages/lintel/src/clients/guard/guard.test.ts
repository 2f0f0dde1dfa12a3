/** The guard of addresses that others give: what leads anywhere but to the public internet is refused, and never connected to. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Authority } from '../../../test/certificates.ts'
import { AddressGuard, AddressRefused, type Resolve } from './address-guard.ts'
import { guardedPost } from './guarded-post.ts'
import { isPublicAddress } from './public-address.ts'

/** Listens on every address of this machine: what is let through would reach it. */
let server: Server
let port = 0
let requests: string[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(`${request.headers.host}${request.url}`)
    if (request.url === '/moved') response.writeHead(302, { location: `http://127.0.0.1:${port}/secret` })
    if (request.url === '/busy') response.writeHead(503, { 'retry-after': '7' })
    if (request.url === '/endless') {
      response.write('begun')
      return
    }
    if (request.url !== '/silent') response.end('x'.repeat(request.url === '/long' ? 1_000_000 : 2))
  }).listen(0, '::')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  requests = []
})

const names: Readonly<Record<string, readonly string[]>> = {
  'private.partner.com': ['10.0.0.5'],
  'loopback.partner.com': ['127.0.0.1'],
  'loopback6.partner.com': ['::1'],
  'metadata.partner.com': ['169.254.169.254'],
  'mapped.partner.com': ['::ffff:127.0.0.1'],
  'mixed.partner.com': ['93.184.216.34', '127.0.0.1'],
  'zone.partner.com': ['fe80::1%lo'],
  'nowhere.partner.com': [],
}
const resolve: Resolve = async (name) =>
  (names[name] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

const post = (guard: AddressGuard, url: string, timeoutMs = 5_000) =>
  guardedPost(guard, {
    ...{ url, headers: {}, body: Buffer.from('{}'), timeoutMs },
    signal: new AbortController().signal,
  })

// Each with the port of the server, so that a hole would be seen as a request.
const forbidden = `
127.0.0.1 127.0.0.2 127.255.255.254 127.1 127.0.1 2130706433 017700000001 0x7f000001 0x7f.1 0177.0.0.1
0177.0.0.01 0x7F.0x0.0x0.0x1 127.0.0.1. 0 0.0.0.0 0.1.2.3 0x0 00 10.0.0.1 10.255.255.255 167772161 012.1.2.3 0xa.1
100.64.0.1 100.127.255.255 169.254.169.254 169.254.0.1 2852039166 0xa9fea9fe 0251.0376.0251.0376 169.254.43518
172.16.0.1 172.31.255.255 172.16.1 192.168.0.1 192.168.257 3232235521 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1
198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 4294967295
168.63.129.16 %31%32%37.0.0.1 １２７.０.０.１ ①②⑦.0.0.1 127。0。0。1
[::] [::1] [0:0:0:0:0:0:0:1] [::0001] [0000::1] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:7f00:1]
[::ffff:10.0.0.1] [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [::ffff:0.0.0.0] [::127.0.0.1] [::7f00:1]
[::ffff:0:127.0.0.1] [64:ff9b::127.0.0.1] [64:ff9b::a9fe:a9fe] [64:ff9b::10.0.0.1] [64:ff9b:1::1] [100::1] [fc00::1]
[fd00::1] [fd00:ec2::254] [fe80::1] [febf::1] [fec0::1] [ff02::1] [ff0e::1] [2001::1] [2001:0:7f00:1::] [2001:db8::1]
[2001:10::1] [2001:20::1] [2002:7f00:1::] [2002:a00:1::1] [2002:a9fe:a9fe::] [3ffe::1] [3fff::1] [4000::1] [5f00::1]
localhost LOCALHOST localhost. a.localhost printer.local db.internal metadata.google.internal router.lan
nas.home.arpa intranet metadata a.onion a.test ｌｏｃａｌｈｏｓｔ
private.partner.com loopback.partner.com loopback6.partner.com metadata.partner.com mapped.partner.com
mixed.partner.com zone.partner.com nowhere.partner.com`
  .trim()
  .split(/\s+/)

test('the forms that are tried are many, and each another', () => {
  expect(new Set(forbidden).size).toBe(forbidden.length)
  expect(forbidden.length).toBeGreaterThan(100)
})

test.each(forbidden)('nothing is sent to %s', async (host) => {
  const guard = new AddressGuard({ httpsOnly: false, resolve })
  await expect(post(guard, `http://${host}:${port}/`)).rejects.toThrow(AddressRefused)
  expect(requests).toEqual([])
})

test.each([
  'ftp://partner.com/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:70/',
  'javascript:alert(1)',
  'data:text/plain,x',
  'unix:/var/run/docker.sock',
  '//partner.com/',
  'partner.com',
  '',
  'http://',
  'http://[fe80::1%25eth0]/',
  'http://[::1/',
  'http://256.256.256.256/',
  'http://1.2.3.4.5/',
  'http://user@partner.com/',
  'http://user:password@partner.com/',
  'http://partner.com@127.0.0.1/',
  'http://partner.com:22/',
  'http://partner.com:25/',
  'http://partner.com:0/',
  'http://127.0.0.1#@partner.com/',
  'http://127.0.0.1\\@partner.com/',
  'http:\\\\127.0.0.1\\',
  'http:127.0.0.1',
  'ht\ntp://127.0.0.1/',
])('%j is refused before anything is looked up', async (url) => {
  const asked: string[] = []
  const guard = new AddressGuard({
    httpsOnly: false,
    resolve: async (name) => {
      asked.push(name)
      return []
    },
  })
  await expect(post(guard, url)).rejects.toThrow(AddressRefused)
  expect(asked).toEqual([])
})

test.each([
  ['1.1.1.1', true],
  ['93.184.216.34', true],
  ['172.15.255.255', true],
  ['172.32.0.0', true],
  ['100.63.255.255', true],
  ['100.128.0.0', true],
  ['192.0.1.0', true],
  ['223.255.255.255', true],
  ['2606:4700:4700::1111', true],
  ['2a00:1450:4001::5', true],
  ['64:ff9b::1.1.1.1', true],
  ['::ffff:1.1.1.1', true],
  ['fe80::1%eth0', false],
  ['2606:4700::1%eth0', false],
  ['localhost', false],
])('%s is public: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic)
})

describe('what is allowed on purpose', () => {
  const open = new AddressGuard({ httpsOnly: false, allow: ['127.0.0.0/8', '::1'], resolve })

  test('is reached, and nothing beside it', async () => {
    expect(await post(open, `http://127.0.0.1:${port}/a`)).toEqual({ status: 200, retryAfter: undefined })
    expect((await post(open, `http://[::1]:${port}/b`)).status).toBe(200)
    await expect(post(open, `http://169.254.169.254:${port}/`)).rejects.toThrow(AddressRefused)
    expect(requests).toHaveLength(2)
  })

  test('a redirect is an answer, and is not followed', async () => {
    expect((await post(open, `http://127.0.0.1:${port}/moved`)).status).toBe(302)
    expect(requests).toEqual([`127.0.0.1:${port}/moved`])
  })

  test('a wait that is asked for is told', async () => {
    expect(await post(open, `http://127.0.0.1:${port}/busy`)).toEqual({ status: 503, retryAfter: '7' })
  })

  test('an answer that does not end, or is long, holds nobody up', async () => {
    expect((await post(open, `http://127.0.0.1:${port}/endless`)).status).toBe(200)
    expect((await post(open, `http://127.0.0.1:${port}/long`)).status).toBe(200)
  })

  test('whoever does not answer is given up', async () => {
    await expect(post(open, `http://127.0.0.1:${port}/silent`, 100)).rejects.toThrow('within 100 ms')
  })

  test.each(['127.0.0.1/33', '127.0.0.0/x', 'localhost', '1.2.3/8'])('%s is no network', (network) => {
    expect(() => new AddressGuard({ allow: [network] })).toThrow('is no network')
  })
})

describe('a name that leads elsewhere the next time', () => {
  test('is looked up once for a try: the address that was checked is the one that is connected', async () => {
    let times = 0
    const rebinding: Resolve = async () => {
      times++
      // Public, or rather allowed here, at the check; the loopback address of the server at every later look.
      return [{ address: times === 1 ? '127.0.0.9' : '127.0.0.1', family: 4 }]
    }
    const guard = new AddressGuard({ httpsOnly: false, allow: ['127.0.0.9/32'], resolve: rebinding })
    expect((await post(guard, `http://rebinding.partner.com:${port}/`)).status).toBe(200)
    expect(times).toBe(1)
    expect(requests).toEqual([`rebinding.partner.com:${port}/`])
    await expect(post(guard, `http://rebinding.partner.com:${port}/`)).rejects.toThrow(AddressRefused)
    expect(requests).toHaveLength(1)
  })
})

describe('HTTPS', () => {
  test('is asked for unless plain HTTP is allowed', async () => {
    await expect(post(new AddressGuard({ resolve }), 'http://partner.com/')).rejects.toThrow('https://')
  })

  test('the name in the certificate is that of the address, whatever it resolves to', async () => {
    const authority = new Authority('an authority for tests')
    const pair = authority.issue({ commonName: 'hooks', dns: ['hooks.partner.com'] })
    const ca = authority.certificate.cert
    const secure = createTlsServer(pair, (_request, response) => response.end()).listen(0, '127.0.0.1')
    await once(secure, 'listening')
    const securePort = (secure.address() as AddressInfo).port
    const guard = new AddressGuard({
      allow: ['127.0.0.1'],
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    })
    const to = (host: string) =>
      guardedPost(guard, {
        ...{ url: `https://${host}:${securePort}/`, headers: {}, body: Buffer.from(''), timeoutMs: 5_000 },
        ...{ signal: new AbortController().signal, ca },
      })
    expect((await to('hooks.partner.com')).status).toBe(200)
    await expect(to('other.partner.com')).rejects.toThrow('does not match certificate')
    secure.close()
  })
})
