/** One running application: configuration → database → schema → server, and back in the opposite order. */
import { hostname } from 'node:os'
import type { IdentityService } from '../access/identity/identity-service.ts'
import { OwnTokens } from '../access/own-tokens.ts'
import { hashPassword, verifyPassword } from '../access/password.ts'
import { Tokens } from '../access/tokens.ts'
import type { AnswerCache } from '../cache/answer-cache.ts'
import type { Clients } from '../clients/clients.ts'
import type { AccessContext } from '../database/access-context.ts'
import { withClient } from '../database/client.ts'
import { Connections } from '../database/connections.ts'
import { DataAccess } from '../database/data-access.ts'
import type { Meaning } from '../database/database-problems.ts'
import type { Entered } from '../database/events/inbox.ts'
import { KeyBook } from '../database/idempotency/key-book.ts'
import { Listener } from '../database/listener.ts'
import { latestSnapshot, readMigrations } from '../database/migration/read-migrations.ts'
import { buildName } from '../database/migration/serving-builds.ts'
import { neededTables } from '../database/own-tables/catalogue.ts'
import { openRedis, type Redis } from '../database/redis/redis.ts'
import { StatementCache } from '../database/statement-cache.ts'
import { type Backend, contextOf } from '../http/backend.ts'
import { derivedEndpoints } from '../http/endpoints.ts'
import { Router } from '../http/router.ts'
import { HttpServer } from '../http/server.ts'
import type { MailTransport } from '../mail/mail-transport.ts'
import type { Mailer } from '../mail/mailer.ts'
import { isId } from '../plan/query/value-text.ts'
import { keptParts } from '../plan/tables/kept-parts.ts'
import { meaningAcrossReleases, type Schemas } from '../plan/tables/meaning-across-releases.ts'
import { tablesOf } from '../plan/tables/tables-of.ts'
import type { Application } from '../spec/application.ts'
import type { ApplicationModel } from '../spec/model.ts'
import type { Observe } from '../spec/observation.ts'
import type { Auth } from '../spec/operation.ts'
import type { Principal } from '../spec/principal.ts'
import type { Broker, ReceivedMessage } from '../work/brokers/broker.ts'
import type { OutgoingService } from '../work/outgoing/outgoing-service.ts'
import type { Working } from '../work/working.ts'
import { brokerOf, exchangesEvents } from './broker-of.ts'
import { cachingOf, releaseName } from './caching.ts'
import { contractEndpoints } from './contract-endpoints.ts'
import { type DatabaseAddress, databaseAddress } from './database-address.ts'
import { identityOf } from './identity-of.ts'
import { limitStores } from './limit-stores.ts'
import { mailerOf } from './mailer-of.ts'
import { outgoingWebhooks } from './outgoing-webhooks.ts'
import { outsideSystems } from './outside-systems.ts'
import { certifiedServices, outsideVerifiers } from './outside-verifiers.ts'
import { ownKeys } from './own-keys.ts'
import { type Prepared, prepareSchema, type SchemaPolicy } from './prepare-schema.ts'
import { migrationsDirectory, type Project } from './project.ts'
import { pruneRegularly } from './prune.ts'
import { prunedBy } from './pruned.ts'
import { seedIfEmpty } from './seed.ts'
import { loadSettings, type Mode, type ServiceSettings } from './settings.ts'
import { standingEndpoints } from './standing-endpoints.ts'
import { tlsFiles } from './tls-files.ts'
import { developmentSecret } from './token-secret.ts'
import { webhookVerifiers } from './webhook-verifiers.ts'

export interface ServiceOptions {
  readonly application: Application
  readonly project: Project
  readonly mode: Mode
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly schema: SchemaPolicy
  /** Runs the application's seed on an empty database. */
  readonly seed: boolean
  readonly observe: (settings: ServiceSettings) => Observe
  /** Runs jobs, and serves nothing but health (default `false`). */
  readonly onlyWorks?: boolean
  /** Where mails go while no setting says so (default: files below `.lintel/mail`). */
  readonly mailTransport?: MailTransport
}

export interface Service {
  /** `http://127.0.0.1:3000` */
  readonly url: string
  readonly model: ApplicationModel
  readonly database: Pick<DatabaseAddress, 'kind' | 'limits' | 'version'>
  readonly prepared: Prepared
  readonly seeded: boolean
  readonly routes: number
  /** Access without rules, for tests and tools. */
  readonly db: DataAccess
  /** Access under the rules of a caller. */
  readonly dbFor: (principal: Principal) => DataAccess
  readonly tokens: Tokens | undefined
  /** Absent where this process runs no jobs. */
  readonly working: Working | undefined
  /** Enters a message as if a broker had brought it, for tests. */
  readonly receive: (message: ReceivedMessage) => Promise<Entered>
  /** Absent where no flow of identity is on. */
  readonly identity: IdentityService | undefined
  /** Finishes requests under way, then closes what they used; gives how many were cut off. */
  stop(): Promise<number>
}

