/** Tables that come and go. */
import { entity, t } from 'lintel'
import { type Kind, note } from '../kind.ts'

const User = entity('user', { name: t.string({ max: 40 }) })
const Tag = entity('tag', { label: t.string({ max: 40 }).unique() })

export const tableKinds: readonly Kind[] = [
  {
    name: 'a table comes',
    from: { User },
    to: { User, ...note({ stars: t.integer() }, { index: [['stars']] }) },
  },
  {
    name: 'a table comes that refers to one with rows',
    from: { User },
    to: { User, ...note({ author: t.ref(() => User) }) },
  },
  { name: 'two tables come that refer to each other', from: { User }, to: { User, ...circle() } },
  {
    name: 'many to many comes',
    from: { Tag, ...note({}) },
    to: { Tag, ...note({ tags: t.manyToMany(() => Tag) }) },
  },
  {
    name: 'many to many goes',
    from: { Tag, ...note({ tags: t.manyToMany(() => Tag) }) },
    to: { Tag, ...note({}) },
    allowDataLoss: true,
  },
  { name: 'a table goes', from: { User, ...note({}) }, to: { User }, allowDataLoss: true },
  {
    name: 'a table goes that refers to one that stays',
    from: { User, ...note({ author: t.ref(() => User) }) },
    to: { User },
    allowDataLoss: true,
  },
  {
    name: 'a table goes with the references to it',
    from: { User, ...note({ author: t.ref(() => User) }) },
    to: note({}),
    allowDataLoss: true,
  },
  {
    name: 'two tables go that refer to each other',
    from: { User, ...circle() },
    to: { User },
    allowDataLoss: true,
  },
  {
    name: 'a table comes while another one goes',
    from: { User, ...note({}) },
    to: { User, Tag },
    allowDataLoss: true,
  },
]

function circle(): object {
  const Left = entity('left', { name: t.string({ max: 20 }), right: t.ref((): typeof Right => Right) })
  const Right: ReturnType<typeof right> = right()
  function right() {
    return entity('right', { left: t.ref(() => Left as never, { onDelete: 'setNull' }).optional() })
  }
  return { Left, Right }
}
