/** Makes an example's unique values new, so that the same request can be tried again. */
import { randomBytes } from 'node:crypto'
import type { ApplicationModel, Json } from '../../spec/model.ts'

/** Texts whose name is that of a unique field of any entity get a random part. */
export function freshValues(body: Json, model: ApplicationModel): Json {
  const names = uniqueNames(model)
  const suffix = randomBytes(2).toString('hex')
  const renew = (value: Json, name: string): Json => {
    if (typeof value === 'string') return names.has(name) ? varied(value, suffix) : value
    if (Array.isArray(value)) return value.map((each: Json) => renew(each, name))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, renew(each, key)]))
  }
  return renew(body, '')
}

function uniqueNames({ entities }: ApplicationModel): ReadonlySet<string> {
  const fields = Object.values(entities).flatMap((entity) => Object.values(entity.fields))
  return new Set(fields.filter(({ unique }) => unique).map(({ name }) => name))
}

/** `ada@example.com` → `ada-3f9c@example.com`; `tea-pot` → `tea-pot-3f9c` */
function varied(text: string, suffix: string): string {
  const at = text.lastIndexOf('@')
  return at > 0 ? `${text.slice(0, at)}-${suffix}${text.slice(at)}` : `${text}-${suffix}`
}
