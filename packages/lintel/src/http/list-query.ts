/** Reads the query of a list by the grammar of its resource; every error at once. */

import { decodeCursor } from '../plan/query/cursor.ts'
import type { Filter, ListQuery } from '../plan/query/list-query.ts'
import { asStored } from '../plan/query/lower-case.ts'
import { orderingOf } from '../plan/query/ordering.ts'
import { isValue } from '../plan/query/value-text.ts'
import { visibleFields } from '../plan/schemas/entity-schema.ts'
import type {
  ApplicationModel,
  CompareOperator,
  EntityModel,
  FieldModel,
  ResourceModel,
} from '../spec/model.ts'
import { walkPath } from '../spec/path.ts'
import type { ProblemDetail } from '../spec/problem.ts'
import type { QueryPairs } from './call.ts'
import { requestProblem } from './request-problems.ts'

interface Grammar {
  readonly resource: ResourceModel
  readonly entity: EntityModel
  readonly model: ApplicationModel
}

const maxInValues = 100
const ordered = new Set(['integer', 'bigint', 'decimal', 'date', 'timestamp'])
const texts = new Set(['text', 'email', 'url', 'slug'])

/** @throws Problem `query_invalid` (400) naming each key, or `cursor_invalid` */
export function readListQuery(pairs: QueryPairs, grammar: Grammar): ListQuery {
  const reader = new ListQueryReader(grammar)
  for (const key of Object.keys(pairs)) reader.read(key, pairs[key] ?? '')
  return reader.finish()
}

/** The keys that a single row takes: `include` and `fields`. */
export function readRowQuery(pairs: QueryPairs, grammar: Grammar): Pick<ListQuery, 'include' | 'fields'> {
  const reader = new ListQueryReader(grammar)
  for (const key of Object.keys(pairs)) {
    if (key === 'include' || key === 'fields') reader.read(key, pairs[key] ?? '')
    else reader.complain(key, 'unknown_parameter', 'is not a parameter here.')
  }
  return reader.finish()
}

class ListQueryReader {
  readonly #grammar: Grammar
  readonly #errors: ProblemDetail[] = []
  readonly #filters: Filter[] = []
  #sort: readonly string[]
  #include: readonly string[] = []
  #fields: readonly string[] | undefined
  #search: string | undefined
  #limit: number
  #cursor: { direction: 'after' | 'before'; text: string } | undefined
  #count = false

  constructor(grammar: Grammar) {
    this.#grammar = grammar
    this.#sort = grammar.resource.defaultSort
    this.#limit = grammar.resource.limit.default
  }

  complain(key: string, code: string, message: string): void {
    this.#errors.push({ pointer: `query/${key}`, code, message: `${key} ${message}` })
  }

  read(key: string, value: string | string[]): void {
    const single = typeof value === 'string' ? value : undefined
    const isControl = Object.hasOwn(controls, key)
    if (isControl && single === undefined) this.complain(key, 'repeated', 'is given more than once.')
    else if (isControl) controls[key as keyof typeof controls](this, single as string)
    else this.#readFilter(key, value)
  }

