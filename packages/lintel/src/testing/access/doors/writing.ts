/** The doors through which rows are written over HTTP: create, bulk, PATCH, PUT, DELETE. */

import { type Decision, fieldsRead } from '../../../plan/access/condition.ts'
import type { DataRow } from '../../../plan/access/row-snapshot.ts'
import { createSchema, updateSchema } from '../../../plan/schemas/entity-schema.ts'
import { validator } from '../../../plan/schemas/validator.ts'
import type { EntityModel, WriteModel } from '../../../spec/model.ts'
import type { Answer } from '../access-server.ts'
import { type Bench, type Offered, refusalFor, statusBy } from '../bench.ts'
import type { Person } from '../people.ts'
import { bodyOf, storedRow } from '../values.ts'
import { changesOf, givenFields, rowsToCreate, rowsToTry } from './changes.ts'
import { linksToTry } from './links.ts'

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
async function outcomeOf({ bench }: Writing, { status, body }: Answer): Promise<string> {
  if (status < 300) await bench.backup.restore()
  const code = problemCode(body)
  // A row that the caller does not see, as one that is not there; rows that are tried refer to rows that are.
  if (code === 'reference_not_found') return 'reference not found'
  return status < 300 || refusedByValues.has(status) ? 'admitted' : String(status)
}

/** In either format of errors. */
function problemCode(body: unknown): unknown {
  const { code, error } = (body ?? {}) as {
    readonly code?: unknown
    readonly error?: { readonly code?: unknown }
  }
  return error?.code ?? code
}

async function creates(writing: Writing, write: WriteModel): Promise<void> {
  const { bench, resource, entity, person, path } = writing
  const { oracle, server, verdicts } = bench
  const decision = oracle.decision(resource.create?.who, entity, 'create', person)
  const validate = validator(createSchema(entity, write))
  const candidates = rowsToCreate(writing)
  let isLinked = false
  if (candidates.length === 0) verdicts.skip(`create ${resource.name}: there are no rows to try it with`)
  for (const [at, candidate] of candidates.entries()) {
    const fields = givenFields(bench, entity, { names: write.fields, at })
    const body = bodyOf(candidate, entity, fields)
    const wrong = validate(body)?.[0]
    if (wrong) {
      verdicts.skip(`create ${resource.name}: ${wrong.pointer} of the generated row ${wrong.message}`)
      continue
    }
    const expected = createdAs(writing, { decision, write: { ...write, fields }, row: candidate })
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
    if (expected === 'admitted' && !isLinked) {
      isLinked = true
      await createsLinking(writing, {
        write: { ...write, fields: [...fields, ...linksOf(write, entity)] },
        row: candidate,
        body,
      })
    }
  }
}

const linksOf = ({ fields }: WriteModel, entity: EntityModel) =>
  fields.filter((name) => entity.fields[name]?.kind === 'manyToMany')

interface LinkingBody {
  readonly write: WriteModel
  readonly row: DataRow
  readonly body: Readonly<Record<string, unknown>>
}

/** A row that may be created, with links that may be made and with others. */
async function createsLinking(writing: Writing, { write, row, body }: LinkingBody): Promise<void> {
  const { bench, resource, entity, person, path } = writing
  const stored = storedRow(row, entity, write, person.principal.isSignedIn ? person.principal.id : null)
  const linking = { entity, person, action: 'create', row: stored, fields: write.fields } as const
  for (const link of linksToTry(bench, linking)) {
    const whole = { ...body, ...link.body }
    const sent: readonly (readonly [string, string, unknown])[] = [
      ['create', `POST ${path}`, whole],
      ...(resource.bulk ? [['bulk', `POST ${path}/bulk`, { items: [whole] }] as const] : []),
    ]
    for (const [door, route, given] of sent)
      bench.verdicts.check({
        person: person.name,
        door: `${door} ${resource.name}`,
        about: `with ${link.about}`,
        expected: link.expected,
        actual: await outcomeOf(writing, await bench.server.ask(person, route, given)),
      })
  }
}

interface Creating {
  readonly decision: Decision
  readonly write: WriteModel
  readonly row: DataRow
}

function createdAs({ bench, entity, person }: Writing, { decision, write, row }: Creating): string {
  const { principal } = person
  const { oracle } = bench
  if (decision === false) return String(refusalFor(person))
  const usesCaller = Object.values(write.set).some((preset) => 'principal' in preset)
  if (usesCaller && !principal.isSignedIn) return '401'
  const written = { entity, person, action: 'create', fields: storedNames(entity, write.fields) } as const
  if (oracle.isDenied(written)) return '403'
  const stored = storedRow(row, entity, write, principal.isSignedIn ? principal.id : null)
  if (oracle.admits(oracle.written(decision, written), stored, person)) return 'admitted'
  return oracle.refersBeyond(decision, written, stored) ? 'reference not found' : '403'
}

function storedNames({ fields }: EntityModel, names: readonly string[]): readonly string[] {
  return names.filter((name) => fields[name]?.column !== undefined)
}

async function updates(writing: Writing, write: WriteModel): Promise<void> {
  const { bench, resource, entity, person, path } = writing
  const { oracle, server, verdicts } = bench
  const decision = oracle.decision(write.who, entity, 'update', person)
  const fields = write.fields.flatMap((name) => entity.fields[name] ?? [])
  const telling = [...fieldsRead(decision), ...oracle.telling(entity, person)]
  const [patch, put] = [validator(updateSchema(entity, write)), validator(createSchema(entity, write))]
  let isLinked = false
  for (const row of rowsToTry(writing, 'update')) {
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
          expected: changedAs(writing, { decision, row, changed, write }),
          actual: await outcomeOf(writing, answer),
        })
      }
    }
    if (decision === false) return
    const untouched = { decision, row, changed: {}, write }
    if (!isLinked && linksOf(write, entity).length > 0 && changedAs(writing, untouched) === 'admitted') {
      isLinked = true
      await changesLinking(writing, write, row)
    }
  }
}

async function changesLinking(writing: Writing, write: WriteModel, row: DataRow): Promise<void> {
  const { bench, resource, entity, person, path } = writing
  const linking = { entity, person, action: 'update', row, fields: write.fields } as const
  for (const link of linksToTry(bench, linking))
    bench.verdicts.check({
      person: person.name,
      door: `PATCH ${resource.name}`,
      about: `row ${row.id} with ${link.about}`,
      expected: link.expected,
      actual: await outcomeOf(writing, await bench.server.ask(person, `PATCH ${path}/${row.id}`, link.body)),
    })
}

interface Changing extends Creating {
  readonly changed: DataRow
}

function changedAs(writing: Writing, { decision, row, changed, write }: Changing): string {
  const { bench, entity, person } = writing
  const { oracle } = bench
  if (decision === false) return String(refusalFor(person))
  const written = {
    entity,
    person,
    action: 'update',
    fields: storedNames(entity, Object.keys(changed)),
  } as const
  const asked = oracle.written(decision, written)
  if (oracle.isDenied(written) || asked === false) return '403'
  const presets = storedRow(row, entity, { fields: [], set: write.set }, person.principal.id)
  const changes = { ...changed, ...pick(presets, Object.keys(write.set)) }
  if (oracle.becomes(asked, { ...written, row, changes })) return 'admitted'
  if (oracle.refersBeyond(decision, written, { ...row, ...changes })) return 'reference not found'
  return oracle.admits(decision, row, person) ? '403' : refusedAs(writing, row)
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
  for (const row of rowsToTry(writing, 'delete')) {
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
