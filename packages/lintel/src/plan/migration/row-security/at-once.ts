/** Row-level security as changes that are made at once: it goes before anything that it reads changes, and comes back last. */
import type { RowSecuritySchema } from '../../tables/database-schema.ts'
import { harmless, type Step } from '../step.ts'
import {
  createFoundation,
  createPolicy,
  createView,
  dropFoundation,
  dropPolicy,
  openTable,
  seal,
  secureTable,
} from './statements.ts'

export interface AddRowSecurity {
  readonly kind: 'addRowSecurity'
  readonly security: RowSecuritySchema
}

export interface DropRowSecurity {
  readonly kind: 'dropRowSecurity'
  readonly security: RowSecuritySchema
}

export function addRowSecurityStep({ security }: AddRowSecurity): Step {
  return {
    ...harmless,
    up: raise(security),
    down: raze(security),
    summary: `add row-level security for ${security.role} (${Object.keys(security.tables).length} tables)`,
  }
}

export function dropRowSecurityStep({ security }: DropRowSecurity): Step {
  return {
    ...harmless,
    up: raze(security),
    down: raise(security),
    summary: `drop row-level security for ${security.role} (${Object.keys(security.tables).length} tables)`,
  }
}

function raise(security: RowSecuritySchema): readonly string[] {
  const { role, views, tables, former } = security
  return [
    ...createFoundation(security),
    ...[...views, ...(former?.views ?? [])].flatMap((view) => createView(view, role)),
    ...Object.entries({ ...former?.tables, ...tables }).flatMap(([table, policies]) => [
      ...secureTable(table, role),
      ...policies.map((policy) => createPolicy(table, policy)),
    ]),
    seal(security),
  ]
}

function raze({ role, tables, former }: RowSecuritySchema): readonly string[] {
  return [
    ...Object.entries({ ...former?.tables, ...tables }).flatMap(([table, policies]) => [
      ...policies.map((policy) => dropPolicy(table, policy)),
      ...openTable(table, role),
    ]),
    ...dropFoundation,
  ]
}
