/** A request that needs a token, with a token for somebody who is in the database: in development only. */
import { actorOf } from '../../plan/access/actor.ts'
import { decide } from '../../plan/access/condition.ts'
import { quoted } from '../../plan/sql/column.ts'
import type { Service } from '../../service/service.ts'
import type { ApplicationModel, ResourceModel } from '../../spec/model.ts'
import { Principal, type PrincipalData } from '../../spec/principal.ts'
import { counted } from '../terminal.ts'
import type { ExampleRequest } from './example-request.ts'

interface Person {
  readonly id: string
  readonly roles: readonly string[]
}

/** A list that somebody may read who is signed in, and nobody else; `undefined` without such a list or person. */
export async function signedInRequest({ model, db, tokens }: Service): Promise<ExampleRequest | undefined> {
  const { identity } = model
  if (!identity?.signsTokens || !tokens) return undefined
  const lists = Object.values(model.resources).filter(({ path, read }) => path !== null && read !== undefined)
  const closed = lists.filter((resource) => !mayRead(model, resource, { id: null, roles: [] }))
  const found = await match({ model, db, lists: await interestingFirst(model, db, closed) })
  if (!found) return undefined
  const { list, person } = found
  const who = person.roles.length > 0 ? ` with the role ${person.roles.join(', ')}` : ''
  const minutes = Math.round(identity.tokenTtlSeconds / 60)
  return {
    title: `List ${list.path?.slice(1)} as a user${who}; the token is good for ${counted(minutes, 'minute')}`,
    method: 'GET',
    path: `${model.prefix}${list.path}`,
    headers: { authorization: `${identity.scheme} ${await tokens.sign(person)}` },
  }
}

interface Candidates {
  readonly model: ApplicationModel
  readonly db: Service['db']
  readonly lists: readonly ResourceModel[]
}

async function match({
  model,
  db,
  lists,
}: Candidates): Promise<{ list: ResourceModel; person: Person } | undefined> {
  if (lists.length === 0) return undefined
  const persons = await people(model, db)
  for (const list of lists) {
    const person = persons.find((each) => mayRead(model, list, each))
    if (person) return { list, person }
  }
  return undefined
}

/** Lists with rows first, and among them those that are not about people themselves. */
async function interestingFirst(model: ApplicationModel, db: Service['db'], lists: readonly ResourceModel[]) {
  const ranks = await Promise.all(
    lists.map(async (list) => {
      const table = model.entities[list.entity]?.table ?? ''
      const [row] = await db.sql<{ filled: boolean }>(
        `SELECT EXISTS (SELECT 1 FROM ${quoted(table)}) AS filled`,
      )
      return { list, rank: (row?.filled ? 0 : 2) + (list.entity === model.identity?.entity ? 1 : 0) }
    }),
  )
  return ranks.toSorted((one, other) => one.rank - other.rank).map(({ list }) => list)
}

function mayRead(
  model: ApplicationModel,
  { entity: name, read }: ResourceModel,
  person: PrincipalData,
): boolean {
  const entity = model.entities[name]
  if (!entity || !read) return false
  return decide(read.who, { model, entity, actor: actorOf(new Principal(person)), action: 'read' }) !== false
}

/** Some of those who may sign in, the first ones first. */
async function people(model: ApplicationModel, db: Service['db']): Promise<readonly Person[]> {
  const entity = model.entities[model.identity?.entity ?? '']
  const id = entity?.fields.id?.column
  if (!entity || id === undefined) return []
  const role = entity.fields[model.identity?.role ?? '']?.column
  const roleText = role === undefined ? 'NULL' : quoted(role)
  const rows = await db.sql<{ id: string | number; role: string | null }>(
    `SELECT ${quoted(id)} AS id, ${roleText} AS role FROM ${quoted(entity.table)} ORDER BY ${quoted(id)} LIMIT 20`,
  )
  return rows.map((row) => ({ id: String(row.id), roles: row.role === null ? [] : [row.role] }))
}
