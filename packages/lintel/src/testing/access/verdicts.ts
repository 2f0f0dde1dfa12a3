/** Collects what was expected and what was seen, cell by cell. */

export interface Cell {
  /** Who asked. */
  readonly person: string
  /** By which door: `list orders`, `read orders`, `db.find order`. */
  readonly door: string
  /** The row that it is about, or what else was asked. */
  readonly about?: string
  readonly expected: string
  readonly actual: string
}

/** Thrown where one wrong cell is all that somebody wants to know. */
export class FirstWrong extends Error {}

export class Verdicts {
  readonly #stopsAtFirst: boolean
  readonly wrong: Cell[] = []
  readonly untried = new Map<string, number>()
  readonly doors = new Map<string, number>()
  cells = 0

  constructor(stopsAtFirst: boolean) {
    this.#stopsAtFirst = stopsAtFirst
  }

  /** @throws FirstWrong */
  check(cell: Cell): void {
    this.cells++
    const door = cell.door.split(' ')[0] ?? ''
    this.doors.set(door, (this.doors.get(door) ?? 0) + 1)
    if (cell.expected === cell.actual) return
    this.wrong.push(cell)
    if (this.#stopsAtFirst) throw new FirstWrong(cellText(cell))
  }

  /** A cell that could not be tried, and why; none goes unsaid. */
  skip(reason: string): void {
    this.untried.set(reason, (this.untried.get(reason) ?? 0) + 1)
  }
}

export function cellText({ person, door, about, expected, actual }: Cell): string {
  return `${person}, ${door}${about === undefined ? '' : `, ${about}`}: expected ${expected}, got ${actual}`
}
