/** The statements that are compared: Lintel's own, and what a person would write for the same rows and the same JSON. */
import { actorOf } from '../../packages/lintel/src/plan/access/actor.ts'
import { decide } from '../../packages/lintel/src/plan/access/condition.ts'
import { orderingOf } from '../../packages/lintel/src/plan/query/ordering.ts'
import { listStatement } from '../../packages/lintel/src/plan/statements/list.ts'
import { Principal } from '../../packages/lintel/src/spec/principal.ts'
import { workspaces } from './application.ts'

export const lists = ['ownership', 'membership'] as const
export type ListName = (typeof lists)[number]

export interface Contender {
  /** `lintel`, or how it was written by hand. */
  readonly name: string
  /** Its only parameter is the caller's id. */
  readonly text: string
}

const resources = { ownership: 'notes', membership: 'documents' } as const
const page = 21

export function contendersOf(list: ListName): readonly Contender[] {
  const text = lintelText(list)
  // The row is the same text in all, so that they differ in the policy alone.
  return [{ name: 'lintel', text }, ...byHand(list, text.slice('SELECT '.length, text.indexOf(' FROM ')))]
}

function lintelText(list: ListName): string {
  const { model } = workspaces
  const resource = model.resources[resources[list]]!
  const entity = model.entities[resource.entity]!
  const actor = actorOf(new Principal({ id: 'somebody', roles: [] }))
  const decision = decide(resource.read?.who, { model, entity, actor, action: 'read' })
  const plan = {
    ...{ entity, decision, filters: [], search: false, cursor: undefined, include: {}, fields: undefined },
    keys: orderingOf(entity, resource.defaultSort),
    rows: page,
  }
  const { text, slots } = listStatement(plan, { model, actor })
  if (slots.length !== 1) throw new Error(`The statement for ${list} has ${slots.length} parameters.`)
  return text
}

/** @param row  of the table `t0` */
function byHand(list: ListName, row: string): readonly Contender[] {
  const order = `ORDER BY t0.id DESC LIMIT ${page}`
  if (list === 'ownership') {
    return [{ name: 'hand', text: `SELECT ${row} FROM notes t0 WHERE t0.author_id = $1 ${order}` }]
  }
  return [
    {
      name: 'hand: in',
      text: `SELECT ${row} FROM documents t0 WHERE t0.project_id IN (
        SELECT p.id FROM team_members m JOIN projects p ON p.team_id = m.team_id WHERE m.user_id = $1) ${order}`,
    },
    {
      // Without repetitions, because somebody is on a team once.
      name: 'hand: join',
      text: `SELECT ${row} FROM team_members m JOIN projects p ON p.team_id = m.team_id
        JOIN documents t0 ON t0.project_id = p.id WHERE m.user_id = $1 ${order}`,
    },
  ]
}
