/** Entities and fields under other names, with all that stands on them. */
import { entity, t } from 'lintel'
import { type Kind, note } from '../kind.ts'

const User = entity('user', { name: t.string({ max: 40 }) })
const Tag = entity('tag', { label: t.string({ max: 40 }).unique() })

export const renameKinds: readonly Kind[] = [
  {
    name: 'a required text is renamed',
    from: note({ heading: t.string({ max: 40 }) }),
    to: note({ title: t.string({ max: 40 }).renamedFrom('heading') }),
  },
  {
    name: 'an optional column with a default is renamed',
    from: note({ stars: t.integer({ min: 0 }).default(3).optional() }),
    to: note({ points: t.integer({ min: 0 }).default(3).optional().renamedFrom('stars') }),
  },
  {
    name: 'a renamed column gets another default',
    from: note({ stars: t.integer().default(3) }),
    to: note({ points: t.integer().default(4).renamedFrom('stars') }),
  },
  {
    name: 'a renamed column becomes required',
    from: note({ stars: t.integer().optional() }),
    to: note({ points: t.integer().default(0).renamedFrom('stars') }),
  },
  {
    name: 'a renamed column becomes optional',
    from: note({ stars: t.integer() }),
    to: note({ points: t.integer().optional().renamedFrom('stars') }),
  },
  {
    name: 'a unique column is renamed',
    from: note({ key: t.string({ max: 60 }).unique() }),
    to: note({ code: t.string({ max: 60 }).unique().renamedFrom('key') }),
  },
  {
    name: 'a renamed column with a check, an index and a pair that is unique',
    from: note(
      { rank: t.integer({ min: 1 }), group: t.string({ max: 60 }) },
      { index: [['rank', 'group']], unique: [['group', 'rank']] },
    ),
    to: note(
      { place: t.integer({ min: 1 }).renamedFrom('rank'), group: t.string({ max: 60 }) },
      { index: [['place', 'group']], unique: [['group', 'place']] },
    ),
  },
  {
    name: 'a check of two fields keeps its name while one is renamed',
    from: note(
      { first: t.integer(), last: t.integer() },
      { check: { in_order: ['first', '<=', { field: 'last' }] } },
    ),
    to: note(
      { start: t.integer().renamedFrom('first'), last: t.integer() },
      { check: { in_order: ['start', '<=', { field: 'last' }] } },
    ),
  },
  {
    name: 'a required reference is renamed',
    from: { User, ...note({ author: t.ref(() => User) }) },
    to: { User, ...note({ writer: t.ref(() => User).renamedFrom('author') }) },
  },
  {
    name: 'two columns swap their meaning by new names',
    from: note({ left: t.integer(), right: t.integer() }),
    to: note({ west: t.integer().renamedFrom('left'), east: t.integer().renamedFrom('right') }),
  },
  {
    name: 'a renamed integer becomes a text',
    from: note({ number: t.integer() }),
    to: note({ code: t.text({ max: 40 }).renamedFrom('number') }),
  },
  {
    name: 'a renamed integer with a default becomes a text with another',
    from: note({ number: t.integer().default(1) }),
    to: note({ code: t.text({ max: 40 }).default('none').renamedFrom('number') }),
  },
  {
    name: 'a renamed decimal becomes a text',
    from: note({ price: t.decimal(12, 2) }),
    to: note({ label: t.text({ max: 40 }).renamedFrom('price') }),
  },
  {
    name: 'a renamed integer becomes a decimal',
    from: note({ euros: t.integer() }),
    to: note({ price: t.decimal(14, 2).renamedFrom('euros') }),
  },
  {
    name: 'an entity is renamed',
    from: { User, ...note({ author: t.ref(() => User), stars: t.integer({ min: 0 }) }) },
    to: {
      User,
      Remark: entity(
        'remark',
        { body: t.text({ max: 200 }), author: t.ref(() => User), stars: t.integer({ min: 0 }) },
        { renamedFrom: 'note' },
      ),
    },
  },
  {
    name: 'an entity that others refer to is renamed',
    from: { User, ...note({ author: t.ref(() => User) }) },
    to: renamedUser(),
  },
  {
    name: 'an entity is renamed with one of its fields, and gets another one',
    from: note({ heading: t.string({ max: 40 }) }),
    to: {
      Remark: entity(
        'remark',
        {
          body: t.text({ max: 200 }),
          title: t.string({ max: 40 }).renamedFrom('heading'),
          stars: t.integer().filledFrom('length(body)'),
        },
        { renamedFrom: 'note' },
      ),
    },
  },
  {
    name: 'an entity with many to many is renamed',
    from: { Tag, ...note({ tags: t.manyToMany(() => Tag) }) },
    to: {
      Tag,
      Remark: entity(
        'remark',
        { body: t.text({ max: 200 }), tags: t.manyToMany(() => Tag) },
        { renamedFrom: 'note' },
      ),
    },
  },
]

function renamedUser(): object {
  const Person = entity('person', { name: t.string({ max: 40 }) }, { renamedFrom: 'user' })
  return { Person, ...note({ author: t.ref(() => Person) }) }
}
