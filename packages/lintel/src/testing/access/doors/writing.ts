/** The doors through which rows are written over HTTP: create, bulk, PATCH, PUT, DELETE. */

import { validator } from '../../../http/validator.ts'
import { type Decision, fieldsRead } from '../../../plan/access/condition.ts'
import type { DataRow } from '../../../plan/access/row-snapshot.ts'
import { createSchema, updateSchema } from '../../../plan/schemas/entity-schema.ts'
import type { WriteModel } from '../../../spec/model.ts'
import type { Answer } from '../access-server.ts'
import { type Bench, type Offered, refusalFor, statusBy } from '../bench.ts'
import type { Person } from '../people.ts'
import { bodyOf, storedRow } from '../values.ts'
import { changesOf, someRows } from './changes.ts'

interface Writing extends Offered {
  readonly bench: Bench
  readonly person: Person
}

export async function writeThrough(writing: Writing): Promise<void> {
  const { create, update } = writing.resource
  if (create) await creates(writing, create)
  if (update) await updates(writing, update)
  if (writing.resource.delete) await deletes(writing)
}

/** What the database itself refuses has passed the rule. */
const refusedByValues = new Set([409, 422])

/** `admitted`, or the status of the refusal. */
async function outcomeOf({ bench }: Writing, { status }: Answer): Promise<string> {
  if (status < 300) await bench.backup.restore()
  return status < 300 || refusedByValues.has(status) ? 'admitted' : String(status)
}

async function creates(writing: Writing, write: WriteModel): Promise<void> {
  const { bench, resource, entity, person, path } = writing
  const { oracle, server, verdicts } = bench
  const decision = oracle.decision(resource.create?.who, entity, 'create', person)
  const validate = validator(createSchema(entity, write))
  const candidates = bench.candidates.get(entity.name) ?? []
  if (candidates.length === 0) verdicts.skip(`create ${resource.name}: there are no rows to try it with`)
  for (const [at, candidate] of candidates.entries()) {
    const body = bodyOf(candidate, entity, write.fields)
    const wrong = validate(body)?.[0]
    if (wrong) {
      verdicts.skip(`create ${resource.name}: ${wrong.pointer} of the generated row ${wrong.message}`)
      continue
    }
    const expected = createdAs(writing, { decision, write, row: candidate })
    const check = async (door: string, answer: Answer) =>
      verdicts.check({
        person: person.name,
        door: `${door} ${resource.name}`,
        about: `candidate ${at}`,
        expected,
        actual: await outcomeOf(writing, answer),
      })
    await check('create', await server.ask(person, `POST ${path}`, body))
    if (resource.bulk) await check('bulk', await server.ask(person, `POST ${path}/bulk`, { items: [body] }))
    if (decision === false) return
  }
}

interface Creating {
  readonly decision: Decision
  readonly write: WriteModel
  readonly row: DataRow
}

function createdAs({ bench, entity, person }: Writing, { decision, write, row }: Creating): string {
  const { principal } = person
  if (decision === false) return String(refusalFor(person))
  const usesCaller = Object.values(write.set).some((preset) => 'principal' in preset)
  if (usesCaller && !principal.isSignedIn) return '401'
  const stored = storedRow(row, entity, write, principal.isSignedIn ? principal.id : null)
  return bench.oracle.admits(decision, stored, person) &&
    mayWrite(bench, { entity, person }, stored, write.fields)
    ? 'admitted'
    : '403'
}

/** Whether every field that is given may be written, in this row. */
function mayWrite(
  { oracle }: Bench,
  { entity, person }: Pick<Writing, 'entity' | 'person'>,
  row: DataRow,
  names: readonly string[],
): boolean {
  return names.every((name) => {
    const field = entity.fields[name]
    return !field || oracle.admits(oracle.fieldDecision(entity, field, 'write', person), row, person)
  })
}