  finish(): ListQuery {
    const cursor = this.#cursor ? this.#decode(this.#cursor) : undefined
    if (this.#errors.length > 0) throw requestProblem('query_invalid', { errors: this.#errors })
    return {
      filters: this.#filters,
      sort: this.#sort,
      include: this.#include,
      fields: this.#fields,
      search: this.#search,
      limit: this.#limit,
      cursor,
      count: this.#count,
    }
  }

  sort(text: string): void {
    const allowed = this.#grammar.resource.sort
    this.#sort = this.#list('sort', text, (name) => allowed.includes(name.replace(/^-/, '')), allowed)
  }

  include(text: string): void {
    const allowed = this.#grammar.resource.include
    // A longer path allows the shorter ones on its way.
    const allows = (path: string) => allowed.some((each) => each === path || each.startsWith(`${path}.`))
    this.#include = this.#list('include', text, allows, allowed)
  }

  fields(text: string): void {
    const visible = visibleFields(this.#grammar.entity).map((field) => field.name)
    this.#fields = this.#list('fields', text, (name) => visible.includes(name), visible)
  }

  search(text: string): void {
    if (!this.#grammar.resource.search) this.complain('search', 'unknown_parameter', 'is not offered here.')
    else if (text.trim() === '' || text.length > 200)
      this.complain('search', 'wrong_format', 'must be 1 to 200 characters.')
    else this.#search = text
  }

  limit(text: string): void {
    const { max } = this.#grammar.resource.limit
    const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0
    if (limit < 1 || limit > max)
      this.complain('limit', 'out_of_range', `must be a whole number from 1 to ${max}.`)
    else this.#limit = limit
  }

  cursor(direction: 'after' | 'before', text: string): void {
    if (this.#cursor) this.complain(direction, 'conflict', 'cannot be used together with the other cursor.')
    this.#cursor = { direction, text }
  }

  count(text: string): void {
    if (text !== 'true' && text !== 'false') this.complain('count', 'wrong_format', 'must be true or false.')
    this.#count = text === 'true'
  }

  #list(
    key: string,
    text: string,
    allows: (name: string) => boolean,
    allowed: readonly string[],
  ): readonly string[] {
    const names = [...new Set(text.split(','))]
    const unknown = names.filter((name) => !allows(name))
    if (unknown.length === 0) return names
    const offer = allowed.length > 0 ? `Allowed: ${allowed.join(', ')}.` : 'Nothing is allowed here.'
    this.complain(
      key,
      'not_allowed',
      `does not know ${unknown.map((name) => `"${name.slice(0, 60)}"`).join(', ')}. ${offer}`,
    )
    return []
  }

  #decode({ direction, text }: { direction: 'after' | 'before'; text: string }): ListQuery['cursor'] {
    const values = decodeCursor(orderingOf(this.#grammar.entity, this.#sort), text)
    if (!values)
      throw requestProblem('cursor_invalid', {
        errors: [
          {
            pointer: `query/${direction}`,
            code: 'cursor_invalid',
            message: 'belongs to another list or order.',
          },
        ],
      })
    return { direction, values }
  }

  #readFilter(key: string, value: string | string[]): void {
    const match = /^([A-Za-z][\w.]*?)(?:\[(ne|lt|lte|gt|gte|in|prefix|null)\])?$/.exec(key)
    const path = match?.[1] ?? ''
    const operator = (match?.[2] ?? 'eq') as CompareOperator
    const end = this.#grammar.resource.filter.includes(path)
      ? walkPath(this.#grammar.model, this.#grammar.entity, path)
      : undefined
    if (!end || 'missing' in end) {
      this.complain(
        key.slice(0, 60),
        'unknown_parameter',
        `is not a parameter here. Filters: ${this.#filterNames()}.`,
      )
    } else if (!takes(end.field, operator)) {
      this.complain(key, 'not_allowed', `cannot compare a ${end.field.kind} so.`)
    } else {
      this.#addFilter({ key, path, operator, field: end.field, value })
    }
  }

  #addFilter(given: {
    key: string
    path: string
    operator: CompareOperator
    field: FieldModel
    value: string | string[]
  }): void {
    const { key, path, operator, field } = given
    const value = asStored(field, given.value)
    if (operator === 'in') {
      const values = typeof value === 'string' ? value.split(',') : value
      const wrong = values.length > maxInValues || values.some((each) => !isValue(field, each))
      if (wrong)
        this.complain(
          key,
          'wrong_format',
          `must be up to ${maxInValues} values of kind ${field.kind}, separated by commas.`,
        )
      else this.#filters.push({ path, operator, value: values })
    } else if (typeof value !== 'string') {
      this.complain(key, 'repeated', 'is given more than once.')
    } else if (
      operator === 'null' ? !/^(true|false)$/.test(value) : operator !== 'prefix' && !isValue(field, value)
    ) {
      this.complain(
        key,
        'wrong_format',
        operator === 'null' ? 'must be true or false.' : `must be a ${field.kind}.`,
      )
    } else {
      this.#filters.push({ path, operator, value })
    }
  }

  #filterNames(): string {
    return this.#grammar.resource.filter.join(', ') || 'none'
  }
}

const controls = {
  sort: (reader: ListQueryReader, text: string) => reader.sort(text),
  include: (reader: ListQueryReader, text: string) => reader.include(text),
  fields: (reader: ListQueryReader, text: string) => reader.fields(text),
  search: (reader: ListQueryReader, text: string) => reader.search(text),
  limit: (reader: ListQueryReader, text: string) => reader.limit(text),
  after: (reader: ListQueryReader, text: string) => reader.cursor('after', text),
  before: (reader: ListQueryReader, text: string) => reader.cursor('before', text),
  count: (reader: ListQueryReader, text: string) => reader.count(text),
} as const

/** Which comparisons a kind takes. */
function takes(field: FieldModel, operator: CompareOperator): boolean {
  if (operator === 'eq' || operator === 'ne' || operator === 'in') return true
  if (operator === 'null') return field.optional
  if (operator === 'prefix') return texts.has(field.kind)
  return ordered.has(field.kind)
}
