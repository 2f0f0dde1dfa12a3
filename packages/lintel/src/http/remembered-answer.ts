/** Answers that are remembered: under which key, for whom, and what their headers say to browsers. */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { RememberedAnswer } from '../cache/entry.ts'
import type { Fill } from '../cache/fill.ts'
import type { Reads } from '../database/changes.ts'
import { actorOf, anonymousActor } from '../plan/access/actor.ts'
import { type AnswerSource, tablesOfStatement } from '../plan/cache/answer-source.ts'
import { anyRowTag } from '../plan/cache/tags.ts'
import type { ApplicationModel, CacheModel } from '../spec/model.ts'
import { anonymous, type Principal } from '../spec/principal.ts'
import { Problem } from '../spec/problem.ts'
import type { Backend } from './backend.ts'
import { ClientAborted } from './body/client-aborted.ts'
import type { Call } from './call.ts'
import type { Admitted } from './endpoint.ts'
import { isUnchanged } from './etag.ts'
import type { Reply } from './reply.ts'
import { RequestLife } from './request-life.ts'

/** Gives a remembered answer, or makes it by what the endpoint does anyway. */
export type Remember = (admitted: Admitted, work: Work) => Promise<Reply>
type Work = (admitted: Admitted) => Promise<Reply>

interface Endpoint {
  readonly name: string
  readonly cache: CacheModel | undefined
}

/** Answers of a resource: read by statements of ours, which say what of the caller they depend on. */
export function rememberRows(
  backend: Backend,
  { name, cache: times }: Endpoint,
  sourceOf: (admitted: Admitted) => AnswerSource | Promise<AnswerSource>,
): { readonly remember?: Remember } {
  const { cache } = backend
  if (!cache || !times) return {}
  const sources = new LRUCache<string, AnswerSource>({ max: 10_000 })
  const remember: Remember = async (admitted, work) => {
    const { call, principal } = admitted
    const actor = actorOf(principal)
    const asked = `${name}\n${call.path}\n${canonicalSearch(call.search)}\n${actor.key}`
    const known = sources.get(asked)
    const source = known ?? (await sourceOf(admitted))
    if (!known) sources.set(asked, source)
    if (source.asksClock) {
      backend.observe({ event: 'cache', endpoint: name, outcome: 'unstored' })
      return work(admitted)
    }
    const id = principal.isSignedIn ? principal.id : null
    const { answer, outcome } = await cache.get({
      key: source.isPersonal ? `${asked}\n${JSON.stringify(id)}` : asked,
      kind: name,
      times,
      tags: source.tags,
      isFault,
      make: (fill) =>
        detached(call, async (own) => kept(await work({ ...admitted, call: own, isKept: true }), fill)),
    })
    backend.observe({ event: 'cache', endpoint: name, outcome })
    return replyFor(answer, {
      call,
      times,
      isPublic: actor.key === anonymousActor.key,
      isKept: outcome !== 'unstored',
    })
  }
  return { remember }
}

/** Answers of an operation: each caller's own, unless it says that nobody in particular is asked for. */
export function rememberOperation(
  backend: Backend,
  { name, cache: times }: Endpoint,
): { readonly remember?: Remember } {
  const { cache, model } = backend
  if (!cache || !times) return {}
  const isShared = times.shared === true
  const declared = times.reads?.flatMap((entity) => model.entities[entity]?.table ?? [])
  const tags = declared?.flatMap((table) => [table, anyRowTag(table)]) ?? []
  const remember: Remember = async (admitted, work) => {
    const { call, principal } = admitted
    const who = isShared ? 'anyone' : callerKey(principal)
    const { answer, outcome } = await cache.get({
      key: `${name}\n${call.path}\n${canonicalSearch(call.search)}\n${who}`,
      kind: name,
      times,
      tags,
      isFault,
      make: (fill) =>
        detached(call, async (own) => {
          const reads = readsInto(fill, { name, model, hasDeclared: declared !== undefined, backend })
          const asker = isShared ? anonymous : principal
          return kept(
            await work({ ...admitted, call: own, principal: asker, isKept: true, reads, isShared }),
            fill,
          )
        }),
    })
    backend.observe({ event: 'cache', endpoint: name, outcome })
    const isPublic = isShared || actorOf(principal).key === anonymousActor.key
    return replyFor(answer, { call, times, isPublic, isKept: outcome !== 'unstored' })
  }
  return { remember }
}

