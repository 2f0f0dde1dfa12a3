/** What every call of business code is made with: the model, whose rules bind it, and where statements run. */

import type { Actor } from '../plan/access/actor.ts'
import { type Decision, decide, entityRule, type RowAction } from '../plan/access/condition.ts'
import { type LinkBound, linkBound, outcomeDecision, writeDecision } from '../plan/access/writing.ts'
import type { Touch } from '../plan/cache/tags.ts'
import type { Arguments, Statement } from '../plan/sql/statement.ts'
import type { AnyEntity } from '../spec/entity.ts'
import type { ApplicationModel, EntityModel, FieldModel, GrantModel } from '../spec/model.ts'
import { Problem } from '../spec/problem.ts'
import { callerOf, type Doing } from './caller.ts'
import type { Reads } from './changes.ts'
import type { Meaning } from './database-problems.ts'
import { problemOf } from './database-problems.ts'
import type { RowArguments } from './query.ts'
import type { ResultRow } from './result-row.ts'
import type { NamedStatement, StatementCache } from './statement-cache.ts'
import type { WatchedField } from './watched-field.ts'

/** Runs statements: on lanes, or inside one transaction. */
export interface Executor {
  read(statement: NamedStatement, parameters: Arguments): Promise<readonly ResultRow[]>
  /** @param touch  what it writes, for those who remember what was read */
  write(statement: NamedStatement, parameters: Arguments, touch?: Touch): Promise<readonly ResultRow[]>
  /** Notes a write that no statement of ours makes; absent outside of transactions. */
  touched?(touch: Touch): void
  /** Rows as objects, with values in the form that rows have in code. */
  rows(statement: NamedStatement, parameters: RowArguments): Promise<readonly object[]>
}

export interface AccessContext {
  readonly model: ApplicationModel
  readonly executor: Executor
  readonly statements: StatementCache
  /** `undefined`: no rule applies (a seed, a migration, or code that said so). */
  readonly actor: Actor | undefined
  readonly principalId: string | null
  readonly grants: readonly GrantModel[]
  readonly meaning: Meaning
  /** Of the trace in which the caller is (W3C Trace Context): it is carried on to what is enqueued. */
  readonly traceparent?: string | undefined
  readonly hashPassword: (password: string) => Promise<string>
  /** Told of what is read, where the answer is to be remembered. */
  readonly reads?: Reads | undefined
  /** A field whose changes are told to somebody. */
  readonly watched?: WatchedField | undefined
}

export function entityModel(context: AccessContext, entity: Pick<AnyEntity, 'name'>): EntityModel {
  const model = context.model.entities[entity.name]
  if (model) return model
  throw new Error(
    `The entity ${entity.name} is not part of this application: export it from one of its parts, or refer to it.`,
  )
}

/** Whether this call may act on rows of the entity; `fields` are those it writes. */
export function decisionFor(
  context: AccessContext,
  entity: EntityModel,
  action: RowAction,
  fields: readonly string[] = [],
): Decision {
  const { model, actor } = context
  if (!actor || isGranted(context, entity, { action, fields })) return true
  const decision = decide(entityRule(model, entity.name, action), { model, entity, actor, action })
  if (action !== 'create' && action !== 'update') return decision
  return writeDecision(decision, { model, entity, actor, action, fields, readable: grantedReads(context) })
}

/** A write, and the names of the fields that it gives a value. */
export interface Writing {
  readonly action: 'create' | 'update'
  readonly fields: readonly string[]
}

/** What the rows must meet that a many-to-many field of the write links. */
export function linkBoundFor(
  context: AccessContext,
  { entity, field }: { readonly entity: EntityModel; readonly field: FieldModel },
  writing: Writing,
): LinkBound {
  const { model, actor } = context
  if (!actor || isGranted(context, entity, writing)) return { seen: true, isWithinTenant: false }
  return linkBound(field, { model, entity, actor, ...writing, readable: grantedReads(context) })
}

interface Acting {
  readonly action: RowAction
  readonly fields: readonly string[]
}

function isGranted({ grants }: AccessContext, entity: EntityModel, { action, fields }: Acting): boolean {
  return grants.some(
    (grant) =>
      grant.entity === entity.name &&
      grant.action === action &&
      (!grant.fields || fields.every((field) => grant.fields?.includes(field))),
  )
}

/** What the operation may read it may also refer to. */
function grantedReads({ grants }: AccessContext): readonly string[] {
  return grants.flatMap((grant) => (grant.action === 'read' ? [grant.entity] : []))
}

/** What a row must meet after an update, where that is not what it met before. */
export function outcomeFor(
  context: AccessContext,
  entity: EntityModel,
  fields: readonly string[],
): Decision | undefined {
  const { model, actor } = context
  if (!actor || isGranted(context, entity, { action: 'update', fields })) return undefined
  return outcomeDecision({ model, entity, actor, fields, readable: grantedReads(context) })
}

/** The part of a shape that the rules decide. */
export function actorKey({ actor, grants }: AccessContext): string {
  if (!actor) return '*'
  return grants.length === 0 ? actor.key : `${actor.key}|${JSON.stringify(grants)}`
}

const shapes = new WeakMap<object, string>()
let shapeCount = 0

/** A short name for a decision, so that statements under different rules never share a shape. */
export function shapeOf(decision: Decision): string {
  if (typeof decision === 'boolean') return String(decision)
  const known = shapes.get(decision)
  if (known) return known
  const shape = `c${++shapeCount}`
  shapes.set(decision, shape)
  return shape
}

export interface Run {
  readonly kind: 'read' | 'write'
  readonly shape: string
  readonly compile: () => Statement
  readonly values: Readonly<Record<string, unknown>>
  /** What it writes, of rows that have rules of their own. */
  readonly doing?: Doing
  /** The table that it writes, where that is none of an entity. */
  readonly touch?: Touch
}

function touchOf({ action, entity, id }: Doing): Touch {
  return { table: entity.table, action, ...(id === undefined ? {} : { id }) }
}

/** The statement that `run` would run. */
export function statementOf(context: AccessContext, { shape, compile }: Pick<Run, 'shape' | 'compile'>) {
  return context.statements.get(`${actorKey(context)}|${shape}`, compile)
}

/** Runs a statement; what the database refuses becomes a Problem. */
export async function run(
  context: AccessContext,
  { kind, shape, compile, values, doing, touch }: Run,
): Promise<readonly ResultRow[]> {
  const statement = statementOf(context, { shape, compile })
  try {
    const caller = callerOf(context, doing)
    const parameters = { principal: context.principalId, values, caller }
    if (context.reads) kind === 'write' ? context.reads.acts() : context.reads.statement(statement)
    if (kind === 'read') return await context.executor.read(statement, parameters)
    return await context.executor.write(statement, parameters, touch ?? (doing && touchOf(doing)))
  } catch (error) {
    throw problemOf(error, context.meaning) ?? error
  }
}

/** The caller may not do this to any row, or not to the row it made. */
export function forbidden(entity: EntityModel, action: RowAction): Problem {
  return new Problem('forbidden', {
    status: 403,
    title: 'You may not do this.',
    // The log says more; a caller learns only what its own request named.
    cause: new Error(`No rule or grant admits ${action} of ${entity.name}.`),
  })
}
