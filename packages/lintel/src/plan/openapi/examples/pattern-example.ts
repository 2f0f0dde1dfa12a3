/** Texts that a regular expression may match: what cannot be sampled is left to whoever checks them. */

/** Repetitions of what may be repeated without end. */
const stretches = [0, 1, 2, 4, 8, 16, 32]
/** No example is longer than this, whatever is repeated in it. */
const mostCharacters = 1000

/**
 * Candidates, the plainest first; not each of them matches.
 *
 * @param least  characters that are asked for elsewhere
 */
export function patternExamples(pattern: string, least = 0): readonly string[] {
  const counts = [...stretches, least, least - 1, least - 2].filter((count) => count >= 0)
  try {
    return [false, true].flatMap((isVaried) =>
      counts.map((count) => new PatternSampler(pattern, count, isVaried).sample()),
    )
  } catch {
    // A reference back to a group, or no regular expression at all.
    return []
  }
}

/** Letters and digits before signs, and one of each kind at the beginning. */
const alphabet = [
  ...'a1A-bcdefghijklmnopqrstuvwxyz023456789BCDEFGHIJKLMNOPQRSTUVWXYZ _.,:;/@#+*!?$%&=()[]{}<>"\'',
]

class PatternSampler {
  readonly #pattern: string
  readonly #stretch: number
  /** Takes another character each time where several are allowed. */
  readonly #isVaried: boolean
  #at = 0

  constructor(pattern: string, stretch: number, isVaried: boolean) {
    this.#pattern = pattern
    this.#stretch = stretch
    this.#isVaried = isVaried
  }

  /** The first of the alternatives from here to the end of the group. */
  sample(): string {
    const first = this.#sequence()
    while (this.#peek() === '|') {
      this.#at++
      this.#sequence()
    }
    return first
  }

  #peek(): string {
    return this.#pattern.charAt(this.#at)
  }

  #sequence(): string {
    let text = ''
    while (this.#at < this.#pattern.length && this.#peek() !== '|' && this.#peek() !== ')') {
      text += repeated(this.#atom(), this.#repetitions())
    }
    return text
  }

  /** What may stand here: one text, or several to choose from. */
  #atom(): readonly string[] {
    if (this.#peek() === '(') return [this.#group()]
    const source = this.#take(
      /\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\.|./suy,
    )
    if (/^(?:\^|\$|\\b|\\B)$/.test(source)) return ['']
    const allowed = new RegExp(`^${source}$`, 'u')
    const known = alphabet.filter((each) => allowed.test(each))
    // A letter of another alphabet stands for itself.
    const found = known.length > 0 ? known : [source]
    return this.#isVaried ? found : found.slice(0, 1)
  }

  #group(): string {
    const opening = this.#take(/\((?:\?(?:<?[=!]|:|<[^>]*>))?/uy)
    const inside = this.sample()
    this.#at++
    // What is looked ahead at or back at is not consumed.
    return /^\(\?<?[=!]/.test(opening) ? '' : inside
  }

  #repetitions(): number {
    const quantifier = this.#take(/[*+?]\??|\{\d+(?:,\d*)?\}\??|/uy)
    if (quantifier === '') return 1
    if (quantifier.startsWith('?')) return Math.min(this.#stretch, 1)
    if (quantifier.startsWith('*')) return this.#stretch
    if (quantifier.startsWith('+')) return Math.max(this.#stretch, 1)
    const [, least = '0', comma, most] = /\{(\d+)(,?)(\d*)\}/.exec(quantifier) ?? []
    const end = most ? Number(most) : comma ? Infinity : Number(least)
    return Math.min(Math.max(Number(least), this.#stretch), end)
  }

  #take(expression: RegExp): string {
    expression.lastIndex = this.#at
    const taken = expression.exec(this.#pattern)?.[0] ?? ''
    this.#at += taken.length
    return taken
  }
}

function repeated(choices: readonly string[], times: number): string {
  let text = ''
  for (let count = 0; count < Math.min(times, mostCharacters) && text.length < mostCharacters; count++) {
    text += choices[count % choices.length] ?? ''
  }
  return text
}
