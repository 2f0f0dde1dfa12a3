/** Who asks: `anonymous`, or a row of the identity's entity by its id or its e-mail address. */
import type { ClientBase } from 'pg'
import { isId } from '../../plan/query/value-text.ts'
import { quoted, sqlType } from '../../plan/sql/column.ts'
import { conjunction, notDeleted } from '../../plan/sql/relation.ts'
import type { ApplicationModel, EntityModel, FieldModel } from '../../spec/model.ts'
import { anonymous, Principal } from '../../spec/principal.ts'
import { exitCode } from '../exit-code.ts'
import { Failure } from '../failure.ts'

export interface CallerOptions {
  /** `anonymous`, `user:<id>`, `user:<e-mail address>` */
  readonly as: string
  /** In the place of the role in the database. */
  readonly role?: readonly string[]
  /** Limits the credentials. */
  readonly scope?: readonly string[]
}

/** Whom the options name, as far as they say it without a database. */
export type NamedCaller =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'person'; readonly entity: EntityModel; readonly by: FieldModel; readonly value: string }

/** @throws Failure `caller_unknown` */
export function readCaller(as: string, model: ApplicationModel): NamedCaller {
  if (as === 'anonymous') return { kind: 'nobody' }
  const [, value = ''] = /^user:(.+)$/.exec(as) ?? []
  if (value === '')
    throw unknown(`--as ${as} names nobody.`, 'Say anonymous, user:<id> or user:<e-mail address>.')
  const entity = model.entities[model.identity?.entity ?? '']
  const id = entity?.fields.id
  if (!entity || !id)
    throw unknown(`--as ${as} names a person, and ${model.name} declares no identity.`, 'Say --as anonymous.')
  if (isId(id, value)) return { kind: 'person', entity, by: id, value }
  const email = emailOf(entity, model)
  if (!value.includes('@') || !email) {
    const ways = email ? `an id or what ${email.name} holds` : 'an id: it has no field of e-mail addresses'
    throw unknown(`--as ${as} names no row of ${entity.name}.`, `Give ${ways}.`)
  }
  return { kind: 'person', entity, by: email, value: email.lowerCase ? value.toLowerCase() : value }
}

function emailOf({ fields }: EntityModel, { identity }: ApplicationModel): FieldModel | undefined {
  return (
    fields[identity?.email ?? ''] ??
    Object.values(fields).find(({ kind, unique }) => kind === 'email' && unique)
  )
}

/** Whether the person can be known without asking the database. */
export function isKnown(caller: NamedCaller, { role }: CallerOptions): boolean {
  return caller.kind === 'nobody' || (caller.by.name === 'id' && role !== undefined)
}

/**
 * @param client  absent where no database is needed
 * @throws        Failure `caller_unknown` where the row is not there
 */
export async function principalOf(
  caller: NamedCaller,
  options: CallerOptions,
  { model, client }: { readonly model: ApplicationModel; readonly client: ClientBase | undefined },
): Promise<Principal> {
  const limits = options.scope ? { scopes: options.scope } : {}
  if (caller.kind === 'nobody') {
    if (!options.role && !options.scope) return anonymous
    // Roles without a person are those of another service.
    return new Principal({ id: null, kind: 'service', roles: options.role ?? [], ...limits })
  }
  const found = client ? await findPerson(caller, { model, client }) : { id: caller.value, role: null }
  const roles = options.role ?? (found.role === null ? [] : [found.role])
  return new Principal({ id: found.id, roles, ...limits })
}

interface Person {
  readonly id: string
  readonly role: string | null
}

async function findPerson(
  { entity, by, value }: Extract<NamedCaller, { kind: 'person' }>,
  { model, client }: { readonly model: ApplicationModel; readonly client: ClientBase },
): Promise<Person> {
  const column = (field: FieldModel) => `t.${quoted(field.column ?? field.name)}`
  const role = entity.fields[model.identity?.role ?? '']
  const condition = conjunction([`${column(by)} = $1::${sqlType(by, model)}`, notDeleted('t', entity)])
  const { rows } = await client.query<Person>(
    `SELECT t."id"::text AS id, ${role ? `${column(role)}::text` : 'NULL'} AS role FROM public.${quoted(entity.table)} t WHERE ${condition}`,
    [value],
  )
  const [person] = rows
  if (person) return person
  throw unknown(
    `There is no ${entity.name} whose ${by.name} is ${value}.`,
    'Look at the database that DATABASE_URL names; without it, at the embedded one.',
  )
}

function unknown(message: string, hint: string): Failure {
  return new Failure('caller_unknown', message, { exitCode: exitCode.misused, hint })
}