async function updates(writing: Writing, write: WriteModel): Promise<void> {
  const { bench, resource, entity, person, path } = writing
  const { oracle, server, verdicts } = bench
  const decision = oracle.decision(write.who, entity, 'update', person)
  const after = write.after ? { after: oracle.decision(write.after, entity, 'update', person) } : {}
  const fields = write.fields.flatMap((name) => entity.fields[name] ?? [])
  const restricted = Object.keys(resource.fields ?? {})
  const telling = [
    ...fieldsRead(decision),
    ...(after.after === undefined ? [] : fieldsRead(after.after)),
    ...restricted,
  ]
  const [patch, put] = [validator(updateSchema(entity, write)), validator(createSchema(entity, write))]
  for (const row of someRows(bench, entity)) {
    for (const change of changesOf(bench, { entity, row, fields, telling })) {
      const whole = { ...row, ...change }
      const sent = [
        {
          method: 'PATCH',
          changed: change,
          body: bodyOf(change, entity, Object.keys(change)),
          validate: patch,
        },
        {
          method: 'PUT',
          changed: pick(whole, write.fields),
          body: bodyOf(whole, entity, write.fields),
          validate: put,
        },
      ]
      for (const { method, changed, body, validate } of sent) {
        const wrong = validate(body)?.[0]
        if (wrong) {
          verdicts.skip(`${method} ${resource.name}: ${wrong.pointer} of the generated row ${wrong.message}`)
          continue
        }
        const answer = await server.ask(person, `${method} ${path}/${row.id}`, body)
        verdicts.check({
          person: person.name,
          door: `${method} ${resource.name}`,
          about: `row ${row.id} with another ${Object.keys(change).join()}`,
          expected: changedAs(writing, { decision, ...after, row, changed, write }),
          actual: await outcomeOf(writing, answer),
        })
      }
    }
    if (decision === false) return
  }
}

interface Changing extends Creating {
  readonly after?: Decision
  readonly changed: DataRow
}

function changedAs(writing: Writing, { decision, after, row, changed, write }: Changing): string {
  const { bench, entity, person } = writing
  if (decision === false) return String(refusalFor(person))
  const presets = storedRow(row, entity, { fields: [], set: write.set }, person.principal.id)
  const changes = { ...changed, ...pick(presets, Object.keys(write.set)) }
  const becoming = { decision, ...(after === undefined ? {} : { after }) }
  if (!bench.oracle.admits(decision, row, person)) return refusedAs(writing, row)
  const isAllowed =
    bench.oracle.becomes(becoming, row, changes, person) &&
    mayWrite(bench, writing, row, Object.keys(changed))
  return isAllowed ? 'admitted' : '403'
}

/** A row that the person may not read is not there for them. */
function refusedAs({ bench: { oracle }, resource, entity, person }: Writing, row: DataRow): string {
  if (oracle.model.refusals === 'hide') return '404'
  const readable = oracle.decision(resource.read?.who, entity, 'read', person)
  return oracle.admits(readable, row, person) ? '403' : '404'
}

async function deletes(writing: Writing): Promise<void> {
  const { bench, resource, entity, person, path } = writing
  const { oracle, server, verdicts } = bench
  const decision = oracle.decision(resource.delete?.who, entity, 'delete', person)
  for (const row of someRows(bench, entity)) {
    const answer = await server.ask(person, `DELETE ${path}/${row.id}`)
    const isAdmitted = oracle.admits(decision, row, person)
    const refused = decision === false ? String(statusBy(decision, person, 204)) : refusedAs(writing, row)
    verdicts.check({
      person: person.name,
      door: `DELETE ${resource.name}`,
      about: `row ${row.id}`,
      expected: isAdmitted ? 'admitted' : refused,
      actual: await outcomeOf(writing, answer),
    })
    if (decision === false) return
  }
}

function pick(row: DataRow, names: readonly string[]): DataRow {
  return Object.fromEntries(
    names.flatMap((name) => (name in row ? [[name, row[name] ?? null] as const] : [])),
  )
}
