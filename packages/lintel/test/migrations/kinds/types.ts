/** Columns of another type, split and merged columns, split tables. */
import { entity, t } from 'lintel'
import { field, type Kind, note } from '../kind.ts'

/** Of rows that a migration makes: where it went back and came again, they are others. */
const ownColumns = ['id', 'created_at', 'updated_at']
const address = { street: t.string({ max: 60 }), city: t.string({ max: 60 }).optional() }
const Customer = entity('customer', { name: t.string({ max: 40 }) })

export const typeKinds: readonly Kind[] = [
  field('an integer becomes a bigint', t.integer(), t.bigint()),
  field('an optional integer becomes a bigint', t.integer().optional(), t.bigint().optional()),
  field('an integer with a default becomes a bigint', t.integer().default(3), t.bigint().default('3')),
  {
    name: 'a unique, indexed integer becomes a bigint',
    from: note({ thing: t.integer().unique(), other: t.integer() }, { index: [['thing', 'other']] }),
    to: note({ thing: t.bigint().unique(), other: t.integer() }, { index: [['thing', 'other']] }),
  },
  {
    name: 'an integer in a range becomes a decimal',
    from: note({ thing: t.integer({ min: 1, max: 500 }) }),
    to: note({ thing: t.decimal(14, 2, { min: 1, max: 500 }) }),
  },
  field('a decimal gets more digits before the point', t.decimal(8, 2), t.decimal(12, 2)),
  field('a decimal gets more digits behind the point', t.decimal(8, 2), t.decimal(12, 4)),
  {
    name: 'two integers of a table become bigints',
    from: note({ one: t.integer(), two: t.integer().optional() }, { unique: [['one', 'two']] }),
    to: note({ one: t.bigint(), two: t.bigint().optional() }, { unique: [['one', 'two']] }),
  },
  {
    name: 'an integer becomes a bigint with another default, and fills a column that comes',
    from: note({ thing: t.integer().default(3) }),
    to: note({ thing: t.bigint().default('4'), twice: t.bigint().filledFrom('thing::bigint * 2') }),
  },
  {
    name: 'an optional integer becomes a required bigint',
    from: note({ thing: t.integer().optional() }),
    to: note({ thing: t.bigint().default('0') }),
  },
  {
    name: 'one column becomes two',
    from: note({ name: t.string({ max: 60 }) }),
    to: note(
      {
        firstName: t.text({ max: 60 }).filledFrom("split_part(name, ' ', 1)"),
        lastName: t.text({ max: 60 }).filledFrom("substr(name, length(split_part(name, ' ', 1)) + 2)"),
      },
      { retired: { name: "rtrim(first_name || ' ' || last_name)" } },
    ),
  },
  {
    name: 'two columns become one',
    from: note({ firstName: t.string({ max: 30 }), lastName: t.string({ max: 30 }) }),
    to: note(
      { name: t.text({ max: 80 }).filledFrom("first_name || ' ' || last_name") },
      { retired: { firstName: "split_part(name, ' ', 1)", lastName: "split_part(name, ' ', 2)" } },
    ),
  },
  {
    name: 'columns become rows of a table of their own',
    ofItsMoment: ownColumns,
    from: { Customer: entity('customer', { name: t.string({ max: 40 }), ...address }) },
    to: {
      Customer,
      Address: entity(
        'address',
        { customer: t.ref(() => Customer, { onDelete: 'cascade' }).unique(), ...address },
        { splitFrom: { entity: 'customer', through: 'customer', fields: ['street', 'city'] } },
      ),
    },
  },
  {
    name: 'columns become rows that are counted',
    ofItsMoment: ownColumns,
    from: { Customer: entity('customer', { id: t.integerId(), name: t.string({ max: 40 }), ...address }) },
    to: splitCounted(),
  },
  {
    ...field('a text becomes an integer, without its values', t.text({ max: 9 }), t.integer().default(0)),
    allowDataLoss: true,
    breaks: true,
  },
  {
    ...field(
      'a boolean becomes an optional enum, without its values',
      t.boolean(),
      t.enum('yes', 'no').optional(),
    ),
    allowDataLoss: true,
    breaks: true,
  },
]

function splitCounted(): object {
  const Customer = entity('customer', { id: t.integerId(), name: t.string({ max: 40 }) })
  return {
    Customer,
    Address: entity(
      'address',
      { id: t.integerId(), customer: t.ref(() => Customer).unique(), ...address },
      { splitFrom: { entity: 'customer', through: 'customer', fields: ['street', 'city'] } },
    ),
  }
}
