/** Columns that come, go, become required or optional, and get other defaults. */
import { entity, t } from 'lintel'
import { field, type Kind, note } from '../kind.ts'

const User = entity('user', { name: t.string({ max: 40 }) })

export const columnKinds: readonly Kind[] = [
  field('an optional text', undefined, t.text({ max: 50 }).optional()),
  field('an optional integer in a range', undefined, t.integer({ min: 1, max: 9 }).optional()),
  field('a required boolean with a default', undefined, t.boolean().default(false)),
  field('a required enum with a default', undefined, t.enum('new', "it's").default("it's")),
  field('a required decimal with a default', undefined, t.decimal(8, 2, { min: 0 }).default('9.90')),
  {
    ...field('a required moment that defaults to now', undefined, t.timestamp().defaultNow()),
    ofItsMoment: ['thing'],
  },
  {
    ...field('a required day that defaults to today', undefined, t.date().defaultNow()),
    ofItsMoment: ['thing'],
  },
  field('required JSON with a default', undefined, t.json().default({ a: [1, null] })),
  field('a version', undefined, t.version()),
  field('an optional unique slug', undefined, t.slug().optional().unique()),
  field(
    'a required text, filled from another column',
    undefined,
    t.text({ max: 200 }).filledFrom('lower(body)'),
  ),
  field(
    'a required unique text, filled from the id',
    undefined,
    t.text({ max: 60 }).filledFrom("'n-' || id").unique(),
  ),
  field(
    'an optional number, filled from another column',
    undefined,
    t.integer().filledFrom('length(body)').optional(),
  ),
  field(
    'a filled column with a default of its own',
    undefined,
    t.integer().filledFrom('length(body)').default(7),
  ),
  field('a column that is described', undefined, t.boolean().optional().describe("Whether it's read")),
  {
    name: 'several columns at once',
    from: note({}),
    to: note({
      one: t.integer().filledFrom('1'),
      two: t.text().filledFrom('body'),
      three: t.boolean().default(true),
      four: t.date().optional(),
    }),
  },
  field('an optional column becomes required with a default', t.integer().optional(), t.integer().default(5)),
  field(
    'an optional column becomes required, filled from another',
    t.text({ max: 200 }).optional(),
    t.text({ max: 200 }).filledFrom('body'),
  ),
  field('a required column becomes optional', t.integer(), t.integer().optional()),
  field('a default comes', t.integer(), t.integer().default(3)),
  field('a default goes', t.integer().default(3), t.integer()),
  field('a default changes', t.text({ max: 9 }).default('a'), t.text({ max: 9 }).default("b'c")),
  field('a description comes', t.integer(), t.integer().describe('How many')),
  field('a description changes', t.integer().describe('One'), t.integer().describe("Two's")),
  field('a description goes', t.integer().describe('One'), t.integer()),
  {
    name: 'the description of an entity',
    from: note({}),
    to: note({}, { description: 'What somebody wrote' }),
  },
  { ...field('an optional column goes', t.integer().optional(), undefined), allowDataLoss: true },
  { ...field('a required text goes', t.string({ max: 30 }), undefined), allowDataLoss: true },
  { ...field('a required unique text goes', t.string({ max: 60 }).unique(), undefined), allowDataLoss: true },
  { ...field('a column with a default goes', t.enum('a', 'b').default('a'), undefined), allowDataLoss: true },
  {
    name: 'a required reference goes',
    from: { User, ...note({ author: t.ref(() => User) }) },
    to: { User, ...note({}) },
    allowDataLoss: true,
  },
  {
    name: 'a column goes that an index and a check have',
    from: note(
      { first: t.integer(), last: t.integer() },
      { index: [['first', 'last']], check: { in_order: ['first', '<=', { field: 'last' }] } },
    ),
    to: note({ last: t.integer() }),
    allowDataLoss: true,
  },
]
