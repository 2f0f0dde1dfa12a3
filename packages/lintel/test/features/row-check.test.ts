/** Rules decide in memory what they decide in SQL: random rules, random rows, every kind of condition. */
import fc from 'fast-check'
import { application, identity, owner, policy, tenancy, through } from 'lintel'
import { createTestDatabase } from 'lintel/testing'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readNeededRows } from '../../src/database/explanation/read-needed-rows.ts'
import { createSchema } from '../../src/database/migration/create-schema.ts'
import { clientConfig, sessionSetup } from '../../src/database/session.ts'
import { fillTables } from '../../src/database/verification/rows/fill-tables.ts'
import { readSnapshot } from '../../src/database/verification/rows/read-snapshot.ts'
import { actorOf } from '../../src/plan/access/actor.ts'
import { type Decision, decide } from '../../src/plan/access/condition.ts'
import { decisionSql } from '../../src/plan/access/condition-sql.ts'
import type { RowOperation } from '../../src/plan/access/derived-operations.ts'
import { explainOperation } from '../../src/plan/access/explanation/explain-operation.ts'
import type { ExplainedRule } from '../../src/plan/access/explanation/explain-rule.ts'
import { neededRows } from '../../src/plan/access/explanation/needed-rows.ts'
import { admits } from '../../src/plan/access/row-check.ts'
import type { RowSnapshot } from '../../src/plan/access/row-snapshot.ts'
import { conjunction, notDeleted } from '../../src/plan/sql/relation.ts'
import { bind, StatementWriter } from '../../src/plan/sql/statement.ts'
import { createTypes } from '../../src/plan/tables/column-types.ts'
import { tablesOf } from '../../src/plan/tables/tables-of.ts'
import type { RuleModel } from '../../src/spec/model.ts'
import { Principal } from '../../src/spec/principal.ts'
import {
  anyRule,
  callers,
  concentrate,
  Member,
  Note,
  others,
  relations,
  rowRules,
  Tag,
  Team,
  User,
} from './random-rules.ts'

const app = application('checked', {
  parts: [
    {
      User,
      Team,
      Member,
      Tag,
      Note,
      accounts: identity(User),
      tenants: tenancy(Team, { members: 'members.user' }),
      ...others,
      notes: policy(Note, { read: [owner('owner'), through('team')] }),
    },
  ],
})
const { model } = app
const note = model.entities.note
if (!note) throw new Error('There is no note.')

const database = await createTestDatabase()
const client = new Client(clientConfig({ connectionString: database.connectionString }))
let snapshot: RowSnapshot
let people: readonly string[]

