/** The doors of code: `db` and its query builder under the rules of each person. Writes are rolled back. */

import { fieldsRead } from '../../../plan/access/condition.ts'
import type { DataRow } from '../../../plan/access/row-snapshot.ts'
import type { Transaction } from '../../../spec/data-access.ts'
import type { AnyEntity } from '../../../spec/entity.ts'
import type { EntityModel } from '../../../spec/model.ts'
import { Problem } from '../../../spec/problem.ts'
import { type Bench, listText } from '../bench.ts'
import type { Person } from '../people.ts'
import { bodyOf, storedRow } from '../values.ts'
import { changesOf, givenFields, rowsToCreate, rowsToTry } from './changes.ts'
import { linksToTry } from './links.ts'

interface Coding {
  readonly bench: Bench
  readonly person: Person
  readonly entity: EntityModel
  /** As it was declared. */
  readonly declared: AnyEntity
}

export async function codeDoors(coding: Coding): Promise<void> {
  await finds(coding)
  await queries(coding)
}

export async function codeWrites(coding: Coding): Promise<void> {
  await inserts(coding)
  await updates(coding)
  await deletes(coding)
}

function readableRows({ bench: { oracle }, entity, person }: Coding): readonly DataRow[] {
  return oracle.snapshot.rows(entity).filter((row) => oracle.reads(entity, row, person))
}

async function finds(coding: Coding): Promise<void> {
  const { bench, entity, declared, person } = coding
  const expected = new Map(readableRows(coding).map((row) => [row.id ?? '', row]))
  const found = (await bench.server.service
    .dbFor(person.principal)
    .find(declared, { limit: 10_000 })) as readonly object[]
  const seen = new Map(found.map((row) => [String((row as { readonly id?: unknown }).id), row]))
  for (const row of bench.oracle.snapshot.rows(entity)) {
    const id = row.id ?? ''
    const [wanted, got] = [expected.get(id), seen.get(id)]
    bench.verdicts.check({
      person: person.name,
      door: `db.find ${entity.name}`,
      about: `row ${id}`,
      expected: wanted
        ? listText(bench.oracle.shown(entity, wanted, person, { withPrivate: true }))
        : 'nothing',
      actual: got ? listText(Object.keys(got)) : 'nothing',
    })
  }
}

/** A field that is not seen is empty there. */
async function queries(coding: Coding): Promise<void> {
  const { bench, entity, declared, person } = coding
  const builder = bench.server.service.dbFor(person.principal).query(declared) as unknown as {
    selectFrom(name: string): {
      selectAll(): { execute(): Promise<readonly Readonly<Record<string, unknown>>[]> }
    }
  }
  const rows = await builder.selectFrom(entity.name).selectAll().execute()
  const full = (row: DataRow) =>
    bench.oracle
      .shown(entity, row, person, { withPrivate: true })
      .filter((name) => (row[name] ?? null) !== null)
  const expected = readableRows(coding).map((row) => `${row.id}{${listText(full(row))}}`)
  const actual = rows.map((row) => {
    const filled = Object.entries(row).flatMap(([name, value]) => (value === null ? [] : [name]))
    return `${row.id}{${listText(filled)}}`
  })
  bench.verdicts.check({
    person: person.name,
    door: `db.query ${entity.name}`,
    expected: listText(expected),
    actual: listText(actual),
  })
}

const rolledBack = new Error('Rolled back.')

/** Whether the write was let through, whatever became of it: it is rolled back. */
async function isLetThrough(
  { bench, person }: Coding,
  write: (tx: Transaction) => Promise<unknown>,
): Promise<string> {
  let written: unknown
  try {
    await bench.server.service.dbFor(person.principal).transaction(async (tx) => {
      written = await write(tx)
      throw rolledBack
    })
  } catch (error) {
    if (error === rolledBack) return written === undefined || written === false ? 'refused' : 'admitted'
    if (!(error instanceof Problem)) throw error
    if (error.status === 403 || error.status === 401) return 'refused'
    // Rows that are tried refer to rows that are there.
    if (error.code === 'reference_not_found') return 'reference not found'
    // The database's own refusals come behind the rule.
    return error.status === 409 || error.status === 422 ? 'admitted' : String(error.status)
  }
  return 'committed'
}

