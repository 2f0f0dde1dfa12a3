/** What stays in an adopted table without being known to its model. */
import type { TableSchema } from '../tables/database-schema.ts'
import type { Catalogue } from './catalogue.ts'
import { type AdoptionNote, adoptionNote } from './notes.ts'

/** @param table  as the baseline snapshot has it */
export function besideNotes(
  { name, constraints, indexes }: TableSchema,
  { facts }: Catalogue,
): AdoptionNote[] {
  const known = new Set([...constraints, ...indexes].map((part) => part.name))
  const { constraints: everyConstraint = [], indexes: everyIndex = [] } = facts[name] ?? {}
  return [
    ...everyConstraint
      .filter((part) => !known.has(part.name) && part.kind !== 'primaryKey' && !isToldOfColumn(part.sql))
      .map((part) => adoptionNote('constraint_kept', `${name}.${part.name}`, `It is ${part.sql}.`)),
    ...everyIndex
      .filter((part) => !known.has(part.name))
      .map((part) => adoptionNote('index_kept', `${name}.${part.name}`, `It is ${part.sql}.`)),
  ]
}

/** A foreign key of one column is told of at its field, as `reference_kept`. */
function isToldOfColumn(sql: string): boolean {
  return /^FOREIGN KEY \([^,)]+\)/.test(sql)
}