/**
 * Starts an application.
 *
 * @throws ConfigurationError, SpecificationError, SchemaMismatch, MigrationError, or a Problem when the database is away
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { application, project, mode, environment } = options
  const { model } = application
  const loaded = loadSettings(environment, model, mode)
  for (const settings of application.declarations.settings) settings.provide(loaded.application)
  const settings = loaded.service
  const observe = options.observe(settings)
  const clients = await outsideSystems(application, observe)
  const redis = settings.redisUrl ? await openRedis({ url: settings.redisUrl, observe }) : undefined
  const address = await databaseAddress(settings.databaseUrl, project)
  try {
    return await startOn(address, { ...options, settings, clients, redis, observeWith: observe })
  } catch (error) {
    await redis?.close()
    await address.close()
    throw error
  }
}

type Starting = ServiceOptions & {
  readonly settings: ServiceSettings
  readonly clients: Clients | undefined
  /** Absent where `REDIS_URL` is not set. */
  readonly redis: Redis | undefined
  /** Absent where nothing is remembered. */
  readonly cache?: AnswerCache | undefined
  readonly observeWith: Observe
}

async function startOn(address: DatabaseAddress, options: Starting): Promise<Service> {
  const { application, project, settings, observeWith: observe } = options
  const { model } = application
  const caching = cachingOf(model, { maxBytes: settings.cacheMaxBytes, redis: options.redis })
  const migrations = options.schema === 'create' ? [] : await readMigrations(migrationsDirectory(project))
  const snapshot = latestSnapshot(migrations)
  const schema = keptParts(tablesOf(model), snapshot)
  const prepared = await withClient(address.connectionString, (client) =>
    prepareSchema({
      client,
      schema,
      migrations,
      ownTables: neededTables(model),
      policy: options.schema,
      waitMs: settings.migrationsWaitMs,
    }),
  )
  const connections = new Connections({
    ...settings,
    connectionString: address.connectionString,
    applicationName: buildName(model.name, migrations.length),
    ...(model.rowSecurity ? { role: model.rowSecurity.role } : {}),
  })
  const { connectionString } = address
  const listener = new Listener({ connectionString, name: `lintel listener ${releaseName(model)}` })
  let broker: Broker | undefined
  try {
    broker = await brokerOf(model, settings)
    if (caching) connections.changes = caching.changes
    const served = await serveOn(connections, { schema, snapshot }, { ...options, cache: caching?.cache })
    const { kind, limits, version } = address
    const { server, backend, outgoing, ...rest } = served
    const { identity, url } = served
    const endPruning = pruneRegularly(prunedBy(backend, outgoing), observe)
    const { working, mailer } = await workFor({ options, backend, broker, url, connectionString, listener })
    caching?.listenOn(listener)
    if (caching) await listener.open()
    else if (working) void listener.open()
    return {
      ...rest,
      model,
      database: { kind, limits, ...(version === undefined ? {} : { version }) },
      prepared,
      working,
      receive: (message) => receive({ connections, model }, message),
      stop: async () => {
        endPruning()
        const { clients, redis } = options
        return stop({
          server,
          identity,
          working,
          mailer,
          broker,
          listener,
          clients,
          redis,
          connections,
          address,
          settings,
          observe,
        })
      },
    }
  } catch (error) {
    // A port that is taken, a contract that is not met: nothing stays open behind a start that failed.
    await listener.close()
    await broker?.close()
    await connections.close()
    throw error
  }
}

async function serveOn(connections: Connections, schemas: Schemas, options: Starting) {
  const { application, settings, observeWith: observe } = options
  const backend = await backendOf(options, connections, schemas)
  const context: AccessContext = { ...backend, ...withoutRules, executor: connections }
  const db = new DataAccess(context, connections)
  const seeded = options.seed && (await seedIfEmpty(application, db))
  // Before the first request, which may ask for it.
  const outgoing = await outgoingOf(options, backend)
  const { server, routes } = await serverOf(options, backend)
  await connections.check()
  const bound = await server.listen(settings.port, settings.host)
  const scheme = settings.tlsCert === undefined ? 'http' : 'https'
  const url = `${scheme}://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`
  observe({ event: 'listening', address: url })
  const dbFor = (principal: Principal) => new DataAccess(contextOf(backend, principal), connections)
  return {
    server,
    backend,
    outgoing,
    identity: backend.identity,
    url,
    seeded,
    routes,
    db,
    dbFor,
    tokens: backend.tokens,
  }
}

