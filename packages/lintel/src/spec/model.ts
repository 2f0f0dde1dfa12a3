/** The application model: plain, serialisable data from which everything else is derived. */
import type { Location } from './location.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
/** JSON Schema 2020-12, as plain data. */
export type JsonSchema = { readonly [key: string]: Json }

export type ScalarKind =
  | 'uuid'
  | 'text'
  | 'email'
  | 'url'
  | 'slug'
  | 'integer'
  | 'bigint'
  | 'decimal'
  | 'boolean'
  | 'date'
  | 'timestamp'
  | 'enum'
  | 'json'
  | 'password'

export type FieldKind = ScalarKind | 'ref' | 'many' | 'manyToMany'

/** What a value must satisfy, whether it is stored or only received. */
export interface ValueModel {
  readonly kind: FieldKind | 'list' | 'object'
  readonly optional?: boolean
  /** Least value of a number (inclusive), or least length of a text or list. */
  readonly min?: number
  readonly max?: number
  /** A regular expression, anchored by its author. */
  readonly pattern?: string
  readonly precision?: number
  readonly scale?: number
  readonly values?: readonly string[]
  readonly schema?: JsonSchema
  readonly description?: string
  readonly personal?: boolean
  /** The entity that a `ref`, `many` or `manyToMany` leads to. */
  readonly target?: string
  /** For a relation: the kind of the target's id. */
  readonly idKind?: 'uuid' | 'integer'
  readonly default?: DefaultModel
  /** What a `list` holds. */
  readonly items?: ValueModel
  /** What an `object` holds. */
  readonly fields?: Readonly<Record<string, ValueModel>>
}

export type DefaultModel =
  | { readonly value: Json }
  | { readonly now: true }
  | { readonly generated: 'uuid' | 'identity' }

export interface FieldModel extends ValueModel {
  readonly kind: FieldKind
  readonly name: string
  /** Column of the entity's table; absent for `many` and `manyToMany`. */
  readonly column?: string
  readonly optional: boolean
  readonly unique: boolean
  readonly immutable: boolean
  /** Set by the server alone. */
  readonly readOnly: boolean
  /** Never leaves through an API. */
  readonly private: boolean
  /** Not everybody who may read the row sees it: a rule of the field decides. */
  readonly restricted?: boolean
  readonly personal: boolean
  /** The last name of a renamed column. */
  readonly renamedFrom?: string
  /** SQL of the value that rows get which are there before the field. */
  readonly filledFrom?: string
  /** The type of its column, where that is not the one of its kind. */
  readonly columnType?: string
  readonly onDelete?: 'restrict' | 'cascade' | 'setNull'
  /** For `many`: the `ref` of the target that leads back here. */
  readonly inverse?: string
  /** For `manyToMany`: the joining table. */
  readonly through?: { readonly table: string; readonly here: string; readonly there: string }
  /** Counts the updates of a row. */
  readonly version?: boolean
  /** Stored and looked for in small letters, so that no two rows differ in case alone. */
  readonly lowerCase?: boolean
}

export interface IndexModel {
  readonly name: string
  readonly fields: readonly string[]
  readonly unique: boolean
}

export interface CheckModel {
  readonly name: string
  /** A condition over fields: `endsAt > startsAt`. */
  readonly left: string
  readonly operator: '=' | '<>' | '<' | '<=' | '>' | '>='
  readonly right: { readonly field: string } | { readonly value: Json }
}

export interface EntityModel {
  readonly name: string
  readonly table: string
  /** The plural, where English is irregular. */
  readonly plural?: string
  readonly description?: string
  readonly fields: Readonly<Record<string, FieldModel>>
  readonly indexes: readonly IndexModel[]
  readonly checks: readonly CheckModel[]
  readonly softDelete: boolean
  /** Text fields that full-text search reads, most important first. */
  readonly search: readonly string[]
  /** References from a row to its tenant. */
  readonly tenant?: string
  readonly renamedFrom?: string
  /** Former fields that follow from today's columns: SQL by their names. */
  readonly retired?: Readonly<Record<string, string>>
  readonly splitFrom?: {
    readonly entity: string
    readonly through: string
    readonly fields: readonly string[]
  }
  readonly at: Location
}

export type CompareOperator = 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'in' | 'prefix' | 'null'

