/** Adopted entities as an application model: what their source text declares, without reading the text. */
import { application } from '../../spec/application.ts'
import { type AnyEntity, entity } from '../../spec/entity.ts'
import { type EntityFields, t } from '../../spec/fields.ts'
import type { ApplicationModel } from '../../spec/model.ts'
import type { AdoptedEntity } from './adopted-entity.ts'
import type { FieldExpression } from './field-expression.ts'

/** @throws SpecificationError when an adoption wrote what the specification refuses */
export function declaredModel(name: string, adopted: readonly AdoptedEntity[]): ApplicationModel {
  const declared: Record<string, AnyEntity> = {}
  for (const each of adopted) {
    const fields = Object.entries(each.fields).map(([field, expression]) => [
      field,
      evaluate(expression, (target) => declared[target]),
    ])
    declared[each.name] = entity(
      each.name,
      Object.fromEntries(fields) as EntityFields,
      each.options as object,
    )
  }
  return application(name, { parts: [declared] }).model
}

type Method = (...args: readonly unknown[]) => object

function evaluate({ target, calls }: FieldExpression, entityOf: (name: string) => unknown): object {
  return calls.reduce<object>((subject, call, at) => {
    const method = Reflect.get(subject, call.name) as Method
    const leads = at === 0 && target !== undefined ? [() => entityOf(target)] : []
    return method.apply(subject, [...leads, ...call.arguments])
  }, t)
}
