/** Configuration: read from the environment, typed, checked at start with every problem named at once. */
import { type PrivateJwk, readSigningKeys } from '../access/signing-key.ts'
import { networksOf } from '../clients/guard/public-address.ts'
import { type MailPlace, readMailUrl } from '../mail/mail-url.ts'
import { isValue } from '../plan/query/value-text.ts'
import { readSender } from '../spec/mail-address.ts'
import type { ApplicationModel, SettingModel } from '../spec/model.ts'
import { brokerSchemes } from '../work/brokers/open-broker.ts'

export type Mode = 'development' | 'production' | 'test'

export interface ServiceSettings {
  /** Absent: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined
  readonly host: string
  readonly port: number
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  readonly tokenSecret: string | undefined
  /** Their keys verify tokens and sign none. */
  readonly tokenSecretsPrevious: readonly string[]
  /** Private keys for access tokens; the first one signs. */
  readonly tokenKeys: readonly PrivateJwk[]
  readonly poolSize: number
  readonly statementTimeoutMs: number
  readonly lockTimeoutMs: number
  /** How long a start waits for a database that does not answer. */
  readonly databaseWaitMs: number
  /** What a start does about migrations that are not applied. */
  readonly migrationsAtStart: 'refuse' | 'wait' | 'apply'
  /** How long a start waits for somebody else to apply them. */
  readonly migrationsWaitMs: number
  readonly requestTimeoutMs: number
  readonly maxInFlight: number
  readonly maxBodyBytes: number
  readonly maxFileBytes: number
  readonly corsOrigins: readonly string[]
  readonly trustedProxies: number
  readonly drainDelayMs: number
  readonly drainTimeoutMs: number
  /** Whether this process runs jobs beside what it serves. */
  readonly jobs: 'here' | 'elsewhere'
  /** A process that is not heard of for so long has lost its jobs. */
  readonly jobLeaseMs: number
  /** Networks that outgoing webhooks may go to beside the public internet. */
  readonly webhooksAllowAddresses: readonly string[]
  /** Where declared rate limits are counted; absent: in Redis where REDIS_URL is set, else in PostgreSQL. */
  readonly rateLimitStore: 'memory' | 'postgres' | 'redis' | undefined
  /** Hours for which answers of requests with an `Idempotency-Key` are kept. */
  readonly idempotencyKeepHours: number
  /** Memory for remembered answers. */
  readonly cacheMaxBytes: number
  /** Redis or Valkey that the processes of the application share; absent: none. */
  readonly redisUrl: string | undefined
  /** Absent: events stay in this application. */
  readonly brokerUrl: string | undefined
  readonly eventsKeptDays: number
  readonly errorFormat: 'envelope' | 'problem'
  readonly publicUrl: string | undefined
  /** Which server takes mails, or which folder. */
  readonly mailUrl: MailPlace | undefined
  /** Who sends mails that say nothing else. */
  readonly mailFrom: string | undefined
  /** Files in PEM. Absent: plain HTTP. */
  readonly tlsCert: string | undefined
  readonly tlsKey: string | undefined
  readonly tlsCa: string | undefined
}

export interface SettingProblem {
  /** Name of the environment variable. */
  readonly setting: string
  readonly message: string
}

export class ConfigurationError extends Error {
  readonly problems: readonly SettingProblem[]

