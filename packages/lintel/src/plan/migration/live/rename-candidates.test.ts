import { describe, expect, it } from 'vitest'
import { application } from '../../../spec/application.ts'
import { entity } from '../../../spec/entity.ts'
import { t } from '../../../spec/fields.ts'
import { tablesOf } from '../../tables/tables-of.ts'
import { planMigration } from './plan-migration.ts'
import { type RenameCandidate, renameCandidates, withRenames } from './rename-candidates.ts'

const schemaOf = (parts: object) => tablesOf(application('test', { parts: [parts] }).model)
const note = (fields: Parameters<typeof entity>[1], options = {}) => ({
  Note: entity('note', { body: t.text(), ...fields }, options),
})
const asked = (from: object, to: object) => renameCandidates(schemaOf(from), schemaOf(to))

describe('a field', () => {
  it('may be one that has gone, where that has a type which it can take', () => {
    const renamed = { entity: 'note', field: 'size', formerly: 'length' }
    expect(asked(note({ length: t.integer() }), note({ size: t.integer() }))).toEqual([renamed])
    expect(asked(note({ length: t.integer() }), note({ size: t.bigint() }))).toEqual([renamed])
    expect(asked(note({ length: t.text() }), note({ size: t.integer() }))).toEqual([])
  })

  it('may be any of those that have gone', () => {
    const from = note({ one: t.text(), two: t.text(), three: t.date() })
    expect(asked(from, note({ four: t.string() })).map(({ formerly }) => formerly)).toEqual([
      'one',
      'two',
      'three',
    ])
  })

  it('is not asked for where nothing goes, nothing comes, or the answer is given', () => {
    const from = note({ length: t.integer() })
    expect(asked(from, from)).toEqual([])
    expect(asked(from, note({}))).toEqual([])
    expect(asked(note({}), from)).toEqual([])
    expect(asked(from, note({ size: t.integer().renamedFrom('length') }))).toEqual([])
    expect(asked(from, note({ size: t.integer().filledFrom('length * 2') }))).toEqual([])
    expect(asked(from, note({ size: t.integer() }, { retired: { length: 'size' } }))).toEqual([])
  })

  it('is not one that only older builds have', () => {
    const expand = planMigration({
      from: schemaOf(note({ length: t.integer() })),
      to: schemaOf(note({})),
      number: 2,
      options: { allowDataLoss: true },
    })
    expect(renameCandidates(expand.to, schemaOf(note({ size: t.integer() })))).toEqual([])
  })
})

describe('an entity', () => {
  const Memo = entity('memo', { body: t.text(), title: t.text() })

  it('may be one that has gone, where half of its columns are the same', () => {
    expect(asked(note({ title: t.text() }), { Memo })).toEqual([{ entity: 'memo', formerly: 'note' }])
    const Bill = entity('bill', { a: t.text(), b: t.text(), c: t.text(), d: t.text(), e: t.text() })
    expect(asked(note({ title: t.text() }), { Bill })).toEqual([])
  })

  it('is not asked for where the other stays, or the answer is given', () => {
    const from = note({ title: t.text() })
    expect(asked(from, { ...from, Memo })).toEqual([])
    const Said = entity('memo', { body: t.text(), title: t.text() }, { renamedFrom: 'note' })
    expect(asked(from, { Said })).toEqual([])
  })
})

it('an answer has the plan of a declared rename', () => {
  const planned = (from: object, to: object, renames: readonly RenameCandidate[] = []) =>
    planMigration({ from: schemaOf(from), to: withRenames(schemaOf(to), renames), number: 2 }).steps
  const from = note({ length: t.integer() })
  expect(
    planned(from, note({ size: t.integer() }), [{ entity: 'note', field: 'size', formerly: 'length' }]),
  ).toEqual(planned(from, note({ size: t.integer().renamedFrom('length') })))
  const memo = (options = {}) => ({ Memo: entity('memo', { body: t.text() }, options) })
  expect(planned(note({}), memo(), [{ entity: 'memo', formerly: 'note' }])).toEqual(
    planned(note({}), memo({ renamedFrom: 'note' })),
  )
})