async function outgoingOf(options: Starting, backend: Backend): Promise<OutgoingService | undefined> {
  const { application, settings, mode } = options
  const { connections } = backend
  return outgoingWebhooks({
    application,
    settings,
    mode,
    secrets: await encryptionSecrets(options),
    db: new DataAccess({ ...backend, ...withoutRules, executor: connections }, connections),
    dbFor: (principal) => new DataAccess(contextOf(backend, principal), connections),
  })
}

async function receive(
  { connections, model }: { readonly connections: Connections; readonly model: ApplicationModel },
  message: ReceivedMessage,
): Promise<Entered> {
  const [{ enterMessages }, { incomingOf }] = await Promise.all([
    import('../database/events/inbox.ts'),
    import('../work/events/incoming.ts'),
  ])
  return enterMessages(connections, model, { messages: [incomingOf(model).read(message)] })
}

interface WorkPlace {
  readonly options: Starting
  readonly backend: Backend
  readonly url: string
  readonly broker: Broker | undefined
  readonly connectionString: string
  readonly listener: Listener
}

interface Work {
  readonly working?: Working
  readonly mailer?: Mailer | undefined
}

/** Jobs and events beside what is served; nothing where there are none, or others see to them. */
async function workFor(place: WorkPlace): Promise<Work> {
  const { options, backend, broker, url, connectionString, listener } = place
  const { application, settings, observeWith: observe } = options
  const { jobs } = application.declarations
  if (Object.values(backend.model.jobs ?? {}).some(({ schedule }) => schedule)) {
    const { checkSchedules } = await import('../work/cron.ts')
    checkSchedules(Object.values(backend.model.jobs ?? {}))
  }
  const isIdle = jobs.length === 0 && !exchangesEvents(backend.model)
  if (isIdle || (settings.jobs === 'elsewhere' && !options.onlyWorks)) return {}
  const { startWorking } = await import('../work/working.ts')
  const { model, statements, meaning, hashPassword, watched, connections, auth, identity } = backend
  const { mode, project, mailTransport: transport } = options
  const mailer = await mailerOf({ model, settings, mode, project, transport, identity, url, observe })
  const working = startWorking({
    model,
    jobs,
    connections,
    connectionString,
    listener,
    name: `${hostname()} ${process.pid}`,
    leaseMs: settings.jobLeaseMs,
    broker,
    eventsKeptDays: settings.eventsKeptDays,
    access: { model, statements, meaning, hashPassword, watched },
    clients: options.clients,
    mailer,
    auth,
    observe,
  })
  return { working, mailer }
}

/** For a handler that its time-out has just ended to say so. */
const leaseMarginMs = 10_000

const withoutRules = { actor: undefined, principalId: null, grants: [] }

async function backendOf(options: Starting, connections: Connections, schemas: Schemas): Promise<Backend> {
  const { application, settings, mode, observeWith: observe } = options
  const { model } = application
  const shared = {
    model,
    statements: new StatementCache(),
    meaning: remembered((name, table) => meaningAcrossReleases(schemas, { name, table })),
    hashPassword,
  }
  const context: AccessContext = { ...shared, ...withoutRules, executor: connections }
  const tokens = await tokensOf(options, new DataAccess(context, connections))
  const secrets = await encryptionSecrets(options)
  const { maxBodyBytes, maxFileBytes } = settings
  return {
    ...shared,
    ...(await identityOf({ application, mode, settings, context, connections, tokens, secrets, observe })),
    connections,
    tokens,
    certified: certifiedServices(application),
    auth: authOf(model, tokens),
    clients: options.clients,
    limitStores: limitStores({ name: model.name, settings, connections, redis: options.redis, observe }),
    idempotency: {
      book: new KeyBook(context),
      leaseMs: settings.requestTimeoutMs + leaseMarginMs,
      keepHours: settings.idempotencyKeepHours,
    },
    cache: options.cache,
    webhooks: webhookVerifiers(application),
    observe,
    limits: { maxBodyBytes, maxFileBytes, maxBodyDepth: 32 },
    checkAnswers: mode !== 'production',
    explainsDenials: mode === 'development',
  }
}

function remembered(meaning: Meaning): Meaning {
  const known = new Map<string, ReturnType<Meaning>>()
  return (name, table) => {
    if (!known.has(name)) known.set(name, meaning(name, table))
    return known.get(name)
  }
}