async function inserts(coding: Coding): Promise<void> {
  const { bench, entity, declared, person } = coding
  const decision = bench.oracle.entityDecision(entity, 'create', person)
  const given = Object.values(entity.fields).filter(
    ({ column, readOnly, name, kind }) =>
      column !== undefined && !readOnly && name !== 'id' && kind !== 'password',
  )
  const isWhole = Object.values(entity.fields).every((field) => field.kind !== 'password' || field.optional)
  let isLinked = false
  for (const [at, candidate] of rowsToCreate(coding).entries()) {
    if (!isWhole && decision !== false && at > 1) return
    const password = isWhole ? {} : passwordsOf(entity)
    const names = givenFields(bench, entity, { names: given.map(({ name }) => name), at })
    const row = { ...bodyOf(candidate, entity, names), ...password }
    const stored = storedRow(candidate, entity, { fields: names, set: {} }, null)
    const isAdmitted = bench.oracle.admits(
      bench.oracle.written(decision, { entity, person, action: 'create', fields: Object.keys(row) }),
      stored,
      person,
    )
    check(coding, {
      door: 'db.insert',
      about: `candidate ${at}`,
      isAdmitted,
      actual: await isLetThrough(coding, (tx) => tx.insert(declared, row as never)),
    })
    if (isAdmitted && !isLinked) {
      isLinked = true
      await links(coding, { action: 'create', row: stored }, (tx, body) =>
        tx.insert(declared, { ...row, ...body } as never),
      )
    }
  }
}

interface Linking {
  readonly action: 'create' | 'update'
  /** The row that links others. */
  readonly row: DataRow
}

/** A write that is admitted, with links that may be made and with others. */
async function links(
  coding: Coding,
  linking: Linking,
  write: (tx: Transaction, body: object) => Promise<unknown>,
): Promise<void> {
  const { bench, entity, person } = coding
  for (const link of linksToTry(bench, { ...linking, entity, person, fields: Object.keys(entity.fields) }))
    bench.verdicts.check({
      person: person.name,
      door: `db.${linking.action === 'create' ? 'insert' : 'update'} ${entity.name}`,
      about: `with ${link.about}`,
      expected: link.expected,
      actual: await isLetThrough(coding, (tx) => write(tx, link.body)),
    })
}

function passwordsOf({ fields }: EntityModel): Record<string, string> {
  const names = Object.values(fields).flatMap(({ kind, name }) => (kind === 'password' ? [name] : []))
  return Object.fromEntries(names.map((name) => [name, 'correct horse battery']))
}

async function updates(coding: Coding): Promise<void> {
  const { bench, entity, declared, person } = coding
  const { oracle } = bench
  const decision = oracle.entityDecision(entity, 'update', person)
  const fields = Object.values(entity.fields).filter(
    ({ immutable, readOnly, name }) => !immutable && !readOnly && name !== 'id',
  )
  const telling = [...fieldsRead(decision), ...oracle.telling(entity, person)]
  let isLinked = false
  for (const row of rowsToTry(coding, 'update')) {
    const untouched = { entity, person, row, changes: {}, fields: [] }
    if (!isLinked && oracle.becomes(decision, untouched)) {
      isLinked = true
      await links(coding, { action: 'update', row }, (tx, body) =>
        tx.update(declared, row.id as never, body as never),
      )
    }
    for (const changes of changesOf(bench, { entity, row, fields, telling })) {
      const names = Object.keys(changes)
      const asked = oracle.written(decision, { entity, person, action: 'update', fields: names })
      check(coding, {
        door: 'db.update',
        about: `row ${row.id} with another ${names.join()}`,
        isAdmitted: oracle.becomes(asked, { entity, person, row, changes, fields: names }),
        actual: await isLetThrough(coding, (tx) =>
          tx.update(declared, row.id as never, bodyOf(changes, entity, names) as never),
        ),
      })
    }
  }
}

async function deletes(coding: Coding): Promise<void> {
  const { bench, entity, declared, person } = coding
  const decision = bench.oracle.entityDecision(entity, 'delete', person)
  for (const row of rowsToTry(coding, 'delete')) {
    check(coding, {
      door: 'db.delete',
      about: `row ${row.id}`,
      isAdmitted: bench.oracle.admits(decision, row, person),
      actual: await isLetThrough(coding, (tx) => tx.delete(declared, row.id as never)),
    })
  }
}

interface Checked {
  readonly door: string
  readonly about: string
  readonly isAdmitted: boolean
  readonly actual: string
}

function check({ bench, person, entity }: Coding, { door, about, isAdmitted, actual }: Checked): void {
  const expected = isAdmitted ? 'admitted' : 'refused'
  bench.verdicts.check({ person: person.name, door: `${door} ${entity.name}`, about, expected, actual })
}
