/** A plan as `plan.json` keeps it: what each statement of its scripts is declared to lock. */
import { lockModes, type TableLockMode } from '../verification/lock-modes.ts'

export interface DeclaredPlan {
  /** `by-hand`: a person answers for its locks, not the plan. */
  readonly phase: 'expand' | 'contract' | 'by-hand'
  /** In the order in which they run. */
  readonly up: readonly DeclaredStep[]
  /** Absent where the plan does not say: it was written by an older version. */
  readonly down?: readonly DeclaredStep[]
  /** Whether the way back gives back every value. */
  readonly isReversible: boolean
  /** Whether the way up throws values away. */
  readonly isDestructive: boolean
}

export interface DeclaredStep {
  /** `none`: nothing is run. */
  readonly mode: string
  readonly statements: readonly DeclaredStatement[]
}

export interface DeclaredStatement {
  readonly sql: string
  /** On tables and views that were there before. */
  readonly locks: readonly DeclaredLock[]
}

export interface DeclaredLock {
  readonly table: string
  readonly mode: TableLockMode
}

/** @returns `undefined` for what is no plan */
export function declaredPlan(data: unknown): DeclaredPlan | undefined {
  if (!isRecord(data)) return undefined
  const { phase, steps: given } = data
  if (phase !== 'expand' && phase !== 'contract' && phase !== 'by-hand') return undefined
  if (!Array.isArray(given) || !given.every(isRecord)) return undefined
  const up = stepsOf(given, 'mode', 'statements')
  if (!up) return undefined
  const down = stepsOf(given.toReversed(), 'undoMode', 'undoStatements')
  return {
    phase,
    up,
    ...(down ? { down } : {}),
    isReversible: given.every(({ reversible }) => reversible === true),
    isDestructive: given.some(({ destructive }) => destructive !== false),
  }
}

type Data = Readonly<Record<string, unknown>>

function stepsOf(steps: readonly Data[], modeKey: string, statementsKey: string): DeclaredStep[] | undefined {
  const found = steps.map(({ [modeKey]: mode, [statementsKey]: statements }) =>
    typeof mode === 'string' && Array.isArray(statements) && statements.every(isStatement)
      ? { mode, statements }
      : undefined,
  )
  return found.every((step) => step !== undefined) ? found : undefined
}

function isStatement(value: unknown): value is DeclaredStatement {
  return (
    isRecord(value) &&
    typeof value.sql === 'string' &&
    Array.isArray(value.locks) &&
    value.locks.every(
      (lock) =>
        isRecord(lock) && typeof lock.table === 'string' && lockModes.some((mode) => mode === lock.mode),
    )
  )
}

function isRecord(value: unknown): value is Data {
  return typeof value === 'object' && value !== null
}
