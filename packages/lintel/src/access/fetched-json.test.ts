import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { FetchFailed, fetchJson } from './fetched-json.ts'

const asked: string[] = []
const answers: Record<string, (response: ServerResponse) => void> = {
  '/good': (response) => response.end('{"keys":[]}'),
  '/elsewhere': (response) => response.writeHead(302, { location: '/good' }).end(),
  '/missing': (response) => response.writeHead(404).end('{"keys":[]}'),
  '/no-json': (response) => response.end('<html>'),
  '/large': (response) => response.end(JSON.stringify({ keys: ['x'.repeat(1_048_577)] })),
  '/endless': (response) => {
    const more = () => {
      while (!response.destroyed && response.write(' '.repeat(65_536)));
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  },
  '/silent': (response) => response.flushHeaders(),
}
const server = createServer(({ url = '' }, response) => {
  asked.push(url)
  answers[url]?.(response)
}).listen(0, '127.0.0.1')
const origin = await new Promise<string>((resolve) => {
  server.once('listening', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
})
afterEach(() => {
  asked.length = 0
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

test('what is asked for is given', async () => {
  expect(await fetchJson(`${origin}/good`, 5_000)).toEqual({ keys: [] })
})

describe('refused, naming the address:', () => {
  test('a redirection, which is not followed', async () => {
    await expect(fetchJson(`${origin}/elsewhere`, 5_000)).rejects.toThrow(`${origin}/elsewhere`)
    expect(asked).toEqual(['/elsewhere'])
  })

  test.each([
    ['another status', '/missing', /answered 404/],
    ['what is no JSON', '/no-json', /did not answer as it should/],
    ['more than a mebibyte', '/large', /more than 1048576 bytes/],
    ['what does not end', '/endless', /more than 1048576 bytes/],
  ])('%s', async (_what, path, message) => {
    const refused = fetchJson(`${origin}${path}`, 30_000)
    await expect(refused).rejects.toThrow(FetchFailed)
    await expect(refused).rejects.toThrow(message)
    await expect(refused).rejects.toThrow(`${origin}${path}`)
  })

  test('what does not come in time', async () => {
    await expect(fetchJson(`${origin}/silent`, 100)).rejects.toThrow(`${origin}/silent`)
  })
})
