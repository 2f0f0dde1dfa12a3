/** The models in which one rule of access is weaker than it was declared: what tests of access have to notice. */
import type { ApplicationModel, FieldAccessModel, ResourceModel, RuleModel } from '../../spec/model.ts'
import { decideEqually } from './decide-equally.ts'
import { weakenings } from './weaken-rule.ts'

export interface AccessMutant {
  /** `orders.read: owner('customer') → signedIn` */
  readonly name: string
  readonly model: ApplicationModel
  /** The rows that it concerns; absent for an operation. */
  readonly of?: { readonly entity: string; readonly kind: 'read' | 'write' }
}

/** One place where a rule stands, and the model with another rule there. */
interface Place {
  readonly name: string
  readonly entity?: string
  readonly rule: RuleModel
  /** `undefined` takes the rule away. */
  readonly replaced: (rule: RuleModel | undefined) => ApplicationModel
  /** Without the rule more is allowed: a rule of a field, or for what a row becomes. */
  readonly isBound: boolean
}

export interface AccessMutants {
  readonly mutants: readonly AccessMutant[]
  /** Names of those that decide everything as the model itself: no test could notice them. */
  readonly equivalent: readonly string[]
}

/** @param guarded  operations of contracts whose document asks every caller for credentials */
export function accessMutants(
  model: ApplicationModel,
  guarded: ReadonlySet<string> = new Set(),
): AccessMutants {
  // Decisions are remembered by their rules: rules that lead to others must not be those of the model itself.
  const all = [...placesOf(model).flatMap(mutantsAt), ...looseReferences(model)].map((mutant) => ({
    ...mutant,
    model: structuredClone(mutant.model),
  }))
  const same = new Set(all.filter((mutant) => decideEqually(model, mutant.model, guarded)))
  return {
    mutants: all.filter((mutant) => !same.has(mutant)),
    equivalent: [...same].map(({ name }) => name),
  }
}

function mutantsAt({ name, entity, rule, replaced, isBound }: Place): readonly AccessMutant[] {
  const kind = /\.read$/.test(name) ? 'read' : 'write'
  const of = entity === undefined ? {} : { of: { entity, kind } as const }
  const dropped = isBound ? [{ name: `${name}: dropped`, model: replaced(undefined), ...of }] : []
  const weaker = weakenings(rule).map((each) => ({
    name: `${name}: ${each.how}`,
    model: replaced(each.rule),
    ...of,
  }))
  return [...dropped, ...weaker]
}

/** Without the flows of identity: most of them refuse strangers by themselves, whatever their rule says. */
function authoredOperations({ operations }: ApplicationModel) {
  return Object.entries(operations).filter(([, { flow }]) => !flow)
}

function placesOf(model: ApplicationModel): readonly Place[] {
  return [
    ...Object.entries(model.resources).flatMap(([key, resource]) => resourcePlaces(model, key, resource)),
    ...authoredOperations(model).map(
      ([key, operation]): Place => ({
        name: key,
        rule: operation.allow,
        isBound: false,
        replaced: (allow) => ({
          ...model,
          operations: { ...model.operations, [key]: { ...operation, allow: allow ?? operation.allow } },
        }),
      }),
    ),
    ...model.implementations.map(
      (each, at): Place => ({
        name: each.operationId,
        rule: each.allow,
        isBound: false,
        replaced: (allow) => ({
          ...model,
          implementations: model.implementations.with(at, { ...each, allow: allow ?? each.allow }),
        }),
      }),
    ),
  ]
}

const actions = ['read', 'create', 'update', 'delete'] as const

function resourcePlaces(model: ApplicationModel, key: string, resource: ResourceModel): readonly Place[] {
  const changed = (change: Partial<ResourceModel>): ApplicationModel => ({
    ...model,
    resources: { ...model.resources, [key]: { ...resource, ...change } },
  })
  const { entity, update } = resource
  const ofActions = actions.flatMap((action): Place[] => {
    const declared = resource[action]
    if (!declared) return []
    const replaced = (who: RuleModel | undefined) =>
      changed({ [action]: { ...declared, who: who ?? declared.who } })
    return [{ name: `${key}.${action}`, entity, rule: declared.who, isBound: false, replaced }]
  })
  const after: Place[] = update?.after
    ? [
        {
          name: `${key}.update.after`,
          entity,
          rule: update.after,
          isBound: true,
          replaced: (rule) => changed({ update: { ...update, after: rule ?? { rule: 'anyone' } } }),
        },
      ]
    : []
  return [...ofActions, ...after, ...fieldPlaces(key, resource, changed)]
}

/** References that may then lead to rows that the caller does not see. */
function looseReferences(model: ApplicationModel): readonly AccessMutant[] {
  return Object.entries(model.resources).flatMap(([key, resource]) => {
    const write = resource.create ?? resource.update
    const fields = Object.values(model.entities[resource.entity]?.fields ?? {})
    if (!write) return []
    const loose = (name: string): ApplicationModel => {
      const refersToAny = [...(write.refersToAny ?? []), name]
      const changed = { ...resource, [resource.create ? 'create' : 'update']: { ...write, refersToAny } }
      return { ...model, resources: { ...model.resources, [key]: changed } }
    }
    return fields.flatMap(({ kind, name }) =>
      kind === 'ref' || kind === 'manyToMany'
        ? [
            {
              name: `${key}: ${name} ${kind === 'ref' ? 'refers to' : 'links'} any row`,
              model: loose(name),
              of: { entity: resource.entity, kind: 'write' } as const,
            },
          ]
        : [],
    )
  })
}

function fieldPlaces(
  key: string,
  { fields = {}, entity }: ResourceModel,
  changed: (change: Partial<ResourceModel>) => ApplicationModel,
): readonly Place[] {
  return Object.entries(fields).flatMap(([name, access]) =>
    (['read', 'write'] as const).flatMap((kind): Place[] => {
      const rule = access[kind]
      if (!rule) return []
      const replaced = (other: RuleModel | undefined) =>
        changed({ fields: { ...fields, [name]: withRule(access, kind, other) } })
      return [{ name: `${key}.fields.${name}.${kind}`, entity, rule, isBound: true, replaced }]
    }),
  )
}

function withRule(
  { read, write }: FieldAccessModel,
  kind: 'read' | 'write',
  rule: RuleModel | undefined,
): FieldAccessModel {
  const rules = { read, write, [kind]: rule }
  return {
    ...(rules.read ? { read: rules.read } : {}),
    ...(rules.write ? { write: rules.write } : {}),
  }
}
