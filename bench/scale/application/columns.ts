/** The columns of the generated entities: every kind of value that `t` offers. */

export interface Column {
  readonly name: string
  /** `t.string({ max: 120 })` */
  readonly declaration: string
  /** Whether a new row has to bring it. */
  readonly required: boolean
}

const required = (name: string, declaration: string): Column => ({ name, declaration, required: true })
const free = (name: string, declaration: string): Column => ({ name, declaration, required: false })

/** Of every entity, so that operations have something to work with. */
export const commonColumns: readonly Column[] = [
  required('name', 't.string({ max: 120 })'),
  free('status', "t.enum('open', 'active', 'closed').default('open')"),
  free('position', 't.integer({ min: 0 }).default(0)'),
]

/** Of the one entity that signs in. */
export const userColumns: readonly Column[] = [
  required('email', 't.email().unique().personal()'),
  required('password', 't.password()'),
  free('role', "t.enum('customer', 'support', 'admin').default('customer')"),
]

const rotatingColumns: readonly Column[] = [
  free('note', 't.text({ max: 2000 }).optional()'),
  free('contact', 't.email().optional().personal()'),
  free('amount', "t.decimal(12, 2, { min: 0 }).readOnly().default('0.00')"),
  free('website', 't.url().optional()'),
  required('slug', 't.slug().unique()'),
  free('trace', 't.uuid().optional()'),
  free('weight', "t.integer({ min: 0, max: 10_000 }).describe('In grams.').optional()"),
  free('ticket', "t.bigint().default('0')"),
  free('isActive', 't.boolean().default(true)'),
  free('dueOn', 't.date().optional()'),
  free('seenAt', 't.timestamp().defaultNow()'),
  free('priority', "t.enum('low', 'normal', 'high').default('normal')"),
  free('details', "t.json({ type: 'object' }).default({})"),
  free('revision', 't.version()'),
  required('code', "t.string({ min: 5, max: 5, pattern: '^[A-Z]{3}[0-9]{2}$' }).immutable()"),
  free('score', 't.integer().private().default(0)'),
]

/** `count` columns, in turn, so that each kind is used as often as the others. */
export function columnsInTurn(start: number, count: number): readonly Column[] {
  return Array.from({ length: count }, (_, step) => rotatingColumns[(start + step) % rotatingColumns.length]!)
}
