/** Everything that an adoption comes to, before anything is written. */
import { adoptSchema } from '../../plan/adoption/adopt-schema.ts'
import { baselineScript } from '../../plan/adoption/baseline-script.ts'
import { baselineSnapshot } from '../../plan/adoption/baseline-snapshot.ts'
import { besideNotes } from '../../plan/adoption/beside-notes.ts'
import type { Catalogue } from '../../plan/adoption/catalogue.ts'
import { declaredModel } from '../../plan/adoption/declared-model.ts'
import type { AdoptionNote } from '../../plan/adoption/notes.ts'
import { sourceFiles } from '../../plan/adoption/source-files.ts'
import { type MigrationPlan, planMigration } from '../../plan/migration/live/plan-migration.ts'
import type { MigrationFiles } from '../../plan/migration/migration-files.ts'
import type { TableSchema } from '../../plan/tables/database-schema.ts'
import { keptParts } from '../../plan/tables/kept-parts.ts'
import { tablesOf } from '../../plan/tables/tables-of.ts'

export interface Adoption {
  readonly tables: readonly AdoptedTable[]
  readonly notes: readonly AdoptionNote[]
  /** Contents by name, beside the application file. */
  readonly sources: Readonly<Record<string, string>>
  readonly migration: MigrationFiles
  /** What the model wants that the database does not have: the next plan. */
  readonly differences: MigrationPlan
}

export interface AdoptedTable {
  readonly table: string
  readonly entity: string
  /** For a joining table: the field of the entity. */
  readonly field?: string
}

/** @param entry  name of the application file */
export function adoptionOf(catalogue: Catalogue, name: string, entry: string): Adoption {
  const { entities, notes } = adoptSchema(catalogue)
  const wanted = tablesOf(declaredModel(name, entities))
  const snapshot = baselineSnapshot(catalogue, wanted)
  const known = Object.values(snapshot.tables)
  const sources = sourceFiles(name, entities, entry)
  const { up, down } = baselineScript(catalogue, snapshot)
  return {
    tables: known.map(adoptedTable),
    notes: [...notes, ...known.flatMap((table) => besideNotes(table, catalogue))],
    sources,
    migration: {
      folder: '0001-adopted',
      files: { 'up.sql': up, 'down.sql': down, 'snapshot.json': `${JSON.stringify(snapshot, null, 2)}\n` },
    },
    differences: planMigration({ from: snapshot, to: keptParts(wanted, snapshot), number: 2 }),
  }
}

function adoptedTable({ name, of }: TableSchema): AdoptedTable {
  return { table: name, entity: of?.entity ?? '', ...(of?.field === undefined ? {} : { field: of.field }) }
}
