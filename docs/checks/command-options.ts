/** The options that each command of `lintel` defines, as the command itself says them. */
import { commands } from '../../packages/lintel/src/cli/commands.ts'

export interface CommandOptions {
  /** `lintel migrate up` */
  readonly name: string
  /** `--to <number>` */
  readonly options: readonly string[]
}

export async function commandOptions(): Promise<readonly CommandOptions[]> {
  const all = await Promise.all(
    commands.map(async ({ name, load }) => {
      const { define } = await load()
      const recorder = new Recorder(`lintel ${name}`)
      define(recorder as unknown as Parameters<typeof define>[0])
      return recorder.below.length > 0 ? recorder.below : [recorder]
    }),
  )
  return all.flat()
}

/** Takes what a command is defined with, and keeps the options. */
class Recorder implements CommandOptions {
  readonly name: string
  readonly options: string[] = []
  readonly below: Recorder[] = []

  constructor(name: string) {
    this.name = name
  }

  option(flags: string): this {
    this.options.push(flags)
    return this
  }

  command(name: string): Recorder {
    const recorder = new Recorder(`${this.name} ${name}`)
    this.below.push(recorder)
    return recorder
  }

  description(): this {
    return this
  }

  argument(): this {
    return this
  }

  addHelpText(): this {
    return this
  }

  action(): this {
    return this
  }
}
