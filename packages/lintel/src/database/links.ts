/** Links of many-to-many relations, from business code. */

import type { Touch } from '../plan/cache/tags.ts'
import { linkStatement, unlinkStatement, unseenLinkStatement } from '../plan/statements/links.ts'
import type { EntityModel, FieldModel } from '../spec/model.ts'
import { type AccessContext, linkBoundFor, run, type Writing } from './access-context.ts'
import { referenceNotFound } from './database-problems.ts'

export interface Links {
  readonly id: unknown
  /** Ids of the rows that are linked. */
  readonly targets: readonly unknown[]
  /** The write that they are part of. */
  readonly writing: Writing
}

/** @throws Problem as for a reference to no row, where one of them is out of the caller's sight */

export async function link(
  context: AccessContext,
  entity: EntityModel,
  field: FieldModel,
  links: Links,
): Promise<void> {
  const { id, targets } = links
  if (targets.length === 0) return
  await refuseUnseen(context, entity, field, links)
  await run(context, {
    kind: 'write',
    touch: touchOf(field),
    shape: `link|${entity.name}|${field.name}`,
    compile: () => linkStatement(entity, field, context.model),
    values: { id, targets },
  })
}

/** Each link is asked about, also one that is there: who sends it says it. */
async function refuseUnseen(
  context: AccessContext,
  entity: EntityModel,
  field: FieldModel,
  { id, targets, writing }: Links,
): Promise<void> {
  const bound = linkBoundFor(context, { entity, field }, writing)
  if (bound.seen === true && !bound.isWithinTenant) return
  const unseen = await run(context, {
    // In the transaction of the write, where the row that links them may be new.
    kind: 'write',
    shape: `unseenLink|${entity.name}|${field.name}`,
    compile: () => unseenLinkStatement({ entity, field, bound }, context.model),
    values: { id, targets },
  })
  if (unseen.length > 0) throw referenceNotFound([field.name])
}

function touchOf(field: FieldModel): Touch {
  return { table: field.through?.table ?? '' }
}

/** Afterwards exactly these are linked. */
export async function relink(
  context: AccessContext,
  entity: EntityModel,
  field: FieldModel,
  links: Links,
): Promise<void> {
  await run(context, {
    kind: 'write',
    touch: touchOf(field),
    shape: `unlink|${entity.name}|${field.name}`,
    compile: () => unlinkStatement(entity, field, context.model),
    values: { id: links.id, targets: links.targets },
  })
  await link(context, entity, field, links)
}