/** All that a function could learn of who calls. */
function callerKey(principal: Principal): string {
  const { isSignedIn, roles, scopes, session, kind, service, apiKey, mustEnrol } = principal
  const id = isSignedIn ? principal.id : null
  return JSON.stringify([id, roles, scopes ?? null, session, kind, service, apiKey, mustEnrol])
}

/** The same query in another order is the same; parameters of one name keep theirs. */
export function canonicalSearch(search: string): string {
  if (!search.includes('&')) return search
  const name = (pair: string) => pair.split('=', 1)[0] ?? ''
  return search
    .split('&')
    .toSorted((one, other) => (name(one) < name(other) ? -1 : name(one) > name(other) ? 1 : 0))
    .join('&')
}

interface Reading {
  readonly name: string
  readonly model: ApplicationModel
  /** The author says what is read unseen. */
  readonly hasDeclared: boolean
  readonly backend: Backend
}

function readsInto(fill: Fill, { name, model, hasDeclared, backend }: Reading): Reads {
  return {
    statement: (statement) => {
      fill.reads(tablesOfStatement(statement, model))
      if (statement.text.includes('now()')) fill.refuse()
    },
    unseen: () => {
      if (hasDeclared) return
      fill.refuse()
      const message = `${name} reads by SQL of its own and is remembered: say in cache.reads which entities that reads.`
      if (backend.checkAnswers) throw new TypeError(message)
      backend.observe({ event: 'log', level: 'warn', message })
    },
    snapshot: () => fill.readsSnapshot(),
    acts: () => fill.refuse(),
  }
}

const detachedMs = 30_000

/** What many wait for does not end when the first of them goes away. */
async function detached<T>(call: Call, make: (own: Call) => Promise<T>): Promise<T> {
  const life = new RequestLife(new Set(), performance.now() + detachedMs)
  const late = setTimeout(
    () => life.abort(new DOMException('The answer took too long.', 'TimeoutError')),
    detachedMs,
  )
  late.unref()
  try {
    return await make(call.detached(life))
  } finally {
    clearTimeout(late)
    life.end()
  }
}

function kept({ status, headers = {}, body, mediaType, cookies }: Reply, fill: Fill): RememberedAnswer {
  const isText = typeof body === 'string' || Buffer.isBuffer(body)
  if (!isText || cookies || status !== 200) fill.refuse()
  const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.isBuffer(body) ? body : Buffer.alloc(0)
  const { 'cache-control': _control, vary: _vary, ...rest } = headers
  const etag = headers.etag ?? `"${createHash('sha1').update(bytes).digest('base64url').slice(0, 20)}"`
  return {
    status,
    headers: { ...rest, etag },
    body: bytes,
    ...(mediaType === undefined ? {} : { mediaType }),
  }
}

interface Asked {
  readonly call: Call
  readonly times: CacheModel
  /** Whoever says nothing of themselves gets these bytes. */
  readonly isPublic: boolean
  readonly isKept: boolean
}

function replyFor({ status, headers: own, body, mediaType }: RememberedAnswer, asked: Asked): Reply {
  const { call } = asked
  const headers = { ...own, 'cache-control': cacheControl(asked), vary: 'authorization, cookie, accept' }
  if (isUnchanged(call, own.etag ?? '')) return { status: 304, headers }
  return { status, headers, body, ...(mediaType === undefined ? {} : { mediaType }) }
}

function cacheControl({ call, times, isPublic, isKept }: Asked): string {
  // An answer with a cookie belongs to one browser, and one that is not kept here is kept nowhere.
  if (call.cookies || !isKept) return 'private, no-cache'
  const seconds = Math.floor(times.browserMs / 1_000)
  return `${isPublic ? 'public' : 'private'}, ${seconds > 0 ? `max-age=${seconds}` : 'no-cache'}`
}

/** A fault of the source, not a refusal. */
function isFault(error: unknown): boolean {
  if (error instanceof ClientAborted) return false
  return !(error instanceof Problem) || error.status >= 500
}
