/** `application`: everything that was declared, gathered into one model. */
import { buildModel } from './build-model.ts'
import { type AnyClient, Client } from './client.ts'
import { Contract, type ContractOperations, Implementation } from './contract.ts'
import type { Writer } from './data-access.ts'
import { type AnyEntity, Entity } from './entity.ts'
import { type AnyEvent, Event, ForeignEvent } from './event.ts'
import type { EntityFields, FieldRecord } from './fields.ts'
import { Identity } from './identity.ts'
import { CallingService } from './issuers.ts'
import { type AnyJob, Job } from './job.ts'
import { callerLocation, type Location } from './location.ts'
import type { ApplicationModel } from './model.ts'
import { Operation } from './operation.ts'
import { OutgoingWebhooks } from './outgoing-webhooks.ts'
import type { RateLimits } from './rate-limit.ts'
import { Resource } from './resource.ts'
import { Settings } from './settings.ts'
import { Tenancy } from './tenancy.ts'
import { type AnyWebhook, Webhook } from './webhook.ts'

export interface SeedContext {
  readonly db: Writer
}

export interface ApplicationOptions {
  /** Version of the API, in its OpenAPI document (default `0.1.0`). */
  readonly version?: string
  readonly description?: string
  /** Path before every resource and operation: `/v1`. */
  readonly prefix?: string
  /**
   * What a caller learns of a row that it may see and not change: `tell` answers 403, `hide` answers 404 as for a row
   * that is not there (default `tell`). A row that it may not see is not there either way.
   */
  readonly refusals?: 'tell' | 'hide'
  /**
   * The rules of rows in the database, too, as row-level security of PostgreSQL (default `false`). Statements then run
   * as a role that is bound by them: `<name>_app`, or the `role` that is named here.
   */
  readonly rowSecurity?: boolean | { readonly role: string }
  /** How often its whole API may be asked: `'1000/minute'`; `false` takes away every limit that stands by default. */
  readonly rateLimit?: RateLimits
  /** Modules (`import * as orders from './orders.ts'`) or arrays whose declarations make up the application. */
  readonly parts: readonly object[]
  /** Rows for an empty database in development: run once, without rules of access. */
  readonly seed?: (context: SeedContext) => Promise<void>
}

/** Everything declared, by name. */
export interface Declarations {
  readonly name: string
  readonly options: ApplicationOptions
  readonly at: Location
  readonly entities: ReadonlyMap<string, AnyEntity>
  readonly resources: readonly Resource[]
  readonly operations: ReadonlyMap<string, Operation>
  /** Entities and operations that the framework declares for the flows of identity. */
  readonly added: ReadonlySet<AnyEntity | Operation>
  readonly contracts: ReadonlyMap<string, Contract<ContractOperations>>
  readonly implementations: readonly Implementation[]
  readonly identities: readonly Identity[]
  readonly tenancies: readonly Tenancy[]
  readonly services: readonly CallingService[]
  readonly clients: readonly AnyClient[]
  readonly settings: readonly Settings<FieldRecord>[]
  readonly events: readonly AnyEvent[]
  readonly jobs: readonly AnyJob[]
  readonly webhooks: readonly AnyWebhook[]
  readonly outgoing: readonly OutgoingWebhooks[]
}

export class Application {
  readonly kind = 'application'
  readonly declarations: Declarations
  /** Plain data; `lintel spec` prints it. */
  readonly model: ApplicationModel

  constructor(declarations: Declarations) {
    this.declarations = declarations
    this.model = buildModel(declarations)
  }

  get name(): string {
    return this.declarations.name
  }
}

/**
 * Gathers declarations into an application.
 *
 * @throws SpecificationError with every problem of the specification, each with file, line and mend
 */
export function application(name: string, options: ApplicationOptions): Application {
  return new Application(gather(name, options, callerLocation()))
}

type Collected = {
  entities: Map<string, AnyEntity>
  resources: Resource[]
  operations: Map<string, Operation>
  added: Set<AnyEntity | Operation>
  contracts: Map<string, Contract<ContractOperations>>
  implementations: Implementation[]
  identities: Identity[]
  tenancies: Tenancy[]
  services: CallingService[]
  clients: AnyClient[]
  settings: Settings<FieldRecord>[]
  events: AnyEvent[]
  jobs: AnyJob[]
  webhooks: AnyWebhook[]
  outgoing: OutgoingWebhooks[]
}

