/** A change is rolled out and back on a live database: the release before and the new one serve, and both are asked. */
import { expect, test } from 'vitest'
import { type Deployment, deploy } from './deployment.ts'
import { askBoth, nextNumber } from './dialogue.ts'
import { type Load, underLoad } from './load.ts'
import type { Release } from './release.ts'
import type { ReleaseChange, Side } from './release-change.ts'

/** Declares the tests of these changes. */
export function tryReleases(changes: readonly ReleaseChange[]): void {
  test.concurrent.each(changes)('$name', { timeout: 120_000 }, async (change) => {
    const deployment = await deploy(change)
    try {
      const trial = new Trial(change, deployment)
      await trial.rollOut()
      await trial.contract()
      await trial.rollBack()
    } finally {
      await deployment.end()
    }
  })
}

/** More than one batch of a backfill. */
const rows = 250

class Trial {
  readonly #change: ReleaseChange
  readonly #deployment: Deployment
  #running: { readonly side: Side; readonly release: Release }[] = []

  constructor(change: ReleaseChange, deployment: Deployment) {
    this.#change = change
    this.#deployment = deployment
  }

  async rollOut(): Promise<void> {
    const { words, rows: sql } = this.#change
    await this.#deployment.up(1)
    if (sql !== undefined) await this.#deployment.client.query(sql)
    const before = await this.#start('before')
    const items = Array.from({ length: rows }, () => words.before.values(nextNumber()))
    const filled = await before.ask(`POST ${words.before.path}/bulk`, { body: { items } })
    expect(filled.status, filled.text).toBe(201)
    await this.#migrate('up', 2)
    const after = await this.#start('after')
    await this.#askAll({ before, after })
    await this.#restart('before')
  }

  /** While the release before is connected it is refused; then it cannot start again. */
  async contract(): Promise<void> {
    const { last } = this.#deployment
    if (last === 2) return
    await expect(this.#deployment.up(3)).rejects.toMatchObject({ code: 'release_still_serving' })
    await this.#stop('before')
    await this.#migrate('up', 3)
    for (let number = 4; number <= last; number++) await this.#migrate('up', number)
    await expect(this.#deployment.start('before')).rejects.toThrow(/of a newer build, serves builds from/)
    await this.#restart('after')
  }

  async rollBack(): Promise<void> {
    if (this.#deployment.last > 2) {
      await this.#migrate('down', 2)
      await this.#start('before')
    }
    await this.#askAll(this.#both())
    await expect(this.#deployment.down(1)).rejects.toMatchObject({ code: 'release_still_serving' })
    await this.#stop('after')
    await this.#migrate('down', 1)
  }

  async #askAll(both: { readonly before: Release; readonly after: Release }): Promise<void> {
    await askBoth(both, this.#change.words)
    await this.#change.also?.(both)
  }

  /** Whoever serves goes on meanwhile. */
  async #migrate(direction: 'up' | 'down', to: number): Promise<void> {
    const loads = this.#running.map(
      ({ side, release }): Load => ({ release, words: this.#change.words[side] }),
    )
    const result = await underLoad(loads, () => this.#deployment[direction](to))
    expect([direction, to, result.failures]).toEqual([direction, to, []])
  }

  async #start(side: Side): Promise<Release> {
    const release = await this.#deployment.start(side)
    this.#running.push({ side, release })
    return release
  }

  /** A process that starts on what the migration has made of the schema takes over. */
  async #restart(side: Side): Promise<void> {
    const old = this.#release(side)
    const fresh = await this.#start(side)
    this.#running = this.#running.filter(({ release }) => release !== old)
    await old.stop()
    const other = side === 'before' ? 'after' : 'before'
    const isAlone = !this.#running.some((each) => each.side === other)
    if (!isAlone) await askBoth({ ...this.#both(), [side]: fresh }, this.#change.words)
  }

  #both(): { readonly before: Release; readonly after: Release } {
    return { before: this.#release('before'), after: this.#release('after') }
  }

  async #stop(side: Side): Promise<void> {
    const { release } = this.#running.find((each) => each.side === side) ?? {}
    this.#running = this.#running.filter((each) => each.side !== side)
    await release?.stop()
  }

  #release(side: Side): Release {
    const found = this.#running.find((each) => each.side === side)
    if (!found) throw new Error(`No release ${side} serves.`)
    return found.release
  }
}