export type RuleModel =
  | { readonly rule: 'anyone' }
  | { readonly rule: 'nobody' }
  | { readonly rule: 'signedIn' }
  | { readonly rule: 'role'; readonly role: string }
  | { readonly rule: 'scope'; readonly scope: string }
  | { readonly rule: 'owner'; readonly path: string }
  | { readonly rule: 'through'; readonly path: string }
  | {
      readonly rule: 'where'
      readonly path: string
      readonly operator: CompareOperator
      readonly value: Json
    }
  /** As `where`, with something that is known when the statement runs. */
  | {
      readonly rule: 'against'
      readonly path: string
      readonly operator: CompareOperator
      readonly operand: OperandModel
    }
  /** A row along the path meets a rule of its own. */
  | { readonly rule: 'related'; readonly path: string; readonly of: RuleModel }
  /** Two ways from the row lead to the same tenant, or the second leads nowhere. */
  | { readonly rule: 'sameTenant'; readonly path: string; readonly as: string }
  /** The rule holds in every tenant; taken away when the model is built. */
  | { readonly rule: 'acrossTenants'; readonly of: RuleModel }
  | { readonly rule: 'anyOf'; readonly rules: readonly RuleModel[] }
  | { readonly rule: 'allOf'; readonly rules: readonly RuleModel[] }
  | { readonly rule: 'not'; readonly of: RuleModel }

export interface RowSecurityModel {
  /** The role that statements run as: neither owner of the tables nor superuser. */
  readonly role: string
}

/** What a rule compares a field with. */
export type OperandModel =
  /** A field of the caller's own row. */
  | { readonly principal: string }
  /** Seconds from the moment at which the statement runs. */
  | { readonly fromNow: number }

/** Who may see a field of an entity, and who may write it; absent: whoever may read or write the row. */
export interface FieldAccessModel {
  readonly read?: RuleModel
  readonly write?: RuleModel
}

/** Where a field is set from on create, whatever the caller sends. */
export type PresetModel = { readonly principal: 'id' } | { readonly value: Json }

export interface WriteModel {
  readonly who: RuleModel
  /** For `update`: what the row must meet afterwards, where that is not `who`. */
  readonly after?: RuleModel
  /** References that may name rows which the caller may not read. */
  readonly refersToAny?: readonly string[]
  /** The fields that a caller may send. */
  readonly fields: readonly string[]
  readonly set: Readonly<Record<string, PresetModel>>
}

/** Requests that carry an `Idempotency-Key` have their effect once. */
export interface IdempotencyModel {
  /** A request without a key is refused. */
  readonly required: boolean
  /** Absent: as the setting says. */
  readonly keepHours?: number
}

export interface RateLimitModel {
  /** `minute`, `day-by-address`: told to callers. */
  readonly name: string
  readonly requests: number
  readonly seconds: number
  readonly by: 'caller' | 'address' | 'all'
  /** What a request counts for; `computed`: a function of the author's says. */
  readonly cost: number | 'computed'
  /** Stands without a declaration, and is counted by each process for itself. */
  readonly isGuard?: boolean
}

export interface DeprecationModel {
  /** RFC 3339 date since which it is deprecated. */
  readonly since: string
  /** RFC 3339 date after which it may be gone. */
  readonly sunset?: string
  readonly link?: string
}

/** What each actor may do with the rows of one entity, and which part of it is an API. */
export interface ResourceModel {
  readonly name: string
  readonly entity: string
  /** `null`: rules without an API of their own. */
  readonly path: string | null
  readonly read?: { readonly who: RuleModel }
  readonly create?: WriteModel
  readonly update?: WriteModel
  readonly delete?: { readonly who: RuleModel }
  /** Rules of single fields; they hold wherever the entity is read or written. */
  readonly fields?: Readonly<Record<string, FieldAccessModel>>
  readonly bulk: boolean
  /** For the whole API of the resource; absent: nothing is declared. Empty: none is wanted. */
  readonly rateLimits?: readonly RateLimitModel[]
  /** For `create` and bulk create; absent: keys mean nothing there. */
  readonly idempotency?: IdempotencyModel
  readonly filter: readonly string[]
  readonly sort: readonly string[]
  /** Order of a list when the caller names none. */
  readonly defaultSort: readonly string[]
  readonly include: readonly string[]
  readonly search: boolean
  readonly limit: { readonly default: number; readonly max: number }
  readonly tag: string
  readonly description?: string
  readonly deprecated?: DeprecationModel
  readonly cache?: CacheModel
  readonly at: Location
}