function gather(name: string, options: ApplicationOptions, at: Location): Declarations {
  const found: Collected = {
    entities: new Map(),
    resources: [],
    operations: new Map(),
    added: new Set(),
    contracts: new Map(),
    implementations: [],
    identities: [],
    tenancies: [],
    services: [],
    clients: [],
    settings: [],
    events: [],
    jobs: [],
    webhooks: [],
    outgoing: [],
  }
  const seen = new Set<unknown>()
  for (const part of options.parts) {
    const entries = Object.entries(part)
    // Node sorts the exports of a module by name, bundlers and test runners keep their order: what is derived must not
    // depend on who loads it. Other objects are in the order that their author chose.
    if (Reflect.get(part, Symbol.toStringTag) === 'Module')
      entries.sort(([one], [other]) => (one < other ? -1 : 1))
    for (const [key, value] of entries) collect({ key, value, seen, found })
  }
  return { name, options, at, ...found }
}

interface Candidate {
  readonly key: string
  readonly value: unknown
  readonly seen: Set<unknown>
  readonly found: Collected
}

function collect({ key, value, seen, found }: Candidate): void {
  if (seen.has(value)) return
  seen.add(value)
  const reach = (next: unknown, as = '') => collect({ key: as, value: next, seen, found })
  if (value instanceof Entity) {
    // A second entity of the same name is kept under another key, so that the model can refuse both by name.
    found.entities.set(
      found.entities.has(value.name) ? `${value.name}#${found.entities.size}` : value.name,
      value,
    )
    for (const target of targets(value)) reach(target)
  } else if (value instanceof Resource) {
    found.resources.push(value)
    reach(value.entity)
  } else if (value instanceof Operation) {
    found.operations.set(operationName(key, value, found.operations), value)
    if (value.options.output instanceof Entity) reach(value.options.output)
    for (const grant of value.options.grants ?? []) reach(grant.entity)
    for (const used of Object.values(value.options.uses ?? {})) reach(used)
  } else if (value instanceof Contract) {
    found.contracts.set(contractName(key, found.contracts), value)
  } else if (value instanceof Implementation) {
    found.implementations.push(value)
    reach(value.contract)
    for (const grant of value.options.grants ?? []) reach(grant.entity)
    for (const used of Object.values(value.options.uses ?? {})) reach(used)
  } else if (value instanceof Identity) {
    found.identities.push(value)
    reach(value.entity)
    const { needed, operations, mails } = value.added
    for (const each of [...needed, ...Object.values(operations)]) found.added.add(each)
    for (const each of needed) reach(each)
    for (const [name, each] of Object.entries(operations)) reach(each, name)
    for (const each of mails) reach(each)
  } else if (value instanceof CallingService) {
    found.services.push(value)
  } else if (value instanceof Client) {
    found.clients.push(value)
  } else if (value instanceof Tenancy) {
    found.tenancies.push(value)
    reach(value.entity)
  } else if (value instanceof Settings) {
    found.settings.push(value)
  } else if (value instanceof Event || value instanceof ForeignEvent) {
    found.events.push(value)
  } else if (value instanceof Job) {
    found.jobs.push(value)
    if (value.options.on) reach(value.options.on)
    for (const used of Object.values(value.options.uses ?? {})) reach(used)
    for (const grant of value.options.grants ?? []) reach(grant.entity)
  } else if (value instanceof Webhook) {
    found.webhooks.push(value)
    reach(value.job)
  } else if (value instanceof OutgoingWebhooks) {
    found.outgoing.push(value)
    const { entities, resources, operations, jobs } = value.added
    for (const each of [value.entity, ...Object.values(entities), ...resources, value.disabled, ...jobs])
      reach(each)
    for (const [name, each] of Object.entries(operations)) reach(each, name)
  }
}

function targets(entity: AnyEntity): unknown[] {
  const fields: EntityFields = entity.fields
  return Object.values(fields).flatMap((field) =>
    field.definition.target ? [field.definition.target()] : [],
  )
}

/** The name of its export; for an array, the words of its route. */
function operationName(key: string, operation: Operation, taken: ReadonlyMap<string, unknown>): string {
  const words = operation.route
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  const fromRoute = words
    .map((word, index) => (index === 0 ? word : word[0]?.toUpperCase() + word.slice(1)))
    .join('')
  const name = /^[A-Za-z_]\w*$/.test(key) && key !== 'default' ? key : fromRoute
  return taken.has(name) ? fromRoute : name
}

function contractName(key: string, taken: ReadonlyMap<string, unknown>): string {
  const name = /^[A-Za-z_]\w*$/.test(key) ? key : 'contract'
  return taken.has(name) ? `${name}${taken.size + 1}` : name
}
