/** What every adapter is held to, against its real broker. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { TcpProxy } from '../../../test/tcp-proxy.ts'
import { until } from '../../../test/work/until.ts'
import type { Broker, Consumption, OutgoingMessage, ReceivedBatch } from './broker.ts'

export interface Conforming {
  readonly name: string
  readonly host: string
  readonly port: number
  /** Opens the adapter on another address of the same broker. */
  readonly open: (address: { readonly host: string; readonly port: number }) => Promise<Broker>
  /** Whether a group that comes later gets what was published before it. */
  readonly keepsForLater: boolean
  /** Removes what the tests have left in the broker. */
  readonly clean: (application: string) => Promise<void>
}

/** What a reader keeps: ids once, in the order of their first coming, and its positions; two may share it. */
class Kept {
  readonly bodies: string[] = []
  readonly positions = new Map<string, string>()
  readonly faults: unknown[] = []
  readonly #seen = new Set<string>()
  before: (batch: ReceivedBatch) => Promise<void> = async () => undefined

  async take(batch: ReceivedBatch): Promise<void> {
    await this.before(batch)
    const { advance } = batch
    if (advance) {
      if (this.positions.get(advance.topic) !== advance.before) throw new Error('Another has read on.')
      this.positions.set(advance.topic, advance.after)
    }
    for (const { body } of batch.messages) {
      const text = body.toString()
      if (text === 'probe' || this.#seen.has(text)) continue
      this.#seen.add(text)
      this.bodies.push(text)
    }
  }
}

/** Texts of each key, in the order in which they came: a text is `key number`. */
function byKey(bodies: readonly string[]): Map<string, number[]> {
  const keys = new Map<string, number[]>()
  for (const body of bodies) {
    const [key = '', number] = body.split(' ')
    keys.set(key, [...(keys.get(key) ?? []), Number(number)])
  }
  return keys
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, number) => number)
}