/** For how long answers are remembered, in milliseconds. */
export interface CacheModel {
  readonly ttlMs: number
  readonly staleMs: number
  readonly graceMs: number
  readonly browserMs: number
  /** One answer for all callers, made for nobody. */
  readonly shared?: boolean
  /** Entities that are read unseen. */
  readonly reads?: readonly string[]
}

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface ErrorModel {
  readonly status: number
  readonly title: string
}

export interface GrantModel {
  readonly entity: string
  readonly action: 'read' | 'create' | 'update' | 'delete'
  /** For `update` and `create`: the fields it covers; absent: all. */
  readonly fields?: readonly string[]
}

export interface OperationModel {
  readonly name: string
  readonly method: HttpMethod
  readonly path: string
  readonly summary: string
  readonly description?: string
  readonly tag: string
  readonly allow: RuleModel
  readonly params: Readonly<Record<string, ValueModel>>
  readonly query: Readonly<Record<string, ValueModel>>
  readonly input?: ValueModel
  readonly output?: { readonly entity: string } | { readonly value: ValueModel }
  readonly status: number
  readonly errors: Readonly<Record<string, ErrorModel>>
  readonly grants: readonly GrantModel[]
  /** Absent: nothing is declared. Empty: none is wanted. */
  readonly rateLimits?: readonly RateLimitModel[]
  /** Absent: keys mean nothing here. */
  readonly idempotency?: IdempotencyModel
  readonly deprecated?: DeprecationModel
  /** Whether parameters of the query that are not named are passed over; else they are refused. */
  readonly ignoresOtherQuery?: boolean
  /** Declared by the framework: a flow of identity. */
  readonly flow?: boolean
  /** Clients that it calls. */
  readonly uses?: readonly string[]
  readonly cache?: CacheModel
  readonly at: Location
}

/** A route that a contract names and an author implements. */
export interface ImplementationModel {
  readonly contract: string
  readonly operationId: string
  readonly allow: RuleModel
  readonly grants: readonly GrantModel[]
  readonly uses?: readonly string[]
  readonly at: Location
}

export interface IdentityModel {
  readonly entity: string
  /** Field that holds a role, if any. */
  readonly role?: string
  /** Field of kind `password`. */
  readonly password?: string
  /** Field of the e-mail address, where a flow needs one. */
  readonly email?: string
  /** Word before the token in `Authorization`. */
  readonly scheme: string
  readonly tokenTtlSeconds: number
  /** Whether the application signs access tokens of its own. */
  readonly signsTokens: boolean
  readonly trust?: readonly TrustModel[]
  /** Absent where no flow is on: then the application signs people in by operations of its own. */
  readonly flows?: IdentityFlowsModel
}

/** What proves who somebody is beside a password. */
export interface FactorFlowsModel {
  readonly apiKeys?: {
    readonly prefix?: string
    readonly defaultDays: number
    readonly maxDays: number
    readonly perAccount: number
    readonly rememberSeconds: number
  }
  readonly secondFactor?: {
    readonly issuer?: string
    readonly challengeTtlSeconds: number
    readonly recoveryCodes: number
    /** Roles whose holders may do nothing without one. */
    readonly requiredFor: readonly string[]
  }
  readonly passkeys?: {
    readonly name?: string
    readonly challengeTtlSeconds: number
    readonly perAccount: number
  }
  readonly providers?: Readonly<Record<string, ProviderModel>>
}

/** An OpenID provider; what is absent is known at start. */
export interface ProviderModel {
  readonly issuer?: string
  readonly scopes: readonly string[]
  readonly createAccounts: boolean
  /** Claims by the fields of a new account. */
  readonly claims: Readonly<Record<string, string>>
}

