/** The way of a request: parse → authenticate → authorize → plan → execute → respond, in order, on one page. */
import type { Observe } from '../spec/observation.ts'
import { anonymous, type Principal } from '../spec/principal.ts'
import type { Problem } from '../spec/problem.ts'
import { ClientAborted } from './body/client-aborted.ts'
import { Call, type Incoming } from './call.ts'
import { callerWords, explainCommand } from './denial.ts'
import type { Admitted, Endpoint } from './endpoint.ts'
import { headerProblem } from './headers/header-problems.ts'
import { negotiate } from './headers/negotiate.ts'
import { type ErrorFormat, problemReply, toProblem } from './problem-reply.ts'
import type { Reply } from './reply.ts'
import { requestProblem } from './request-problems.ts'
import type { Router } from './router.ts'

export interface Pipeline {
  readonly router: Router
  readonly observe: Observe
  readonly errorFormat: ErrorFormat
  /** The scheme that a 401 asks for. */
  readonly challenge: string
}

export interface Answer {
  readonly reply: Reply
  /** The route's template, for logs and metrics. */
  readonly route: string
  readonly principal?: Principal
  readonly problem?: Problem
}

/** Takes a request through every stage. Never throws: whatever is thrown on the way becomes an answer. */
export async function answer(incoming: Incoming, pipeline: Pipeline): Promise<Answer> {
  let endpoint: Endpoint | undefined
  let call: Call | undefined
  let principal: Principal = anonymous
  let isKnown = false
  let isLetIn = false
  try {
    const parsed = parse(incoming, pipeline.router)
    if ('reply' in parsed) return parsed
    endpoint = parsed.endpoint
    // Asked once the endpoint is known, so that also this refusal has the endpoint's shape.
    requireAcceptable(endpoint, incoming)
    call = parsed.call
    principal = await endpoint.authenticate(call)
    isKnown = true
    const admitted: Admitted = { call, principal, decision: endpoint.authorize(call, principal) }
    isLetIn = true
    const limits = endpoint.limitsFor?.(call) ?? endpoint.limits
    if (limits) await limits.count(admitted)
    const reply = endpoint.once?.isWanted(call)
      ? await endpoint.once.answer({ endpoint, admitted, refuse: replying(incoming, pipeline, endpoint) })
      : endpoint.remember
        ? await endpoint.remember(admitted, (own) => carriedOut(endpoint as Endpoint, own))
        : await carriedOut(endpoint, admitted)
    return { reply: complete(reply, endpoint, call), route: endpoint.path, principal }
  } catch (error) {
    return refusal(error, { incoming, pipeline, endpoint, call, principal, isKnown, isLetIn })
  }
}

/** The last three stages. */
async function carriedOut(endpoint: Endpoint, admitted: Admitted): Promise<Reply> {
  const plan = await endpoint.plan(admitted)
  const done = await endpoint.execute(plan, admitted)
  return endpoint.respond(done, admitted)
}

/** Finds what answers this method at this address. */
function parse(incoming: Incoming, router: Router): { endpoint: Endpoint; call: Call } | Answer {
  const { message } = incoming
  const target = message.url ?? '/'
  const mark = target.indexOf('?')
  const path = mark === -1 ? target : target.slice(0, mark)
  const search = mark === -1 ? '' : target.slice(mark + 1)
  const found = router.find(message.method ?? 'GET', path)
  if ('allow' in found) return { reply: { status: 204, headers: { allow: found.allow } }, route: found.route }
  const { endpoint, params } = found
  return { endpoint, call: new Call(incoming, { path, search, params }) }
}

function requireAcceptable({ offers }: Endpoint, { message }: Incoming): void {
  // What is answered without a body suits everybody.
  if (offers.length > 0 && negotiate(message.headers.accept, offers) === undefined)
    throw headerProblem('not_acceptable')
}

interface Refused {
  readonly incoming: Incoming
  readonly pipeline: Pipeline
  readonly endpoint: Endpoint | undefined
  readonly call: Call | undefined
  readonly principal: Principal
  /** Whether the caller proved who they are, or is nobody by choice. */
  readonly isKnown: boolean
  /** Whether the rule let the caller go on. */
  readonly isLetIn: boolean
}

function refusal(error: unknown, refused: Refused): Answer {
  const { incoming, pipeline, endpoint, call, principal } = refused
  const { id: requestId, life } = incoming
  const late = life.reason instanceof Error && life.reason.name === 'TimeoutError'
  const problem = late
    ? requestProblem('request_timed_out', { cause: error, headers: { 'retry-after': '1' } })
    : toProblem(error)
  // A client that went away is answered by nobody, and is no fault of ours.
  const isGone = error instanceof ClientAborted
  if (problem.status === 500 && !isGone) {
    pipeline.observe({
      event: 'fault',
      requestId,
      where: endpoint?.name ?? 'request',
      error: problem.cause ?? problem,
    })
  } else if (problem.cause !== undefined && !isGone) {
    pipeline.observe({ event: 'refused', requestId, code: problem.code, reason: problem.cause })
  }
  observeDenial(problem, refused)
  const reply = replying(incoming, pipeline, endpoint)(problem)
  const route = endpoint?.path ?? 'none'
  return { reply: complete(reply, endpoint, call), route, principal, problem }
}

/** How a problem is answered. */
function replying(
  { id: requestId, message }: Incoming,
  { errorFormat: format, challenge }: Pipeline,
  endpoint: Endpoint | undefined,
): (problem: Problem) => Reply {
  const context = { requestId, accept: message.headers.accept, format, challenge }
  return (problem) => endpoint?.problemReply?.(problem, format) ?? problemReply(problem, context)
}

/** In development, what a rule denied is told with the rule. */
function observeDenial(
  problem: Problem,
  { incoming, pipeline, endpoint, call, principal, isKnown, isLetIn }: Refused,
) {
  if (!endpoint?.explainDenial || !call || !isKnown) return
  const denial = endpoint.explainDenial({ problem, call, principal, isLetIn })
  if (!denial) return
  const { method, path: route } = endpoint
  pipeline.observe({
    ...{ event: 'denied', requestId: incoming.id, status: problem.status, method, route },
    ...{ reason: denial.reason, caller: callerWords(principal) },
    command: explainCommand(`${method} ${route}`, principal, denial.row),
  })
}

/** With the headers of every answer of the endpoint, and the cookies that the request is given. */
function complete(reply: Reply, endpoint: Endpoint | undefined, call: Call | undefined): Reply {
  const headers = endpoint?.headers
  const cookies = call?.cookies
  const limits = call?.limitHeaders
  if (!headers && !cookies && !limits) return reply
  return {
    ...reply,
    ...(headers || limits ? { headers: { ...headers, ...limits, ...reply.headers } } : {}),
    ...(cookies ? { cookies } : {}),
  }
}
