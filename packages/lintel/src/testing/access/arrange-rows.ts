/** Fills a scratch database so that rules have something to tell apart: rows of every asking person, and of strangers. */
import type { Client } from 'pg'
import { sessionSetup } from '../../database/session.ts'
import { fillTables } from '../../database/verification/rows/fill-tables.ts'
import { rulesWithin } from '../../plan/access/stated-rules.ts'
import { quoted, sqlType } from '../../plan/sql/column.ts'
import { tablesOf } from '../../plan/tables/tables-of.ts'
import { Random } from '../../plan/verification/random.ts'
import type { ApplicationModel, EntityModel, FieldModel, Json, RuleModel } from '../../spec/model.ts'
import { walkPath } from '../../spec/path.ts'
import { peopleCount, rolesOfPeople } from './people.ts'

export interface Arrangement {
  readonly client: Client
  readonly model: ApplicationModel
  readonly rowsPerTable: number
  readonly seed: number
}

/** Few targets of references, so that many rows have to do with each. */
const targetsPerEntity = 5

export async function arrangeRows({ client, model, rowsPerTable, seed }: Arrangement): Promise<void> {
  await client.query(sessionSetup)
  const rows = Math.max(rowsPerTable, peopleCount(model) + 2)
  await fillTables({ client, schema: tablesOf(model), rowsPerTable: rows, seed })
  const steering = new Steering(client, model, new Random(`access ${seed}`))
  for (const entity of Object.values(model.entities)) await steering.plainValues(entity)
  await steering.people()
  for (const entity of Object.values(model.entities)) await steering.references(entity)
  const rules = new Map(
    rulesByEntity(model).map((each) => [`${each.entity.name} ${JSON.stringify(each.rule)}`, each]),
  )
  for (const { entity, rule } of rules.values()) await steering.rule(entity, rule)
  await steering.people()
}

interface Placed {
  readonly entity: EntityModel
  readonly rule: RuleModel
}

function rulesByEntity(model: ApplicationModel): readonly Placed[] {
  return Object.values(model.resources).flatMap((resource) => {
    const entity = model.entities[resource.entity]
    const { read, create, update, delete: remove, fields } = resource
    const access = Object.values(fields ?? {}).flatMap(({ read: seen, write }) => [seen, write])
    const rules = [read?.who, create?.who, update?.who, update?.after, remove?.who, ...access]
    return rules.flatMap((rule) => (entity && rule ? placedWithin({ entity, rule }, model) : []))
  })
}

/** The rules within one, each with the entity whose rows it is asked of. */
function placedWithin({ entity, rule }: Placed, model: ApplicationModel): readonly Placed[] {
  if (rule.rule !== 'related')
    return 'rules' in rule
      ? rule.rules.flatMap((each) => placedWithin({ entity, rule: each }, model))
      : 'of' in rule
        ? placedWithin({ entity, rule: rule.of }, model)
        : [{ entity, rule }]
  const end = walkPath(model, entity, rule.path)
  const target = 'missing' in end ? undefined : model.entities[end.field.target ?? '']
  return target
    ? rulesWithin(rule.of).flatMap((each) => placedWithin({ entity: target, rule: each }, model))
    : []
}

class Steering {
  readonly #client: Client
  readonly #model: ApplicationModel
  readonly #random: Random

  constructor(client: Client, model: ApplicationModel, random: Random) {
    this.#client = client
    this.#model = model
    this.#random = random
  }