export interface IdentityFlowsModel extends FactorFlowsModel {
  /** Path before every flow, after the application's prefix. */
  readonly path: string
  readonly signUp?: {
    readonly fields: readonly string[]
    readonly verifyEmail: 'required' | 'none'
    readonly tokenTtlSeconds: number
  }
  readonly sessions?: {
    readonly idleSeconds: number
    readonly absoluteSeconds: number
    readonly rememberSeconds: number
    /** A sign-in that is no older may change what protects the account. */
    readonly freshSeconds: number
    readonly cookie?: string
  }
  /** Refresh tokens. */
  readonly refresh?: {
    readonly idleSeconds: number
    readonly absoluteSeconds: number
    /** For so long a token that was used gives its successor again. */
    readonly graceSeconds: number
  }
  readonly passwordReset?: { readonly tokenTtlSeconds: number }
  readonly password: {
    /** In code points. */
    readonly minLength: number
    readonly maxLength: number
    readonly blockCommon: boolean
    readonly blockedWords: readonly string[]
  }
  readonly throttle: Readonly<Record<'account' | 'address' | 'mail', ThrottleModel>>
  readonly audit?: { readonly keepDays: number }
  /** Whether the specification says how mails are sent. */
  readonly delivers: boolean
  /** Mails that are composed and queued by themselves; absent: there are none, or the specification sends them. */
  readonly mails?: {
    /** Paths of pages that links lead to. */
    readonly verifyEmailPage: string
    readonly passwordResetPage: string
  }
}

export interface ThrottleModel {
  /** Failures that are free of delay. */
  readonly attempts: number
  /** The first delay; it doubles with each further failure. */
  readonly delaySeconds: number
  readonly maxDelaySeconds: number
  /** A failure is forgotten when none follows for so long. */
  readonly forgetSeconds: number
}

/** What tokens of somebody else must be; what is absent is known at start. */
interface OutsideTokenModel {
  readonly issuer?: string
  readonly audience?: string
  readonly algorithms: readonly string[]
}

export interface TrustModel extends OutsideTokenModel {
  readonly typ: 'at+jwt' | 'JWT'
  /** Field of the identity's entity that holds the provider's subject. */
  readonly subject: string
  readonly roles?: { readonly claim: string; readonly map: Readonly<Record<string, string>> }
  /** Whether somebody unknown gets a row. */
  readonly provisions: boolean
}

export interface ServiceModel extends OutsideTokenModel {
  readonly name: string
  /** The DNS name in its client certificate. */
  readonly certificate?: string
  readonly roles: readonly string[]
  /** Absent: its roles alone say what it may do. */
  readonly scopes?: readonly string[]
  readonly at: Location
}

/** Which entity is the tenant, and how it leads to the people who belong to it. */
export interface TenancyModel {
  readonly entity: string
  readonly members: string
  readonly at: Location
}

export interface EventModel {
  readonly name: string
  readonly summary?: string
  readonly data: Readonly<Record<string, ValueModel>>
  /** Field of `data` whose value keeps events in order. */
  readonly orderedBy?: string
  /** Told to other applications, too. */
  readonly publish?: boolean
  /** The application that publishes it; absent: this one. */
  readonly from?: string
  readonly at: Location
}

export interface ScheduleModel {
  readonly cron: string
  readonly timeZone: string
  readonly missed: 'one' | 'each' | 'none'
}

export interface JobModel {
  readonly name: string
  readonly summary?: string
  readonly input: Readonly<Record<string, ValueModel>>
  /** Name of the event that it takes. */
  readonly on?: string
  readonly schedule?: ScheduleModel
  /** Names of the clients that it uses. */
  readonly uses?: readonly string[]
  readonly roles: readonly string[]
  readonly grants: readonly GrantModel[]
  readonly retry: { readonly attempts: number; readonly baseMs: number; readonly maxMs: number }
  readonly timeoutMs: number
  /** At once in one process. */
  readonly concurrency: number
  /** At once in all processes; absent: no limit. */
  readonly maxRunning?: number
  /** Its effect is a mail. */
  readonly mail?: MailModel
  /** Name of the webhook whose deliveries it processes. */
  readonly receives?: string
  readonly at: Location
}

/** Where a delivery says something: in a header, or at a JSON Pointer into its body. */
export type PlaceModel = { readonly header: string } | { readonly pointer: string }