beforeAll(async () => {
  await client.connect()
  const schema = tablesOf(model)
  for (const statement of createTypes(schema)) await client.query(statement)
  await createSchema({ client, schema })
  await client.query(sessionSetup)
  await fillTables({ client, schema, rowsPerTable: 60, seed: 7 })
  await concentrate(client)
  snapshot = await readSnapshot(client, model)
  const { user } = model.entities
  people = user ? snapshot.rows(user).map(({ id }) => id ?? '') : []
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

async function admittedBySql(decision: Decision, principal: string | null): Promise<Set<string>> {
  if (!note) return new Set()
  const writer = new StatementWriter()
  const alias = writer.alias()
  const condition = conjunction([decisionSql(decision, { alias, model, writer }), notDeleted(alias, note)])
  const statement = writer.finish(`SELECT ${alias}.id FROM notes ${alias} WHERE ${condition}`)
  const { rows } = await client.query<{ id: string }>(
    statement.text,
    bind(statement, { principal, values: {} }),
  )
  return new Set(rows.map(({ id }) => id))
}

function admittedInMemory(decision: Decision, principalId: string | null): Set<string> {
  if (!note) return new Set()
  const checkScope = { snapshot, principalId, nowMs: Date.now() }
  const rows = snapshot.rows(note).filter((row) => admits(decision, row, checkScope))
  return new Set(rows.map(({ id }) => id ?? ''))
}

async function agree(
  rule: RuleModel,
  caller: { person: number; roles: readonly string[]; scopes?: readonly string[] | undefined },
) {
  if (!note) throw new Error('There is no note.')
  const { person, roles, scopes } = caller
  const id = people[person] ?? null
  const principal = new Principal({ id, roles, ...(scopes ? { scopes } : {}) })
  const decision = decide(rule, { model, entity: note, actor: actorOf(principal), action: 'read' })
  const inMemory = admittedInMemory(decision, id)
  expect(inMemory).toEqual(await admittedBySql(decision, id))
  return inMemory.size
}

test('every kind of condition admits the same rows', async () => {
  for (const arbitrary of [...rowRules, relations]) {
    let some = 0
    await fc.assert(
      fc.asyncProperty(arbitrary, callers, async ({ model: rule }, caller) => {
        const size = await agree(rule, caller)
        if (size > 0 && size < 60) some++
      }),
      { numRuns: 25 },
    )
    // A property of rules that admit nothing, or everything, would say little.
    expect(some, JSON.stringify(fc.sample(arbitrary, 1)[0])).toBeGreaterThan(0)
  }
})

test('rules in rules admit the same rows', async () => {
  await fc.assert(
    fc.asyncProperty(anyRule, callers, async ({ model: rule }, caller) => {
      await agree(rule, caller)
    }),
    { numRuns: 250 },
  )
})

/** What is read for one row alone, and the tree that explains its verdict. */
async function explainedOf(rule: RuleModel, id: string, principal: Principal) {
  const notes = model.resources.notes
  if (!note || !notes) throw new Error('There is no note.')
  const rows: RowOperation = { resource: { ...notes, read: { who: rule } }, entity: note, action: 'read' }
  const callerId = principal.isSignedIn ? principal.id : null
  const needed = neededRows(model, rows)
  const read = await readNeededRows({ client, model, needed, id, callerId })
  if (!read) throw new Error('There is no such note.')
  const { explanation } = explainOperation({
    model,
    operation: { name: 'notes.read', rule, rows, at: note.at },
    principal,
    asked: { row: read.row, scope: { snapshot: read.snapshot, principalId: callerId, nowMs: Date.now() } },
  })
  return explanation
}

function hasToChange({ needs, parts }: ExplainedRule): boolean {
  return needs !== undefined || parts.some(hasToChange)
}

/** The verdict of a tree in which every part that has to change has changed. */
function changed({ kind, verdict, needs, parts }: ExplainedRule): boolean {
  const before = verdict === 'holds' || verdict === 'by row'
  if (needs !== undefined) return !before
  if (!parts.some(hasToChange)) return before
  if (kind === 'allOf') return parts.every(changed)
  if (kind === 'not') return !parts.some(changed)
  // Not every row of a relation is shown.
  return parts.some(changed) || (kind !== 'anyOf' && before)
}

test('one row is explained as it is decided, and what would have to change changes it', async () => {
  const ids = snapshot.rows(note).map(({ id }) => id ?? '')
  let denied = 0
  await fc.assert(
    fc.asyncProperty(anyRule, callers, fc.nat(), async ({ model: rule }, caller, at) => {
      const id = ids[at % ids.length] ?? ''
      const { person, roles, scopes } = caller
      const principalId = people[person] ?? null
      const principal = new Principal({ id: principalId, roles, ...(scopes ? { scopes } : {}) })
      const decision = decide(rule, { model, entity: note, actor: actorOf(principal), action: 'read' })
      const { verdict, parts, needs } = await explainedOf(rule, id, principal)
      expect(verdict === 'admitted').toBe(admittedInMemory(decision, principalId).has(id))
      if (verdict === 'admitted') return
      denied++
      expect(needs).toMatch(/\w/)
      const tree = parts.find(({ about }) => about === 'the row')?.rule
      expect(tree && changed(tree), JSON.stringify(tree)).toBe(true)
    }),
    { numRuns: 300 },
  )
  expect(denied).toBeGreaterThan(50)
})
