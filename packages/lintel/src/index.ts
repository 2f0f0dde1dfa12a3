/** `lintel`: what a specification is written with. */
export { sql } from 'kysely'
export { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
export { accessToken } from './http/contract-security.ts'
export {
  type Application,
  type ApplicationOptions,
  application,
  type SeedContext,
} from './spec/application.ts'
export type { CacheTimes, Duration, OperationCacheTimes } from './spec/cache.ts'
export { CallFault, type CallFaultKind, CallRefused } from './spec/call-failures.ts'
export { type BoundClient, type Client, type ClientOptions, call, client } from './spec/client.ts'
export {
  type Contract,
  type ContractOptions,
  contract,
  implement,
  type SecurityHandler,
} from './spec/contract.ts'
export type {
  Database,
  EnqueueOptions,
  Transaction,
  TransactionOptions,
  Where,
  Writer,
} from './spec/data-access.ts'
export {
  type AnyEntity,
  type Changes,
  type Entity,
  type EntityOptions,
  entity,
  type Id,
  type NewRow,
  type Row,
} from './spec/entity.ts'
export {
  type Event,
  type EventOptions,
  event,
  type ForeignEvent,
  type ForeignEventOptions,
} from './spec/event.ts'
export { type Field, type Received, type Sent, t } from './spec/fields.ts'
export { type Grant, grant } from './spec/grant.ts'
export { Html, html } from './spec/html.ts'
export type { Idempotent } from './spec/idempotency.ts'
export {
  type IdentityMail,
  type IdentityMailText,
  type IdentityMessage,
  type IdentityOptions,
  identity,
} from './spec/identity.ts'
export {
  type PublicKey,
  type ServiceOptions,
  service,
  type TokenClaims,
  type TrustOptions,
} from './spec/issuers.ts'
export {
  type Job,
  type JobContext,
  type JobOptions,
  job,
  type RetryOptions,
  type ScheduleOptions,
} from './spec/job.ts'
export {
  type Mail,
  type MailAddress,
  type MailAttachment,
  type MailContext,
  type MailMessage,
  type MailOptions,
  mail,
} from './spec/mail.ts'
export type { ApplicationModel, Json, JsonSchema } from './spec/model.ts'
export { type Operation, type OperationOptions, operation } from './spec/operation.ts'
export { type OutgoingOptions, webhooks } from './spec/outgoing-webhooks.ts'
export type { Principal } from './spec/principal.ts'
export { Problem, type ProblemDetail } from './spec/problem.ts'
export type { LimitPeriod, RateLimitOptions, RateLimits } from './spec/rate-limit.ts'
export {
  type PolicyOptions,
  policy,
  principalId,
  type Resource,
  type ResourceOptions,
  resource,
} from './spec/resource.ts'
export {
  acrossTenants,
  allOf,
  anyOf,
  anyone,
  fromNow,
  nobody,
  not,
  ofCaller,
  owner,
  type Rule,
  related,
  role,
  scope,
  signedIn,
  through,
  where,
} from './spec/rules.ts'
export { type Settings, settings } from './spec/settings.ts'
export { SpecificationError } from './spec/specification-error.ts'
export { tenancy } from './spec/tenancy.ts'
export type { BinaryBody, BinaryUpload, MultipartBody, UploadField, UploadFile } from './spec/upload.ts'
export {
  type Webhook,
  type WebhookContext,
  type WebhookEvent,
  type WebhookOptions,
  webhook,
} from './spec/webhook.ts'
export {
  githubSignature,
  hmac,
  type ProvenDelivery,
  standardWebhooks,
  stripeSignature,
  type WebhookDelivery,
  type WebhookScheme,
} from './spec/webhook-scheme.ts'