/** `undefined` where nobody could have a token that is worth anything here. */
async function tokensOf(options: Starting, db: DataAccess): Promise<Tokens | undefined> {
  const { application, project, settings, observeWith: observe } = options
  const { model } = application
  const keys = await ownKeys(model, settings, project)
  const outside = outsideVerifiers({ application, db, observe })
  if (!keys && outside.length === 0) return undefined
  const id = model.entities[model.identity?.entity ?? '']?.fields.id
  const signer =
    keys &&
    new OwnTokens({
      keys,
      application: model.name,
      ttlSeconds: model.identity?.tokenTtlSeconds ?? 3600,
      isSubject: (subject) => id !== undefined && isId(id, subject),
    })
  // Keys without an identity sign for other services alone: nobody here could have such a token.
  const own = signer && model.identity?.signsTokens ? [signer] : []
  return new Tokens({ signer, verifiers: [...own, ...outside] })
}

/** What secrets are encrypted under that are read again: of second factors, mails and webhooks; none where there are none. */
async function encryptionSecrets({ application, project, settings }: Starting): Promise<readonly string[]> {
  const { identity, outgoing } = application.model
  if (!identity?.flows?.secondFactor && !identity?.flows?.mails && !outgoing) return []
  const { tokenSecret, tokenSecretsPrevious } = settings
  return [tokenSecret ?? (await developmentSecret(project)), ...tokenSecretsPrevious]
}

function authOf(model: ApplicationModel, tokens: Tokens | undefined): Auth {
  const role = model.identity?.role
  return {
    issueToken: async (user) => {
      if (!tokens) throw new TypeError('This application declares no identity, so it has no tokens.')
      const value = role === undefined ? undefined : (user as Record<string, unknown>)[role]
      return tokens.sign({ id: String(user.id), roles: typeof value === 'string' ? [value] : [] })
    },
    issueServiceToken: async (request) => {
      if (!tokens) throw new TypeError('This application has no keys: set TOKEN_SECRET or TOKEN_KEYS.')
      return tokens.signForService(request)
    },
    verifyPassword,
  }
}

async function serverOf(
  options: Starting,
  backend: Backend,
): Promise<{ server: HttpServer; routes: number }> {
  const { application, settings, observeWith: observe } = options
  const { operations } = application.declarations
  const contracts = await contractEndpoints(application, backend)
  const derived = options.onlyWorks ? [] : [...derivedEndpoints(backend, operations), ...contracts.endpoints]
  let server: HttpServer | undefined
  const standing = standingEndpoints({
    model: backend.model,
    contracts: contracts.models,
    isDraining: () => server?.isDraining ?? false,
    isReachable: () => backend.connections.isReachable(),
    publicKeys: backend.tokens?.publicKeys,
  })
  const { errorFormat, corsOrigins, requestTimeoutMs, maxInFlight, trustedProxies, publicUrl } = settings
  const challenge = backend.model.identity?.scheme ?? 'Bearer'
  const tls = await tlsFiles(settings)
  server = new HttpServer({
    pipeline: { router: new Router([...derived, ...standing]), observe, errorFormat, challenge },
    observe,
    cors: { origins: corsOrigins, credentials: backend.sessionDoor !== undefined },
    requestTimeoutMs,
    maxInFlight,
    trustedProxies,
    ...(tls ? { tls } : {}),
    ...(publicUrl?.startsWith('https:') ? { hstsSeconds: 63_072_000 } : {}),
  })
  return { server, routes: derived.length }
}

interface Stopping {
  readonly server: HttpServer
  readonly working: Working | undefined
  readonly mailer: Mailer | undefined
  readonly listener: Listener
  readonly broker: Broker | undefined
  readonly identity: IdentityService | undefined
  readonly clients: Clients | undefined
  readonly redis: Redis | undefined
  readonly connections: Connections
  readonly address: DatabaseAddress
  readonly settings: ServiceSettings
  readonly observe: Observe
}

async function stop({
  server,
  working,
  mailer,
  listener,
  broker,
  identity,
  clients,
  redis,
  connections,
  address,
  settings,
  observe,
}: Stopping): Promise<number> {
  const timeoutMs = settings.drainTimeoutMs
  // Requests may still enqueue what this process would have to begin: it takes nothing new from the first moment.
  const [requests, interrupted = 0] = await Promise.all([
    server.drain({ delayMs: settings.drainDelayMs, timeoutMs }),
    working?.stop(settings.drainDelayMs + timeoutMs),
  ])
  const unfinished = requests + interrupted
  await listener.close()
  if (identity) await within(settings.drainTimeoutMs, identity.settle())
  await mailer?.close()
  await clients?.close()
  await redis?.close()
  await broker?.close()
  await connections.close()
  await address.close()
  observe({ event: 'stopped', unfinished })
  return unfinished
}

/** Waits for work, and no longer than it may take: a mail server that does not answer holds up no end. */
async function within(timeoutMs: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}