  /** What an API would take, and rows that are there: generated moments of deletion are moments. */
  async plainValues(entity: EntityModel): Promise<void> {
    const { deletedAt } = entity.fields
    for (const [at, id] of (await this.#ids(entity)).entries()) {
      for (const field of Object.values(entity.fields)) {
        const value = sendable(field, at)
        if (value !== undefined) await this.#set(entity, field, id, value)
      }
      if (entity.softDelete && deletedAt && this.#random.chance(0.85))
        await this.#set(entity, deletedAt, id, null)
    }
  }

  /** The first rows of the identity's entity are those who ask. */
  async people(): Promise<void> {
    const { identity, entities } = this.#model
    const entity = entities[identity?.entity ?? '']
    if (!entity) return
    const { deletedAt } = entity.fields
    const role = entity.fields[identity?.role ?? '']
    const ids = await this.#ids(entity)
    for (const [at, name] of rolesOfPeople(this.#model).entries()) {
      const id = ids[at]
      if (id === undefined) continue
      if (role && name !== undefined && (role.values?.includes(name) ?? true))
        await this.#set(entity, role, id, name)
      if (entity.softDelete && deletedAt) await this.#set(entity, deletedAt, id, null)
    }
  }

  async references(entity: EntityModel): Promise<void> {
    const ids = await this.#ids(entity)
    for (const field of Object.values(entity.fields)) {
      const target = field.kind === 'ref' ? this.#model.entities[field.target ?? ''] : undefined
      if (!target) continue
      const isPerson = target.name === this.#model.identity?.entity
      const few = (await this.#ids(target)).slice(
        0,
        isPerson ? peopleCount(this.#model) + 1 : targetsPerEntity,
      )
      if (few.length === 0) continue
      for (const id of ids)
        if (this.#random.chance(0.9)) await this.#set(entity, field, id, this.#random.pick(few))
    }
  }

  /** Values that a rule asks for, in some of the rows that it asks. */
  async rule(entity: EntityModel, rule: RuleModel): Promise<void> {
    if (rule.rule === 'sameTenant') return this.#withinTenant(entity, rule)
    if (rule.rule !== 'where' && rule.rule !== 'against') return
    const end = walkPath(this.#model, entity, rule.path)
    if ('missing' in end || end.field.column === undefined || end.field.kind === 'ref') return
    // Of few values the generator gives each often enough.
    if (rule.rule === 'where' && (end.field.kind === 'enum' || end.field.kind === 'boolean')) return
    for (const id of await this.#ids(end.entity)) {
      const value = rule.rule === 'where' ? this.#meeting(rule.value) : await this.#near(rule.operand)
      if (value !== undefined && this.#random.chance(0.4)) await this.#set(end.entity, end.field, id, value)
    }
  }

  /** Some rows refer within their tenant, where both are named by the rows themselves. */
  async #withinTenant(
    entity: EntityModel,
    { path, as }: Extract<RuleModel, { rule: 'sameTenant' }>,
  ): Promise<void> {
    const end = walkPath(this.#model, entity, path)
    const own = entity.fields[as]
    const reference = 'missing' in end ? undefined : end.steps[0]?.field
    if ('missing' in end || end.steps.length !== 2 || !own?.column || !reference || !end.field.column) return
    const { rows } = await this.#client.query<{ id: string; target: string }>(
      `SELECT t.id::text, min(x.id::text) AS target FROM ${quoted(entity.table)} t
       JOIN ${quoted(end.entity.table)} x ON x.${quoted(end.field.column)} = t.${quoted(own.column)} GROUP BY t.id ORDER BY t.id`,
    )
    for (const { id, target } of rows)
      if (this.#random.chance(0.6)) await this.#set(entity, reference, id, target)
  }

  #meeting(value: Json): string | undefined {
    const one = Array.isArray(value) ? this.#random.pick(value as readonly Json[]) : value
    return one === null || one === undefined || typeof one === 'object' ? undefined : String(one)
  }

  /** A moment a day before or after, or what one of the people has. */
  async #near(operand: Extract<RuleModel, { rule: 'against' }>['operand']): Promise<string | undefined> {
    if ('fromNow' in operand) {
      const days = this.#random.pick([-2, -1, 1, 2])
      return new Date(Date.now() + (operand.fromNow + days * 86_400) * 1000).toISOString()
    }
    const entity = this.#model.entities[this.#model.identity?.entity ?? '']
    const field = entity?.fields[operand.principal]
    if (!entity || field?.column === undefined) return undefined
    const { rows } = await this.#client.query<{ value: string | null }>(
      `SELECT ${quoted(field.column)}::text AS value FROM ${quoted(entity.table)} ORDER BY id LIMIT ${peopleCount(this.#model)}`,
    )
    return this.#random.pick(rows)?.value ?? undefined
  }

  async #ids({ table }: EntityModel): Promise<readonly string[]> {
    const { rows } = await this.#client.query<{ id: string }>(
      `SELECT id::text FROM ${quoted(table)} ORDER BY id`,
    )
    return rows.map(({ id }) => id)
  }

  /** A value that a key or a check refuses leaves the row as it was. */
  async #set(entity: EntityModel, field: FieldModel, id: string, value: string | null): Promise<void> {
    const { id: key } = entity.fields
    if (field.column === undefined || !key) return
    await this.#client
      .query(
        `UPDATE ${quoted(entity.table)} SET ${quoted(field.column)} = $1::${sqlType(field, this.#model)}
         WHERE id = $2::${sqlType(key, this.#model)}`,
        [value, id],
      )
      .catch((error: Error & { readonly code?: string }) => {
        // Class 23: a constraint.
        if (!error.code?.startsWith('23')) throw error
      })
  }
}

/** A value of a kind whose form the API checks and the database does not. */
function sendable({ kind }: FieldModel, at: number): string | undefined {
  if (kind === 'email') return `row-${at}@access.example`
  if (kind === 'url') return `https://access.example/${at}`
  return kind === 'slug' ? `row-${at}` : undefined
}
