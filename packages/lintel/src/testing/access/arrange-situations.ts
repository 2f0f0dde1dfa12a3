/** Stores the rows on which a single part of a rule decides, for each kind of person, where no generated row does. */
import type { Client } from 'pg'
import { readSnapshot } from '../../database/verification/rows/read-snapshot.ts'
import type { Condition, Decision, RowAction } from '../../plan/access/condition.ts'
import { conditionText } from '../../plan/access/condition-text.ts'
import { normalDecision } from '../../plan/access/normal-condition.ts'
import type { DataRow } from '../../plan/access/row-snapshot.ts'
import {
  type Situation,
  situationCondition,
  tellingSituations,
} from '../../plan/access/telling-situations.ts'
import type { ApplicationModel, EntityModel, ResourceModel } from '../../spec/model.ts'
import { Oracle } from './oracle.ts'
import type { Person } from './people.ts'
import { draftOf, Unarrangeable } from './row-draft.ts'
import { RowNumbers, storeDraft, Unstorable } from './store-draft.ts'

/** A row that one part of a rule decides about, for one person. */
export interface Telling {
  readonly entity: EntityModel
  readonly action: RowAction
  /** The name of the person. */
  readonly person: string
  /** For `create` the row is in no table. */
  readonly row: DataRow
}

interface Arranging {
  readonly client: Client
  readonly model: ApplicationModel
  readonly people: readonly Person[]
}

/** Of one entity, for one action, no more. */
const maxPerAction = 40

export async function arrangeSituations(arranging: Arranging): Promise<readonly Telling[]> {
  const { client, people } = arranging
  // Whoever arranges rows reads the tables themselves: the database has views for the conditions of rules alone.
  const { rowSecurity: _, ...model } = arranging.model
  const oracle = new Oracle(model, await readSnapshot(client, model))
  const numbers = new RowNumbers()
  const questions = questionsOf(oracle, people)
  const made: (Telling & { readonly condition: Decision })[] = []
  for (const question of questions) {
    const found = question.action === 'create' ? undefined : existing(question, oracle)
    const row = found ?? (await makeRow(question, { client, oracle, people, numbers }))
    if (row) made.push({ ...question, person: question.person.name, row })
  }
  const after = new Oracle(model, await readSnapshot(client, model))
  return made.flatMap(({ condition, ...telling }) => {
    const person = people.find(({ name }) => name === telling.person)
    const { entity, action, row } = telling
    const stored = action === 'create' ? row : after.snapshot.row(entity, row.id ?? '')
    // Rows for other situations may have changed what is so of it.
    return person && stored && after.admits(condition, stored, person) ? [{ ...telling, row: stored }] : []
  })
}

interface Question {
  readonly entity: EntityModel
  readonly action: RowAction
  readonly person: Person
  readonly situation: Situation
  readonly condition: Condition
}

/** Each different situation once, for the first person for whom it is one. */
function questionsOf(oracle: Oracle, people: readonly Person[]): readonly Question[] {
  const found = new Map<string, Question>()
  const counts = new Map<string, number>()
  for (const { entity, action, decision, person } of decisionsOf(oracle, people)) {
    const normal = normalDecision(decision)
    for (const situation of [false, true].flatMap((holds) => tellingSituations(normal, holds))) {
      const condition = situationCondition(situation)
      if (typeof condition === 'boolean') continue
      const at = `${entity.name} ${action}`
      const key = `${at} ${conditionText(condition)}`
      if (found.has(key) || (counts.get(at) ?? 0) >= maxPerAction) continue
      counts.set(at, (counts.get(at) ?? 0) + 1)
      found.set(key, { entity, action, person, situation, condition })
    }
  }
  return [...found.values()]
}

interface Decided {
  readonly entity: EntityModel
  readonly action: RowAction
  readonly person: Person
  readonly decision: Decision
}

function decisionsOf(oracle: Oracle, people: readonly Person[]): readonly Decided[] {
  return Object.values(oracle.model.resources).flatMap((resource) => {
    const entity = oracle.model.entities[resource.entity]
    return entity ? people.flatMap((person) => decisionsAbout(resource, { oracle, entity, person })) : []
  })
}

interface Subject {
  readonly oracle: Oracle
  readonly entity: EntityModel
  readonly person: Person
}

function decisionsAbout(resource: ResourceModel, { oracle, entity, person }: Subject): readonly Decided[] {
  const by = (action: RowAction) => oracle.decision(resource[action]?.who, entity, action, person)
  const written = (action: 'create' | 'update', fields: readonly string[]) =>
    oracle.written(by(action), { entity, person, action, fields })
  const ruled = Object.keys(resource.fields ?? {})
  const hidden = ruled.flatMap((name) => entity.fields[name] ?? [])
  return [
    ...(['read', 'update', 'delete'] as const).map((action) => ({ action, decision: by(action) })),
    { action: 'create' as const, decision: written('create', resource.create?.fields ?? []) },
    ...ruled.map((name) => ({ action: 'update' as const, decision: written('update', [name]) })),
    ...hidden.map((field) => ({
      action: 'read' as const,
      decision: oracle.fieldDecision(entity, field, person),
    })),
  ].map((each) => ({ ...each, entity, person }))
}

function existing({ entity, person, condition }: Question, oracle: Oracle): DataRow | undefined {
  return oracle.snapshot.rows(entity).find((row) => oracle.admits(condition, row, person))
}

interface Making {
  readonly client: Client
  readonly oracle: Oracle
  readonly people: readonly Person[]
  readonly numbers: RowNumbers
}

async function makeRow(
  { entity, action, person, situation, condition }: Question,
  { client, oracle, people, numbers }: Making,
): Promise<DataRow | undefined> {
  const others = people.filter(
    ({ principal }) => principal.isSignedIn && principal.id !== person.principal.id,
  )
  const stranger = others[0]?.principal.id
  if (stranger === undefined || stranger === null) return undefined
  try {
    const draft = draftOf(entity, situation, { oracle, person, stranger })
    return await storeDraft(draft, {
      client,
      oracle,
      isStored: action !== 'create',
      numbers,
      condition,
      person,
    })
  } catch (error) {
    if (error instanceof Unarrangeable || error instanceof Unstorable) return undefined
    throw error
  }
}