/** Where another system sends its events. */
export interface WebhookModel {
  readonly name: string
  /** `operationId` in the OpenAPI document. */
  readonly operation: string
  readonly summary: string
  readonly path: string
  readonly status: number
  readonly scheme: 'standard' | 'stripe' | 'hmac' | 'function'
  /** Headers of a delivery by which it is proven. */
  readonly headers: readonly string[]
  /** Absent where a function of the author's says what a delivery is. */
  readonly places?: { readonly id: PlaceModel; readonly type: PlaceModel; readonly data: string }
  /** Whether the id is under the signature; else the same bytes are the same event. */
  readonly signsId: boolean
  /** Absent where the scheme signs no time. */
  readonly toleranceSeconds?: number
  /** Data of each type that it takes. */
  readonly events: Readonly<Record<string, ValueModel>>
  readonly others: 'ignored' | 'kept' | 'refused'
  /** JSON Pointer into the data. */
  readonly orderedBy?: string
  readonly keepDays: number
  /** Name of the job that processes deliveries. */
  readonly job: string
  readonly at: Location
}

/** Events that others subscribe to. */
export interface OutgoingModel {
  /** The entity whose rows subscribe. */
  readonly account: string
  readonly events: readonly string[]
  /** Those that every subscriber may be told of. */
  readonly announcements: readonly string[]
  readonly disableAfterDays: number
  readonly keepDays: number
  readonly at: Location
}

export interface MailModel {
  /** `Shop <orders@shop.example>`; absent: as the setting says. */
  readonly from?: string
}

/** One thing that another system is asked for. */
export interface CallModel {
  readonly name: string
  readonly method: HttpMethod
  readonly path: string
  readonly params: Readonly<Record<string, ValueModel>>
  readonly query: Readonly<Record<string, ValueModel>>
  readonly input?: ValueModel
  readonly output?: ValueModel
  /** Refusals that it may give, by code; those that look into the body first. */
  readonly errors: Readonly<Record<string, CallErrorModel>>
  readonly timeoutMs: number
  readonly totalMs: number
  readonly retry: number
  /** Header in which its key is sent; absent: it has none. */
  readonly keyHeader?: string
}

export interface CallErrorModel {
  readonly status: number
  /** The value that a member of the body has. */
  readonly when?: { readonly pointer: string; readonly value: Json }
}

export interface BreakerModel {
  readonly failures: number
  readonly minimumTries: number
  readonly windowMs: number
  readonly openMs: number
}

/** Another system that operations ask; what is absent is known at start. */
export interface ClientModel {
  readonly name: string
  readonly baseUrl?: string
  readonly auth?: { readonly kind: 'bearer' | 'basic' } | { readonly kind: 'header'; readonly header: string }
  readonly headers: Readonly<Record<string, string>>
  readonly breaker?: BreakerModel
  readonly bulkhead: { readonly calls: number; readonly queue: number }
  readonly maxAnswerBytes: number
  readonly calls: Readonly<Record<string, CallModel>>
  readonly at: Location
}

export interface SettingModel extends ValueModel {
  readonly name: string
  readonly secret: boolean
}

export interface ContractDeclarationModel {
  readonly name: string
  readonly file: string
  readonly at: Location
}

export interface ApplicationModel {
  readonly lintel: 1
  readonly name: string
  readonly version: string
  readonly description?: string
  /** Path before every resource and operation, such as `/v1`; may be empty. */
  readonly prefix: string
  readonly entities: Readonly<Record<string, EntityModel>>
  readonly resources: Readonly<Record<string, ResourceModel>>
  readonly operations: Readonly<Record<string, OperationModel>>
  readonly contracts: Readonly<Record<string, ContractDeclarationModel>>
  readonly implementations: readonly ImplementationModel[]
  readonly identity?: IdentityModel
  readonly tenancy?: TenancyModel
  /** For the whole API. Empty: no limits that stand by default either. */
  readonly rateLimits?: readonly RateLimitModel[]
  /** What a caller learns of a row that it may see and not change (default `tell`). */
  readonly refusals?: 'tell' | 'hide'
  /** The rules of rows stand in the database, too. */
  readonly rowSecurity?: RowSecurityModel
  /** Other services that may call this one. */
  readonly services?: Readonly<Record<string, ServiceModel>>
  /** Other systems that this one calls. */
  readonly clients?: Readonly<Record<string, ClientModel>>
  readonly settings: Readonly<Record<string, SettingModel>>
  readonly events?: Readonly<Record<string, EventModel>>
  readonly jobs?: Readonly<Record<string, JobModel>>
  readonly webhooks?: Readonly<Record<string, WebhookModel>>
  readonly outgoing?: OutgoingModel
}