  constructor(problems: readonly SettingProblem[]) {
    super(
      `The configuration is not valid:\n${problems.map(({ setting, message }) => `  ${setting} ${message}`).join('\n')}`,
    )
    this.name = 'ConfigurationError'
    this.problems = problems
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/** One setting's name, meaning and default, for documents and for `lintel doctor`. */
export interface SettingDescription {
  readonly name: string
  readonly description: string
  readonly default: string
}

interface Definition<T> {
  readonly name: string
  readonly description: string
  readonly fallback: T
  /** The value, or why the text is none. */
  readonly read: (text: string) => { readonly value: T } | { readonly wrong: string }
}

const whole = (min: number, max: number) => (text: string) => {
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN
  return value >= min && value <= max ? { value } : { wrong: `must be a whole number from ${min} to ${max}.` }
}

const oneOf =
  <T extends string>(...values: readonly T[]) =>
  (text: string) =>
    values.includes(text as T) ? { value: text as T } : { wrong: `must be one of ${values.join(', ')}.` }

function address(...protocols: readonly string[]) {
  return (text: string) => {
    const isAddress = URL.canParse(text) && protocols.includes(new URL(text).protocol)
    return isAddress
      ? { value: text as string | undefined }
      : { wrong: `must be an address that begins with ${protocols.map((each) => `${each}//`).join(' or ')}.` }
  }
}

// A socket's address (postgres://user@/database?host=/run/postgresql) has no host, so URL cannot parse it.
function databaseAddress(text: string) {
  const isAddress = /^postgres(ql)?:\/\/\S+$/.test(text)
  return isAddress
    ? { value: text as string | undefined }
    : { wrong: 'must be an address such as postgres://user@host:5432/database.' }
}

/**
 * `DATABASE_URL` alone, for what needs no other setting; `undefined` where there is none.
 *
 * @throws ConfigurationError
 */
export function databaseUrlOf({ DATABASE_URL: text }: Environment): string | undefined {
  if (text === undefined || text === '') return undefined
  const result = databaseAddress(text)
  if ('wrong' in result) throw new ConfigurationError([{ setting: 'DATABASE_URL', message: result.wrong }])
  return text
}

function text(value: string) {
  return { value: value as string | undefined }
}

function origins(text: string) {
  const list = text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
  const wrong = list.filter((each) => !URL.canParse(each) || new URL(each).origin !== each)
  return wrong.length === 0
    ? { value: list as readonly string[] }
    : { wrong: 'must be origins separated by commas, such as https://app.example.com.' }
}

function networks(text: string) {
  const list = text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
  return networksOf(list)
    ? { value: list as readonly string[] }
    : { wrong: 'must be networks separated by commas, such as 127.0.0.0/8,fd00::/8.' }
}

function secret(text: string) {
  return Buffer.byteLength(text) >= 32
    ? { value: text as string | undefined }
    : { wrong: 'must be at least 32 bytes long. Make one with: openssl rand -base64 48' }
}

function secrets(text: string) {
  const list = text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
  return list.every((each) => Buffer.byteLength(each) >= 32)
    ? { value: list as readonly string[] }
    : { wrong: 'must be secrets separated by commas, each at least 32 bytes long.' }
}

function sender(text: string) {
  return readSender(text)
    ? { value: text as string | undefined }
    : { wrong: 'must be an e-mail address, such as Shop <orders@shop.example>.' }
}

function mailPlace(text: string) {
  const place = readMailUrl(text)
  return 'wrong' in place ? place : { value: place.value as MailPlace | undefined }
}

function signingKeys(text: string) {
  const keys = readSigningKeys(text)
  return 'wrong' in keys ? keys : { value: keys }
}

function definitions(mode: Mode): { [K in keyof ServiceSettings]: Definition<ServiceSettings[K]> } {
  const local = mode !== 'production'
  const define = <T>(
    name: string,
    description: string,
    fallback: T,
    read: Definition<T>['read'],
  ): Definition<T> => ({ name, description, fallback, read })
  return {
    databaseUrl: define(
      'DATABASE_URL',
      'PostgreSQL server; absent: the embedded one.',
      undefined,
      databaseAddress,
    ),
    host: define('HOST', 'Address to listen on.', local ? '127.0.0.1' : '0.0.0.0', (text) => ({
      value: text,
    })),
    port: define('PORT', 'Port to listen on; 0 takes a free one.', 3000, whole(0, 65_535)),
    logLevel: define(
      'LOG_LEVEL',
      'Least serious lines that are logged.',
      mode === 'test' ? 'silent' : 'info',
      oneOf('silent', 'error', 'warn', 'info', 'debug'),
    ),
    tokenSecret: define(
      'TOKEN_SECRET',
      'The key that signs access tokens follows from it; at least 32 bytes.',
      undefined,
      secret,
    ),
    tokenSecretsPrevious: define(
      'TOKEN_SECRETS_PREVIOUS',
      'Former secrets, whose tokens are still taken; separated by commas.',
      [],
      secrets,
    ),
    tokenKeys: define(
      'TOKEN_KEYS',
      'Private JWK Set for access tokens, made by "lintel keys"; the first key signs, all verify.',
      [],
      signingKeys,
    ),
    poolSize: define('DATABASE_POOL_SIZE', 'Connections to the database at most.', 10, whole(3, 1000)),
    statementTimeoutMs: define(
      'STATEMENT_TIMEOUT_MS',
      'Longest a statement may take.',
      10_000,
      whole(100, 3_600_000),
    ),
    lockTimeoutMs: define(
      'LOCK_TIMEOUT_MS',
      'Longest a statement may wait for a lock.',
      5_000,
      whole(10, 3_600_000),
    ),
    databaseWaitMs: define(
      'DATABASE_WAIT_MS',
      'Longest that a start waits for a database that does not answer.',
      30_000,
      whole(0, 3_600_000),
    ),
    migrationsAtStart: define(
      'MIGRATIONS_AT_START',
      'What a start does about pending migrations: refuse, wait until they are applied, or apply them.',
      'refuse',
      oneOf('refuse', 'wait', 'apply'),
    ),
    migrationsWaitMs: define(
      'MIGRATIONS_WAIT_MS',
      'Longest that a start waits until pending migrations are applied.',
      600_000,
      whole(0, 86_400_000),
    ),
    requestTimeoutMs: define(
      'REQUEST_TIMEOUT_MS',
      'Longest a request may take.',
      30_000,
      whole(100, 3_600_000),
    ),
    maxInFlight: define(
      'MAX_IN_FLIGHT',
      'Requests at once; more are answered 503.',
      1_000,
      whole(1, 1_000_000),
    ),
    maxBodyBytes: define(
      'MAX_BODY_BYTES',
      'Largest body of a request.',
      1_048_576,
      whole(1_024, 1_073_741_824),
    ),
    maxFileBytes: define(
      'MAX_FILE_BYTES',
      'Largest uploaded file.',
      10_485_760,
      whole(1_024, 107_374_182_400),
    ),
    corsOrigins: define(
      'CORS_ORIGINS',
      'Origins whose pages may call this API; none by default.',
      [],
      origins,
    ),
    trustedProxies: define(
      'TRUSTED_PROXIES',
      'Proxies in front whose X-Forwarded-For is believed.',
      0,
      whole(0, 10),
    ),
    drainDelayMs: define(
      'DRAIN_DELAY_MS',
      'Between "not ready" and closing the door, for load balancers to notice.',
      local ? 0 : 2_000,
      whole(0, 600_000),
    ),
    drainTimeoutMs: define(
      'DRAIN_TIMEOUT_MS',
      'Longest that requests under way are waited for at the end.',
      10_000,
      whole(0, 3_600_000),
    ),
    jobs: define(
      'JOBS',
      'Whether this process runs jobs beside what it serves: here, or elsewhere by "lintel work".',
      'here',
      oneOf('here', 'elsewhere'),
    ),
    jobLeaseMs: define(
      'JOB_LEASE_MS',
      'A process that is not heard of for so long has lost its jobs to others.',
      30_000,
      whole(1_000, 3_600_000),
    ),
    webhooksAllowAddresses: define(
      'WEBHOOKS_ALLOW_ADDRESSES',
      'Networks that outgoing webhooks may go to beside the public internet, for development and tests.',
      [],
      networks,
    ),
    rateLimitStore: define<ServiceSettings['rateLimitStore']>(
      'RATE_LIMIT_STORE',
      'Where declared rate limits are counted: memory (each process for itself), postgres, or redis.',
      undefined,
      oneOf('memory', 'postgres', 'redis'),
    ),
    idempotencyKeepHours: define(
      'IDEMPOTENCY_KEEP_HOURS',
      'How long answers of requests with an Idempotency-Key are kept.',
      24,
      whole(1, 8_760),
    ),
    cacheMaxBytes: define(
      'CACHE_MAX_BYTES',
      'Memory that remembered answers may take.',
      67_108_864,
      whole(1_048_576, 68_719_476_736),
    ),
    redisUrl: define(
      'REDIS_URL',
      'Redis or Valkey that processes share: redis://user:password@host:6379/0; needs the package ioredis.',
      undefined,
      address('redis:', 'rediss:'),
    ),
    brokerUrl: define(
      'BROKER_URL',
      'Broker by which events reach other applications: amqp://user:password@host.',
      undefined,
      address(...brokerSchemes),
    ),
    eventsKeptDays: define(
      'EVENTS_KEPT_DAYS',
      'How long a broker keeps events for readers, and events that were received are known again.',
      30,
      whole(1, 3_650),
    ),
    errorFormat: define(
      'ERROR_FORMAT',
      'Shape of errors where a caller does not ask: envelope, or problem (RFC 9457).',
      'envelope',
      oneOf('envelope', 'problem'),
    ),
    publicUrl: define(
      'PUBLIC_URL',
      'Address under which callers reach this service.',
      undefined,
      address('http:', 'https:'),
    ),
    mailUrl: define(
      'MAIL_URL',
      'Server that takes mails: smtp://user:password@host:587, smtps://…, or a folder: file:./mails.',
      undefined,
      mailPlace,
    ),
    mailFrom: define('MAIL_FROM', 'Who sends mails that say nothing else.', undefined, sender),
    tlsCert: define(
      'TLS_CERT',
      'File with the certificate of this service; with it, it serves HTTPS.',
      undefined,
      text,
    ),
    tlsKey: define('TLS_KEY', 'File with the private key of the certificate.', undefined, text),
    tlsCa: define(
      'TLS_CA',
      'File with the authorities whose client certificates are believed.',
      undefined,
      text,
    ),
  }
}

export function describeSettings(mode: Mode): readonly SettingDescription[] {
  return Object.values(definitions(mode)).map(({ name, description, fallback }) => ({
    name,
    description,
    default: Array.isArray(fallback) ? fallback.join(',') : String(fallback ?? ''),
  }))
}

export interface Loaded {
  readonly service: ServiceSettings
  /** Values of the application's own settings. */
  readonly application: Readonly<Record<string, unknown>>
}

/** @throws ConfigurationError that names every setting at fault */
export function loadSettings(environment: Environment, model: ApplicationModel, mode: Mode): Loaded {
  const problems: SettingProblem[] = []
  const service: Record<string, unknown> = {}
  for (const [key, definition] of Object.entries(definitions(mode))) {
    const text = environment[definition.name]
    const result = text === undefined || text === '' ? { value: definition.fallback } : definition.read(text)
    if ('wrong' in result) problems.push({ setting: definition.name, message: result.wrong })
    else service[key] = result.value
  }
  const loaded = service as unknown as ServiceSettings
  const hasKeys = loaded.tokenSecret !== undefined || loaded.tokenKeys?.length > 0
  // A secret of ours would let every reader of this repository sign tokens; only a database of our own may go with one.
  if (model.identity?.signsTokens && !hasKeys && loaded.databaseUrl !== undefined && mode === 'production') {
    problems.push({
      setting: 'TOKEN_SECRET',
      message:
        'is required: it signs access tokens. Make one with: openssl rand -base64 48. Or set TOKEN_KEYS, from: lintel keys new',
    })
  }
  problems.push(...tlsProblems(loaded))
  if (loaded.rateLimitStore === 'redis' && loaded.redisUrl === undefined)
    problems.push({ setting: 'REDIS_URL', message: 'is required: RATE_LIMIT_STORE is redis.' })
  const needed =
    mode === 'production'
      ? [
          ...neededByFlows(model, loaded),
          ...(loaded.jobs === 'here' ? mailProblems(model, loaded) : []),
          ...neededByEvents(model, loaded),
        ]
      : []
  problems.push(...needed.filter(({ setting }) => !problems.some((each) => each.setting === setting)))
  const application = Object.fromEntries(
    Object.values(model.settings).map((setting) => [
      setting.name,
      applicationValue(setting, environment, problems),
    ]),
  )
  if (problems.length > 0) throw new ConfigurationError(problems)
  return { service: loaded, application }
}

/** What flows of identity cannot do without, and development has a substitute for. */
function neededByFlows(
  { identity, outgoing }: ApplicationModel,
  settings: ServiceSettings,
): readonly SettingProblem[] {
  const flows = identity?.flows
  const isOurs = settings.databaseUrl === undefined
  return [
    ...((flows?.secondFactor || flows?.mails) && !settings.tokenSecret && !isOurs
      ? [
          {
            setting: 'TOKEN_SECRET',
            message:
              'is required: the secrets of second factors, and of mails that wait, are encrypted under it. Make one with: openssl rand -base64 48',
          },
        ]
      : []),
    ...(outgoing && !settings.tokenSecret && !isOurs
      ? [
          {
            setting: 'TOKEN_SECRET',
            message:
              'is required: the secrets of webhook subscriptions are encrypted under it. Make one with: openssl rand -base64 48',
          },
        ]
      : []),
    ...((flows?.passkeys || flows?.providers) && !settings.publicUrl
      ? [{ setting: 'PUBLIC_URL', message: 'is required: passkeys and providers are bound to it.' }]
      : []),
  ]
}

/** What a process that sends mails cannot do without in production; in development they become files. */
export function mailProblems(
  { jobs = {} }: ApplicationModel,
  { mailUrl, mailFrom, publicUrl }: ServiceSettings,
): readonly SettingProblem[] {
  const mails = Object.values(jobs).flatMap(({ name, mail }) => (mail ? [{ name, ...mail }] : []))
  const [first] = mails
  const silent = mails.find(({ from }) => from === undefined)
  if (!first) return []
  const missing = (setting: string, message: string) => ({ setting, message })
  return [
    ...(mailUrl ? [] : [missing('MAIL_URL', `is required: it says how the mail ${first.name} is sent.`)]),
    ...(mailFrom === undefined && silent
      ? [missing('MAIL_FROM', `is required: the mail ${silent.name} does not say who sends it.`)]
      : []),
    ...(publicUrl ? [] : [missing('PUBLIC_URL', 'is required: links in mails begin with it.')]),
  ]
}

/** Without a broker, what is published would wait for ever. */
function neededByEvents(
  { events }: ApplicationModel,
  { brokerUrl }: ServiceSettings,
): readonly SettingProblem[] {
  const event = Object.values(events ?? {}).find(({ publish, from }) => publish || from !== undefined)
  if (!event || brokerUrl !== undefined) return []
  const reason = event.from === undefined ? 'is published' : `comes from ${event.from}`
  return [{ setting: 'BROKER_URL', message: `is required: the event ${event.name} ${reason}.` }]
}

function tlsProblems({ tlsCert, tlsKey, tlsCa }: ServiceSettings): SettingProblem[] {
  const isServed = tlsCert !== undefined && tlsKey !== undefined
  if (isServed || [tlsCert, tlsKey, tlsCa].every((each) => each === undefined)) return []
  return [
    {
      setting: tlsCert === undefined ? 'TLS_CERT' : 'TLS_KEY',
      message: 'is missing: TLS takes TLS_CERT and TLS_KEY.',
    },
  ]
}

function applicationValue(
  setting: SettingModel,
  environment: Environment,
  problems: SettingProblem[],
): unknown {
  const text = environment[setting.name]
  if (text === undefined || text === '') {
    if (setting.default && 'value' in setting.default) return setting.default.value
    if (!setting.optional)
      problems.push({
        setting: setting.name,
        message: `is required${setting.description ? `: ${setting.description}` : '.'}`,
      })
    return null
  }
  const wrong = mismatch(setting, text)
  if (wrong) problems.push({ setting: setting.name, message: wrong })
  if (setting.kind === 'integer') return Number(text)
  return setting.kind === 'boolean' ? text === 'true' : text
}

function mismatch(setting: SettingModel, text: string): string | undefined {
  const { kind, min, max } = setting
  if (kind === 'list' || kind === 'object' || !isValue(setting as Parameters<typeof isValue>[0], text)) {
    return `must be a value of kind ${kind}${setting.values ? `: ${setting.values.join(', ')}` : ''}.`
  }
  const size = kind === 'integer' || kind === 'decimal' ? Number(text) : text.length
  if (min !== undefined && size < min)
    return `must be at least ${min}${kind === 'integer' ? '' : ' characters long'}.`
  if (max !== undefined && size > max)
    return `must be at most ${max}${kind === 'integer' ? '' : ' characters long'}.`
  if (kind === 'url' && !URL.canParse(text)) return 'must be an address.'
  if (kind === 'email' && !/^[^@\s]+@[^@\s]+$/.test(text)) return 'must be an e-mail address.'
  return undefined
}
