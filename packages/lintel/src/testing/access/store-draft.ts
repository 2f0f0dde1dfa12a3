/** Stores a drafted row with all that it has to do with, in one transaction: the whole of it, or nothing. */
import type { Client } from 'pg'
import type { Condition } from '../../plan/access/condition.ts'
import { conditionSql } from '../../plan/access/condition-sql.ts'
import type { DataRow } from '../../plan/access/row-snapshot.ts'
import { quoted, sqlType } from '../../plan/sql/column.ts'
import { bind, StatementWriter } from '../../plan/sql/statement.ts'
import type { EntityModel, FieldModel } from '../../spec/model.ts'
import type { Oracle } from './oracle.ts'
import type { Person } from './people.ts'
import { drafted, type RowDraft } from './row-draft.ts'

/** Thrown where a constraint refuses the rows. */
export class Unstorable extends Error {}

interface Storing {
  readonly client: Client
  readonly oracle: Oracle
  /** Else the row itself stays out of its table: somebody will try to create it. */
  readonly isStored: boolean
  readonly numbers: RowNumbers
  /** What must then be so of the row, for the person. */
  readonly condition: Condition
  readonly person: Person
}

/** Counts the rows that are made, so that each differs where it must; the same in every run. */
export class RowNumbers {
  #last = 0

  next(): number {
    this.#last++
    return this.#last
  }
}

/** Rows to be like, of which one may not do: what is unique may be taken, or what was not said decide. */
const maxTries = 4

/** @throws Unstorable */
export async function storeDraft(draft: RowDraft, storing: Storing): Promise<DataRow> {
  for (let attempt = 0; attempt < maxTries; attempt++) {
    await storing.client.query('BEGIN')
    try {
      const row = await new DraftStore(storing, attempt).store(draft)
      const isSo = await meets(row, draft.entity, storing)
      await storing.client.query(isSo ? 'COMMIT' : 'ROLLBACK')
      if (isSo) return row
    } catch (error) {
      await storing.client.query('ROLLBACK')
      if (error instanceof Unstorable) throw error
      // Class 23: a constraint. Class 22: a value that its type cannot hold.
      if (!/^2[23]/.test(String((error as { readonly code?: unknown }).code))) throw error
    }
  }
  throw new Unstorable(`A row of ${draft.entity.name} is refused.`)
}

async function meets(row: DataRow, entity: EntityModel, storing: Storing): Promise<boolean> {
  const { client, oracle, condition, person } = storing
  const writer = new StatementWriter()
  const alias = writer.alias()
  const columns = Object.values(entity.fields).filter(({ column }) => column !== undefined)
  const values = columns.map(
    (field) =>
      `${writer.argument(field.name)}::${sqlType(field, oracle.model)} AS ${quoted(field.column ?? '')}`,
  )
  const sql = conditionSql(condition, { alias, model: oracle.model, writer })
  const statement = writer.finish(`SELECT 1 FROM (SELECT ${values.join(', ')}) ${alias} WHERE ${sql}`)
  const { rows } = await client.query(
    statement.text,
    bind(statement, { principal: person.principal.id, values: row }),
  )
  return rows.length > 0
}

class DraftStore {
  readonly #storing: Storing
  readonly #attempt: number
  readonly #ids = new Map<RowDraft, string>()
  readonly #open = new Set<RowDraft>()

  constructor(storing: Storing, attempt: number) {
    this.#storing = storing
    this.#attempt = attempt
  }

  async store(root: RowDraft): Promise<DataRow> {
    const { isStored, oracle } = this.#storing
    if (root.existing !== undefined) {
      const row = oracle.snapshot.row(root.entity, root.existing)
      if (!row || !isStored) throw new Unstorable(`${root.entity.name} is there already.`)
      await this.#around(root, root.existing)
      return row
    }
    if (!isStored && (root.children.length > 0 || root.links.length > 0))
      throw new Unstorable('Nothing refers to a row that is not there.')
    this.#open.add(root)
    const row = await this.#row(root)
    if (!isStored) return row
    const id = await this.#insert(root.entity, row)
    await this.#around(root, id)
    return { ...row, id }
  }

  async #id(draft: RowDraft): Promise<string> {
    const known = draft.existing ?? this.#ids.get(draft)
    if (known !== undefined) return known
    if (this.#open.has(draft)) throw new Unstorable('The rows refer to each other in a circle.')
    this.#open.add(draft)
    const id = await this.#insert(draft.entity, await this.#row(draft))
    await this.#around(draft, id)
    return id
  }

  async #row(draft: RowDraft): Promise<DataRow> {
    const rows = this.#storing.oracle.snapshot.rows(draft.entity)
    const number = this.#storing.numbers.next()
    const like = rows[(number + this.#attempt) % Math.max(1, rows.length)]
    if (!like) throw new Unstorable(`There is no ${draft.entity.name} to be like.`)
    const row: Record<string, string | null> = { ...drafted(draft, like) }
    for (const field of Object.values(draft.entity.fields)) {
      const value = draft.values.has(field.name) ? undefined : uniqueValue(field, number)
      if (value !== undefined) row[field.name] = value
    }
    for (const [name, reference] of draft.references) row[name] = await this.#id(reference)
    return row
  }

  /** Rows that refer to it, and links. */
  async #around(draft: RowDraft, id: string): Promise<void> {
    this.#ids.set(draft, id)
    for (const child of draft.children) await this.#id(child)
    for (const { field, to } of draft.links) {
      const { table, here, there } = field.through ?? { table: '', here: '', there: '' }
      const { model } = this.#storing.oracle
      await this.#storing.client.query(
        `INSERT INTO ${quoted(table)} (${quoted(here)}, ${quoted(there)})
         VALUES ($1::${idType(draft.entity, model)}, $2::${idType(to.entity, model)}) ON CONFLICT DO NOTHING`,
        [id, await this.#id(to)],
      )
    }
  }

  async #insert(entity: EntityModel, row: DataRow): Promise<string> {
    const { client, oracle } = this.#storing
    const given = Object.values(entity.fields).filter(
      (field) => field.column !== undefined && field.name in row && !isCounted(field),
    )
    const columns = given.map(({ column = '' }) => quoted(column))
    const values = given.map((field, at) => `$${at + 1}::${sqlType(field, oracle.model)}`)
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO ${quoted(entity.table)} (${columns.join(', ')}) VALUES (${values.join(', ')}) RETURNING id::text`,
      given.map(({ name }) => row[name] ?? null),
    )
    return rows[0]?.id ?? ''
  }
}

function idType({ fields }: EntityModel, model: Oracle['model']): string {
  return fields.id ? sqlType(fields.id, model) : 'uuid'
}

/** The database counts. */
function isCounted({ default: given }: FieldModel): boolean {
  return given !== undefined && 'generated' in given && given.generated === 'identity'
}

const uuidOf = (count: number) => `5717a710-0000-4000-8000-${String(count).padStart(12, '0')}`

/** A value that no other row has, where the field may not have the same twice. */
function uniqueValue({ name, kind, unique, max = 200 }: FieldModel, count: number): string | undefined {
  if (name === 'id' && kind === 'uuid') return uuidOf(count)
  if (!unique) return undefined
  switch (kind) {
    case 'email':
      return `situation-${count}@access.example`
    case 'url':
      return `https://access.example/situation-${count}`
    case 'uuid':
      return uuidOf(count)
    case 'slug':
    case 'text':
      return `situation-${count}`.slice(-max)
    case 'integer':
    case 'bigint':
      return String(1_000_000 + count)
    default:
      return undefined
  }
}
