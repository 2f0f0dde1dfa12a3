import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { launchServer, type StartedServer, type StartOptions } from './started-server.ts'

const node = JSON.stringify(process.execPath)
const serve = fileURLToPath(new URL('./fixture/serve.ts', import.meta.url))
const conduit = `${node} --import tsx ${JSON.stringify(serve)}`

function script(source: string): string {
  return `${node} -e ${JSON.stringify(source)}`
}

describe('a started server', () => {
  let server: StartedServer

  async function launch(command: string, options: Partial<StartOptions> = {}): Promise<void> {
    server = await launchServer({ command, readyPath: '/health/ready', ...options })
  }

  afterEach(async () => {
    await server.stop()
  })

  it('gets a port, is waited for, and ends on SIGTERM', async () => {
    await launch(conduit)
    await server.untilReady()
    expect((await fetch(`${server.host}/api/tags`)).status).toBe(200)
    expect(server.output).toContain(server.host)
    await server.stop()
    await expect(fetch(`${server.host}/api/tags`)).rejects.toThrow()
  })

  it('ends together with what its shell has started', async () => {
    await launch(`true && ${conduit}; echo after`)
    await server.untilReady()
    await server.stop()
    await expect(fetch(`${server.host}/api/tags`)).rejects.toThrow()
  })

  it('tells how it died before it was ready, and what it wrote', async () => {
    await launch(script("console.error('no database'); process.exit(3)"))
    await expect(server.untilReady()).rejects.toThrow(
      /ended before it was ready \(exit code 3\)\nno database/,
    )
  })

  it('tells what its ready path gave until the time was over', async () => {
    const refusing = "require('http').createServer((q, r) => r.writeHead(503).end()).listen(process.env.PORT)"
    await launch(script(refusing), { readyTimeoutMs: 1_500 })
    await expect(server.untilReady()).rejects.toThrow(/not ready within 1500 ms: \S+\/health\/ready gave 503/)
  })

  it('is killed when it does not heed SIGTERM', async () => {
    const answering = "require('http').createServer((q, r) => r.end()).listen(process.env.PORT)"
    await launch(script(`process.on('SIGTERM', () => {}); ${answering}`), { stopTimeoutMs: 300 })
    await server.untilReady()
    expect(await server.stop()).toContain('was killed')
    await expect(fetch(server.host)).rejects.toThrow()
  })

  it('knows that it has died by itself', async () => {
    await launch(script('setTimeout(() => process.exit(4), 50)'))
    expect(server.ending).toBeUndefined()
    while (!server.ending) await delay(20)
    expect(server.ending).toBe('exit code 4')
    expect(await server.stop()).toBe('exit code 4')
  })
})
