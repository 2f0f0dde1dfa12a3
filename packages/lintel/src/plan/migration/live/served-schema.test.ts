import { describe, expect, it } from 'vitest'
import { application } from '../../../spec/application.ts'
import { entity } from '../../../spec/entity.ts'
import { t } from '../../../spec/fields.ts'
import type { DatabaseSchema } from '../../tables/database-schema.ts'
import { tablesOf } from '../../tables/tables-of.ts'
import { planContract } from './plan-contract.ts'
import { planMigration } from './plan-migration.ts'
import { isWaiting, retiredParts, revived, servedSchema, withRetired } from './served-schema.ts'

const schemaOf = (parts: object) => tablesOf(application('test', { parts: [parts] }).model)
const User = entity('user', { name: t.string() })
const before = schemaOf({
  User,
  Note: entity(
    'note',
    { body: t.text(), heading: t.string().unique(), author: t.ref(() => User), size: t.integer({ min: 1 }) },
    { index: [['body', 'heading'], ['body']] },
  ),
  Old: entity('old', { word: t.text() }),
})
const after = schemaOf({
  User,
  Note: entity('note', { body: t.text(), title: t.string().unique().renamedFrom('heading') }),
})
const options = { allowDataLoss: true }
const expanded = planMigration({ from: before, to: after, number: 2, options }).to

/** Names of everything in a schema. */
function namesOf({ tables }: DatabaseSchema): string[] {
  return Object.values(tables)
    .flatMap(({ name, columns, constraints, indexes }) =>
      [...columns, ...constraints, ...indexes].map((part) => `${name}: ${part.name}`),
    )
    .toSorted()
}

describe('what newest builds see', () => {
  it('is what the model needs', () => {
    const served = servedSchema(expanded)
    expect(namesOf(served)).toEqual(namesOf(after))
    expect(served.bridges).toBeUndefined()
    expect(isWaiting(served)).toBe(false)
  })

  it('is all of it where nothing is retired', () => {
    expect(servedSchema(before)).toEqual(before)
    expect(isWaiting(before)).toBe(false)
    expect(retiredParts(before)).toEqual([])
  })
})

describe('what is kept for older builds', () => {
  it('is told in words', () => {
    expect(isWaiting(expanded)).toBe(true)
    expect(retiredParts(expanded)).toEqual([
      'column notes.heading',
      'column notes.author_id',
      'column notes.size',
      'index notes_body_idx',
      'table olds',
    ])
  })

  it('is put beside another schema, with what stands on it', () => {
    const whole = withRetired(servedSchema(expanded), expanded)
    expect(namesOf(whole)).toEqual(namesOf(expanded))
    expect(whole.bridges).toEqual(expanded.bridges)
    expect(servedSchema(whole)).toEqual(servedSchema(expanded))
  })

  it('is aside after a contract, and gone after the next', () => {
    const aside = planContract({ from: expanded, number: 3, options }).to
    expect(namesOf(servedSchema(aside))).toEqual(namesOf(after))
    expect(retiredParts(aside)).toEqual([
      'column notes.author_id__dropped',
      'column notes.size__dropped',
      'table olds__dropped',
    ])
    const end = planContract({ from: aside, number: 4, options }).to
    expect(isWaiting(end)).toBe(false)
    expect(namesOf(end)).toEqual(namesOf(after))
  })
})

describe('an index that is wanted again', () => {
  const indexed = schemaOf({ Note: entity('note', { body: t.text() }, { index: [['body']] }) })
  const plain = schemaOf({ Note: entity('note', { body: t.text() }) })
  const { to: without } = planMigration({ from: indexed, to: plain, number: 2 })

  it('was never retired', () => {
    expect(retiredParts(without)).toEqual(['index notes_body_idx'])
    expect(retiredParts(revived(without, indexed))).toEqual([])
    expect(planMigration({ from: without, to: indexed, number: 3 }).steps).toEqual([])
  })

  it('stays retired where another one is wanted under its name', () => {
    expect(retiredParts(revived(without, plain))).toEqual(['index notes_body_idx'])
  })
})
