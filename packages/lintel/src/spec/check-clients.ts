/** What must be true of clients before anything is asked through them. */

import type { Declarations } from './application.ts'
import { baseAddress } from './base-address.ts'
import type { Report } from './build-model.ts'
import type { AnyCall, AnyClient, UsedClients } from './client.ts'
import type { Location } from './location.ts'
import type { CallModel, ClientModel } from './model.ts'
import { routeParts } from './route.ts'

/** What every handler is given, so that no client may be called so. */
const contextNames = new Set(
  'principal db auth log signal request params query input fail headers cookies body'.split(' '),
)

interface Place {
  readonly at: Location
  /** `The call payments.charge` */
  readonly what: string
  readonly report: Report
}

export function checkClients(
  { clients = {} }: { readonly clients?: Readonly<Record<string, ClientModel>> },
  declared: Declarations,
  report: Report,
): void {
  for (const client of declared.clients) {
    const model = clients[client.name]
    if (model) checkClient(client, model, report)
  }
  for (const operation of [...declared.operations.values(), ...declared.implementations])
    checkUses(operation.options.uses ?? {}, operation.at, report)
}

function checkClient(client: AnyClient, model: ClientModel, report: Report): void {
  const { name, at } = client
  const place: Place = { at, what: `The client ${name}`, report }
  if (!/^[a-z][a-z0-9-]*$/.test(name)) {
    report.add({
      at,
      message: `A client is called "${name}".`,
      hint: 'Use small letters, digits and hyphens.',
    })
  }
  const wrong = model.baseUrl === undefined ? undefined : baseAddress(model.baseUrl).wrong
  if (wrong !== undefined)
    report.add({ at, message: `${place.what} has a baseUrl that ${wrong}`, hint: 'Mend it.' })
  checkHeaders(model, place)
  checkWhole(place, { maxAnswerBytes: model.maxAnswerBytes, 'bulkhead.calls': model.bulkhead.calls })
  checkWhole(place, { 'bulkhead.queue': model.bulkhead.queue }, 0)
  if (model.breaker) checkBreaker(model.breaker, place)
  for (const [call, declared] of Object.entries(client.options.calls)) {
    const built = model.calls[call]
    if (built) checkCall(declared, built, { at, what: `The call ${name}.${call}`, report })
  }
}

/** They are ours to set, or they change how a body is framed. */
const ownHeaders =
  /^(?:host|connection|content-.*|transfer-encoding|accept|accept-encoding|expect|upgrade|keep-alive|te|trailer|x-request-id|traceparent)$/i

function checkHeaders({ headers, auth }: ClientModel, { at, what, report }: Place): void {
  const names = [...Object.keys(headers), ...(auth?.kind === 'header' ? [auth.header] : [])]
  for (const name of names.filter((each) => ownHeaders.test(each) || !isToken(each))) {
    report.add({ at, message: `${what} sends the header "${name}", which it cannot.`, hint: 'Take it out.' })
  }
  for (const [name, value] of Object.entries(headers).filter(([, value]) => !/^[\x20-\x7e]*$/.test(value))) {
    report.add({
      at,
      message: `${what} sends a header "${name}" of ${value.length} characters that are not all ASCII.`,
      hint: 'Use visible ASCII characters.',
    })
  }
}

/** RFC 9110 §5.6.2. */
function isToken(text: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(text)
}

function checkBreaker({ failures, ...counts }: NonNullable<ClientModel['breaker']>, place: Place): void {
  checkWhole(place, { ...counts })
  if (failures > 0 && failures <= 1) return
  const message = `${place.what} has a breaker for ${failures} failures.`
  place.report.add({ at: place.at, message, hint: 'Give the part of the tries: above 0, and 1 at most.' })
}

function checkWhole({ at, what, report }: Place, values: Readonly<Record<string, number>>, min = 1): void {
  for (const [name, value] of Object.entries(values)) {
    if (Number.isSafeInteger(value) && value >= min && value <= 2_147_483_647) continue
    const hint = `Give a whole number from ${min}.`
    report.add({ at, message: `${what} has ${value} as ${name}.`, hint })
  }
}

function checkCall(declared: AnyCall, model: CallModel, place: Place): void {
  const { at, what, report } = place
  const { method, path, names } = routeParts(declared.route)
  const complain = (message: string, hint: string) => report.add({ at, message: `${what} ${message}`, hint })
  const { timeoutMs, totalMs, retry } = model
  checkWhole(place, { timeoutMs, totalMs })
  checkWhole(place, { retry }, 0)
  if (!/^\/[^?#\s]*$/.test(path))
    complain(`has the path "${path}".`, 'Begin it with a slash; its query goes under query.')
  for (const param of Object.keys(declared.options.params ?? {}).filter((each) => !names.includes(each)))
    complain(`declares the parameter "${param}", which its route does not name.`, `Write {${param}} in it.`)
  const given = [...names, ...Object.keys(model.query), ...Object.keys(model.input?.fields ?? {})]
  for (const name of new Set(given.filter((each, index) => given.indexOf(each) !== index)))
    complain(`is given "${name}" twice.`, 'Route, query and input share one object: rename one of them.')
  if (model.input && (method === 'GET' || method === 'DELETE'))
    complain(`sends a body with ${method}.`, 'Put the values into query.')
  if (model.keyHeader !== undefined && method !== 'POST' && method !== 'PATCH')
    complain(`has a key, but ${method} may be repeated without one.`, 'Take idempotent out.')
  if (model.keyHeader !== undefined && (ownHeaders.test(model.keyHeader) || !isToken(model.keyHeader)))
    complain(`sends its key in the header "${model.keyHeader}".`, 'Name another one.')
  checkErrors(model, complain)
}

function checkErrors({ errors }: CallModel, complain: (message: string, hint: string) => void): void {
  const taken = new Map<string, string>()
  for (const [code, { status, when }] of Object.entries(errors)) {
    if (!Number.isInteger(status) || status < 400 || status > 599)
      complain(`has the refusal ${code} with status ${status}.`, 'Give a status from 400 to 599.')
    if (when && !when.pointer.startsWith('/'))
      complain(`looks for ${code} at "${when.pointer}".`, 'Give a JSON Pointer, such as /error/code.')
    const key = JSON.stringify([status, when])
    const other = taken.get(key)
    if (other !== undefined)
      complain(
        `cannot tell ${other} and ${code} apart.`,
        "Say where they differ: { status, at: '/code', is: '…' }.",
      )
    taken.set(key, code)
  }
}

function checkUses(uses: UsedClients, at: Location, report: Report): void {
  for (const name of Object.keys(uses).filter((each) => contextNames.has(each))) {
    const message = `A client is used as "${name}", which every handler is given already.`
    report.add({ at, message, hint: `Use it under another name: uses: { other: ${name} }.` })
  }
}
