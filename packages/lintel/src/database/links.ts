/** Links of many-to-many relations, from business code. */

import { linkStatement, unlinkStatement } from '../plan/statements/links.ts'
import type { EntityModel, FieldModel } from '../spec/model.ts'
import { type AccessContext, run } from './access-context.ts'

export interface Links {
  readonly id: unknown
  /** Ids of the rows that are linked. */
  readonly targets: readonly unknown[]
}

export async function link(
  context: AccessContext,
  entity: EntityModel,
  field: FieldModel,
  links: Links,
): Promise<void> {
  if (links.targets.length === 0) return
  await run(context, {
    kind: 'write',
    shape: `link|${entity.name}|${field.name}`,
    compile: () => linkStatement(entity, field, context.model),
    values: { ...links },
  })
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
    shape: `unlink|${entity.name}|${field.name}`,
    compile: () => unlinkStatement(entity, field, context.model),
    values: { ...links },
  })
  await link(context, entity, field, links)
}