export function conformance({ name, host, port, open, keepsForLater, clean }: Conforming): void {
  describe(`${name} as a broker`, () => {
    let proxy: TcpProxy
    let broker: Broker
    let application: string
    let topic: string
    const opened: Broker[] = []
    const consumptions: Consumption[] = []

    beforeAll(async () => {
      proxy = new TcpProxy({ host, port })
      await proxy.open()
    })
    afterAll(() => proxy.shut())
    beforeEach(async () => {
      await proxy.open()
      application = `conformance-${randomUUID()}`
      topic = `${application}.thing.happened`
      broker = await another()
    })
    afterEach(async () => {
      await proxy.open()
      for (const each of consumptions.splice(0)) await each.stop()
      for (const each of opened.splice(0)) await each.close()
      await clean(application)
    })

    async function another(place: { host: string; port: number } = { host, port }): Promise<Broker> {
      const next = await open(place)
      opened.push(next)
      return next
    }

    function consume(kept: Kept, by: Broker = broker, group = 'readers'): Consumption {
      const consumption = by.consume({
        group: `${application}-${group}`,
        topics: [topic],
        positionOf: async (each) => kept.positions.get(each),
        take: (batch) => kept.take(batch),
        onFault: (error) => kept.faults.push(error),
      })
      consumptions.push(consumption)
      return consumption
    }

    /** Consumes, and waits until what is published arrives. */
    async function listening(kept: Kept, by?: Broker, group?: string): Promise<Consumption> {
      const consumption = consume(kept, by, group)
      let arrived = false
      kept.before = async () => {
        arrived = true
      }
      await until(async () => {
        await broker.publish([message('probe')])
        await pause(50)
        return arrived
      })
      kept.before = async () => undefined
      return consumption
    }

    function message(body: string, key?: string): OutgoingMessage {
      return { id: randomUUID(), topic, key, body }
    }

    function numbered(count: number, keys = 4): OutgoingMessage[] {
      return numbers(count).map((number) => message(`k${number % keys} ${number}`, `k${number % keys}`))
    }

    function expectInOrder(kept: Kept, count: number, keys = 4): void {
      expect(kept.bodies).toHaveLength(count)
      for (const [key, found] of byKey(kept.bodies))
        expect(found).toEqual(numbers(count).filter((number) => `k${number % keys}` === key))
    }

    it('gives out what was published, in the order of each key', async () => {
      const kept = new Kept()
      await listening(kept)
      const all = numbered(1_000)
      for (let from = 0; from < all.length; from += 150) await broker.publish(all.slice(from, from + 150))
      await until(() => kept.bodies.length === all.length)
      expectInOrder(kept, all.length)
      expect(kept.faults).toEqual([])
    })

    it('keeps the order of a single key', async () => {
      const kept = new Kept()
      await listening(kept)
      await broker.publish(numbered(200, 1))
      await until(() => kept.bodies.length === 200)
      expectInOrder(kept, 200, 1)
    })

    it('carries any text, and a large one', async () => {
      const kept = new Kept()
      await listening(kept)
      const bodies = ['ünï¢ødé 🐘 \u0000 "\\', 'no JSON {', 'x'.repeat(900_000)]
      await broker.publish(bodies.map((body) => message(body, 'same')))
      await until(() => kept.bodies.length === bodies.length)
      expect(kept.bodies).toEqual(bodies)
    })

    it('gives a batch out again when it could not be taken, before what follows it', async () => {
      const kept = new Kept()
      await listening(kept)
      let failures = 3
      kept.before = async () => {
        if (failures-- > 0) throw new Error('Not now.')
      }
      await broker.publish(numbered(300))
      await until(() => kept.bodies.length === 300)
      expectInOrder(kept, 300)
      expect(kept.faults.length).toBeGreaterThanOrEqual(3)
    })

    it('gives out again what a reader that is gone had not taken', async () => {
      const kept = new Kept()
      const dying = await another({ host: '127.0.0.1', port: proxy.port })
      await listening(kept, dying)
      let hangs = true
      kept.before = async () => {
        if (!hangs) return
        // Its connection is gone before it has said anything.
        await proxy.shut()
        hangs = false
        throw new Error('It died.')
      }
      await broker.publish(numbered(300))
      await until(() => !hangs)
      consume(kept)
      await until(() => kept.bodies.length === 300)
      expectInOrder(kept, 300)
    })

    it('gives two readers of a group each message once, in order, also when one of them ends', async () => {
      const kept = new Kept()
      const first = await listening(kept)
      consume(kept, await another())
      const all = numbered(600)
      await broker.publish(all.slice(0, 300))
      await until(() => kept.bodies.length > 0)
      await first.stop()
      await broker.publish(all.slice(300))
      await until(() => kept.bodies.length === all.length)
      expectInOrder(kept, all.length)
    })

    it('gives each group all of it', async () => {
      const [one, other] = [new Kept(), new Kept()]
      await listening(one)
      await listening(other, broker, 'others')
      await broker.publish(numbered(50))
      await until(() => one.bodies.length === 50 && other.bodies.length === 50)
      expectInOrder(other, 50)
    })

    it('says so when it cannot store, and can when the broker is back', async () => {
      const cut = await another({ host: '127.0.0.1', port: proxy.port })
      const kept = new Kept()
      await listening(kept)
      await cut.publish([message('k0 0', 'k0')])
      await proxy.shut()
      await expect(cut.publish([message('k0 1', 'k0')])).rejects.toThrow()
      await proxy.open()
      await until(() =>
        cut.publish([message('k0 2', 'k0')]).then(
          () => true,
          () => false,
        ),
      )
      await until(() => kept.bodies.includes('k0 2'))
      expect(kept.bodies.filter((each) => each !== 'k0 1')).toEqual(['k0 0', 'k0 2'])
    })

    it('loses nothing and reorders nothing when connections are cut while it publishes and reads', async () => {
      const cut = await another({ host: '127.0.0.1', port: proxy.port })
      const kept = new Kept()
      await listening(kept, cut)
      const all = numbered(2_000)
      let isOver = false
      const cutting = (async () => {
        while (!isOver) {
          await pause(1_000 * Math.random())
          await proxy.shut()
          await proxy.open()
          // Long enough for a new connection on a busy machine.
          await pause(1_500)
        }
      })()
      for (let from = 0; from < all.length; from += 100) {
        const batch = all.slice(from, from + 100)
        await pause(100)
        await until(() =>
          cut.publish(batch).then(
            () => true,
            () => false,
          ),
        )
      }
      isOver = true
      await cutting
      await until(() => kept.bodies.length === all.length)
      expectInOrder(kept, all.length)
    })

    it('leaves with the broker what a slow reader has no time for', async () => {
      const slow = new Kept()
      const reading = await listening(slow)
      let release: () => void = () => undefined
      let given = 0
      slow.before = async ({ messages }) => {
        given += messages.length
        await new Promise<void>((resolve) => {
          release = resolve
        })
        throw new Error('It gave up.')
      }
      await broker.publish(numbered(2_000))
      await until(() => given > 0)
      expect(given).toBeLessThan(2_000)
      const stopped = reading.stop()
      release()
      await stopped
      slow.before = async () => undefined
      consume(slow, await another())
      await until(() => slow.bodies.length === 2_000)
      expectInOrder(slow, 2_000)
    })

    it(`gives a group that comes later ${keepsForLater ? 'all' : 'nothing'} of what was published before it`, async () => {
      await broker.publish(numbered(20))
      const kept = new Kept()
      await listening(kept)
      await broker.publish([message('k9 20', 'k9')])
      await until(() => kept.bodies.includes('k9 20'))
      expect(kept.bodies).toHaveLength(keepsForLater ? 21 : 1)
    })
  })
}
